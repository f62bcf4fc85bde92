using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Rules;

/// <summary>The rules that stand for the derivatives of a called method; at least one.</summary>
/// <param name="Method">The method.</param>
internal sealed record CallRules(IMethodSymbol Method, DeclaredDerivative? Adjoint, DeclaredDerivative? Tangent)
{
    /// <summary>Null if the method has none that can be called from a type.</summary>
    /// <param name="from">The type; null for any.</param>
    public static CallRules? Find(IMethodSymbol method, Compilation compilation, INamedTypeSymbol? from, CancellationToken cancellation)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.IsGenericMethod)
            return null;
        IReadOnlyList<DeclaredDerivative> declared = RuleIndex.Of(compilation, cancellation).Find(method, cancellation);
        // Of several the one that leaves least out.
        DeclaredDerivative? Best(DerivativeKind kind) => declared
            .Where(r => r.Kind == kind && (from is null || compilation.IsSymbolAccessibleWithin(r.Method, from))).OrderBy(r => r.LeftOut.Count()).FirstOrDefault();
        var rules = new CallRules(method, Best(DerivativeKind.Adjoint), Best(DerivativeKind.Tangent));
        return rules is { Adjoint: null, Tangent: null } ? null : rules;
    }

    public IEnumerable<IMethodSymbol> Methods => new[] { Method, Adjoint?.Method, Tangent?.Method }.OfType<IMethodSymbol>();

    /// <summary>A rule as it is called.</summary>
    public static DerivativeCall? Call(DeclaredDerivative? rule, Func<IMethodSymbol, string> name) => rule is null ? null : new DerivativeCall(name(rule.Method), rule.ReturnsValue,
        [
            .. rule.Primal.Parameters.Select((_, i) => new RuleParameter(RuleRole.Own, i)),
            .. rule.Added.Select(a => a.Of is { } of
                ? new RuleParameter(RuleRole.Derivative, of, TypeReader.Array(a.Symbol.Type)?.Form)
                : new RuleParameter(RuleRole.OfResult, -1)),
        ]);
}
