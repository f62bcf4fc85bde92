using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator;

/// <summary>Decides whether methods can be declared beside a method at all, even ones that only throw.</summary>
/// <remarks>
/// They cannot where the type around it cannot be continued in another file, or where the declaration that they would repeat is
/// itself in error, as it is while it is being typed. The user has an error there already, DiffGen's or C#'s; generated
/// code would add its own, in a file that nobody can mend.
/// </remarks>
internal static class Placement
{
    // A partial method has no body: that is what DiffGen is asked for.
    private const string NoBody = "CS8795";

    public static bool IsPossible(IMethodSymbol method, SemanticModel model, CancellationToken ct) =>
        ContainersCanBeContinued(method, ct) && CanBeRepeated(method) && !DeclarationHasErrors(method, model, ct);

    private static bool ContainersCanBeContinued(IMethodSymbol method, CancellationToken ct)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Name.Length == 0 || type.IsFileLocal || type.IsImplicitlyDeclared)
                return false;
            foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(ct) is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                    return false;
            }
        }
        for (INamespaceSymbol space = method.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            if (space.Name.Length == 0)
                return false;
        }
        return true;
    }

    private static bool CanBeRepeated(IMethodSymbol method) =>
        method.Name.Length > 0 && method.Arity == 0 && !method.IsVararg && method.ExplicitInterfaceImplementations.IsEmpty
        && (!method.IsExtensionMethod || method.ContainingType is { IsStatic: true, Arity: 0, ContainingType: null })
        && IsPlain(method.ReturnType)
        && method.Parameters.All(p => p.Name.Length > 0 && IsPlain(p.Type))
        && method.Parameters.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() == method.Parameters.Length;

    /// <summary>Whether a type can be written where nothing is unsafe; an unknown type cannot, nor can the fields of a struct that have no name yet.</summary>
    private static bool IsPlain(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        IArrayTypeSymbol array => IsPlain(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } named when named.GetMembers().Any(m => m is IFieldSymbol { IsStatic: false, AssociatedSymbol: var property } && (property ?? m).Name.Length == 0) => false,
        INamedTypeSymbol named => named.TypeArguments.All(IsPlain),
        _ => true,
    };

    private static bool DeclarationHasErrors(IMethodSymbol method, SemanticModel model, CancellationToken ct)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != model.SyntaxTree || reference.GetSyntax(ct) is not MethodDeclarationSyntax declaration)
                continue;
            if (model.GetDeclarationDiagnostics(declaration.Span, ct).Any(d => d.Severity == DiagnosticSeverity.Error && d.Id != NoBody))
                return true;
        }
        return false;
    }
}
