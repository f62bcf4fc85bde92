using System.Collections.Immutable;
using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Rules;

/// <summary>
/// Which arrays a method that has rules may write: what <c>[Writes]</c> says, which generated derivatives carry where there is anything to say;
/// what its source says; otherwise any.
/// </summary>
internal static class WrittenParameters
{
    /// <param name="open">The methods that are being looked into.</param>
    public static bool MayWrite(IMethodSymbol method, int parameter, CallRules rules, SemanticModels models, ImmutableHashSet<ISymbol> open, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        IParameterSymbol written = method.Parameters[parameter];
        if (TypeReader.Array(written.Type) is { Form: ArrayForm.ReadOnlySpan })
            return false;
        if (rules.Methods.Select(Named).FirstOrDefault(n => n is not null) is { } named)
            return named.Contains(written.Name);
        if (rules.Methods.Skip(1).Any(DeclaredAttribute.IsGenerated))
            return false;
        // The tangent of what changes cannot be read only.
        if (rules.Tangent?.Of(parameter) is { } tangent && TypeReader.Array(tangent.Type) is { Form: ArrayForm.ReadOnlySpan })
            return false;
        return MethodFrontend.Body(method, models, open, cancellation) is not { } function
            || function.Parameters[parameter].Leaves.OfType<ArrayParameter>().Any(a => function.Writes(a.Array));
    }

    private static string[]? Named(IMethodSymbol method) => method.GetAttributes()
        .FirstOrDefault(a => a.AttributeClass is { Name: "WritesAttribute", ContainingNamespace: { Name: "DiffGen", ContainingNamespace.IsGlobalNamespace: true } }) is { } attribute
        ? [.. attribute.ConstructorArguments.Where(c => c.Kind == TypedConstantKind.Array && !c.IsNull).SelectMany(c => c.Values).Select(v => v.Value).OfType<string>()]
        : null;
}
