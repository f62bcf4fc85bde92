using DiffGen.Compiler.Differentiation;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>
/// A method that says it is the gradient, adjoint or tangent of another one, and does have the parameters of such. Lives inside the semantic step
/// only: it holds symbols.
/// </summary>
/// <param name="Method">The method with the attribute; of a partial method the declaring part.</param>
/// <param name="Primal">The method F that it is a derivative of.</param>
/// <param name="Kind">Gradient, adjoint or tangent.</param>
/// <param name="Added">Its parameters after those of F, in order.</param>
internal sealed record DeclaredDerivative(IMethodSymbol Method, IMethodSymbol Primal, DerivativeKind Kind, IReadOnlyList<DeclaredParameter> Added)
{
    /// <summary>Whether it has a body that a user wrote; without one it asks DiffGen for a body.</summary>
    public bool HasBody => DeclaredAttribute.HasOwnBody(Method);

    /// <summary>Whether it returns the value of F; otherwise it returns nothing.</summary>
    public bool ReturnsValue => !Method.ReturnsVoid;

    /// <summary>The <c>seed</c> of an adjoint or the <c>tangent</c> of what is returned; null if there is none.</summary>
    public IParameterSymbol? OfResult => Added.FirstOrDefault(a => a.Of is null)?.Symbol;

    /// <summary>The derivative (<c>dx</c>) or the direction (<c>xDot</c>) that belongs to a parameter of F; null if it is left out or has none.</summary>
    public IParameterSymbol? Of(int ordinal) => Added.FirstOrDefault(a => a.Of == ordinal)?.Symbol;

    /// <summary>Parameters of F that could have a derivative here and have none: nothing is computed for them.</summary>
    public IEnumerable<int> LeftOut => Enumerable.Range(0, Primal.Parameters.Length).Where(i => Of(i) is null);

    /// <summary>Whether another one is the same derivative of the same method with the same set of <c>d</c>.</summary>
    public bool IsSame(DeclaredDerivative other) =>
        Kind == other.Kind && SymbolEqualityComparer.Default.Equals(Primal, other.Primal) && LeftOut.SequenceEqual(other.LeftOut);
}

/// <summary>A parameter that a declared derivative has besides those of F.</summary>
/// <param name="Symbol">The parameter.</param>
/// <param name="Of">The position of F's parameter that it is the derivative or direction of; null for the seed and for the tangent of the result.</param>
internal sealed record DeclaredParameter(IParameterSymbol Symbol, int? Of);
