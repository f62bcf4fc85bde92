using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>Repeats the declaration of a partial method: C# wants the two to have the same modifiers, names and types.</summary>
internal static class DeclaredSignatureReader
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static DeclaredSignature Read(IMethodSymbol method, DeclaredDerivative? declared, CancellationToken cancellation)
    {
        MethodSignature signature = SignatureReader.Read(method);
        var syntax = (MethodDeclarationSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        string parameters = string.Join(", ", method.Parameters.Zip(syntax.ParameterList.Parameters,
            (symbol, written) => Words(written.Modifiers) + symbol.Type.ToDisplayString(TypeFormat) + " " + Emission.Names.Escape(symbol.Name)));
        string type = method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(TypeFormat);
        return new DeclaredSignature(signature.Namespace, signature.ContainingTypes, method.Name,
            $"{Words(syntax.Modifiers)}{type} {Emission.Names.Escape(method.Name)}({parameters})",
            syntax.GetLeadingTrivia().Any(t => t.ToFullString().TrimStart().StartsWith("///", StringComparison.Ordinal) || t.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)),
            signature.HintName,
            DeclaredAttribute.On(method).First().Kind,
            (declared?.Added ?? []).Select(a => Buffer(a, declared!.Primal)).ToEquatableArray());
    }

    private static DeclaredBuffer Buffer(DeclaredParameter added, IMethodSymbol primal) => new(
        added.Symbol.Name,
        added.Of is { } ordinal ? primal.Parameters[ordinal].Name : null,
        TypeReader.Array(added.Symbol.Type) is { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } array ? array.Form : null);

    private static string Words(SyntaxTokenList modifiers) => string.Concat(modifiers.Select(m => m.Text + " "));
}
