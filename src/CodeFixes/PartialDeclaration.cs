using System.Globalization;
using DiffGen.Compiler;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixes;

/// <summary>A derivative as a user declares it to have its body written: attribute and signature.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Text">C#, lines that end in <c>\n</c>.</param>
internal sealed record PartialDeclaration(string Name, string Text)
{
    private static readonly SyntaxKind[] Accessibility = [SyntaxKind.PublicKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword, SyntaxKind.PrivateKeyword];

    private static readonly SyntaxKind[] Repeated = [.. Accessibility, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword];

    /// <summary>The declaration with all derivatives; null if it is there already, or this version of C# has no such partial methods.</summary>
    public static PartialDeclaration? Of(IMethodSymbol method, MethodDeclarationSyntax syntax, MethodModel model, DerivativeKind kind, CancellationToken cancellation)
    {
        if (IsDeclared(method, kind, cancellation))
            return null;
        string[] own = [.. syntax.ParameterList.Parameters.Select(Own)];
        string[] parameters = [.. own, .. DerivativeCompiler.AddedParameters(model, kind)];
        string name = method.Name + kind, modifiers = Modifiers(method, syntax), type = syntax.ReturnType.ToString();
        if (model.Language.Version < 900)
        {
            // Before C# 9 a partial method is private, returns nothing and has no out. It does not take the place of the generated one, which others may call.
            if (parameters.Any(p => p.StartsWith("out ", StringComparison.Ordinal)))
                return null;
            name += "Into";
            (modifiers, type) = (method.IsStatic ? "static " : "", "void");
        }
        bool isTaken = model.Language.Version < 900 || !IsReplaceable(method, kind);
        if (isTaken)
            name = Free(name, method.ContainingType);
        string attribute = "[global::DiffGen." + kind + "Of(nameof(" + Escape(method.Name) + "))]\n";
        return new PartialDeclaration(name, attribute + modifiers + "partial " + type + " " + Escape(name) + "(" + string.Join(", ", parameters) + ");");
    }

    // C# wants a word for the accessibility here also where that goes without saying.
    private static string Modifiers(IMethodSymbol method, MethodDeclarationSyntax syntax) =>
        (syntax.Modifiers.Any(m => Accessibility.Contains(m.Kind())) ? "" : method.ContainingType.TypeKind == TypeKind.Interface ? "public " : "private ")
        + string.Concat(syntax.Modifiers.Where(m => Repeated.Contains(m.Kind())).Select(m => m.Text + " "));

    private static bool IsDeclared(IMethodSymbol method, DerivativeKind kind, CancellationToken cancellation)
    {
        IReadOnlyList<ExpectedParameter> all = ExpectedParameter.All(method, kind, [.. method.Parameters.Select(p => p.Name)], i => AttributeReader.IsConstant(method.Parameters[i]));
        return DeclaredReader.In(method.ContainingType, method, cancellation).Any(d => d.Kind == kind && all.All(e => e.Of is not { } of || d.Of(of) is not null));
    }

    /// <summary>Whether nothing of the user's has the name of the generated method, or what has it has other parameters.</summary>
    private static bool IsReplaceable(IMethodSymbol method, DerivativeKind kind) =>
        method.ContainingType.GetMembers(method.Name + kind).All(m => m is IMethodSymbol)
        && GeneratedNames.Occupied(method, MethodFrontend.Flag(kind)) == 0;

    private static string Free(string name, INamedTypeSymbol type)
    {
        string free = name;
        for (int suffix = 1; !type.GetMembers(free).IsEmpty || type.Name == free; suffix++)
            free = name + suffix.ToString(CultureInfo.InvariantCulture);
        return free;
    }

    // As the user wrote it, without what belongs to F alone: attributes, a default value, params.
    private static string Own(ParameterSyntax parameter) =>
        string.Concat(parameter.Modifiers.Where(m => !m.IsKind(SyntaxKind.ParamsKeyword)).Select(m => m.Text + " "))
        + parameter.Type + " " + parameter.Identifier.Text;

    private static string Escape(string name) => Compiler.Emission.Names.Escape(name);
}
