using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Which derivative a generated method is.</summary>
internal enum DerivativeKind
{
    /// <summary>Overwrites every <c>d</c> with ∂F/∂x.</summary>
    Gradient,

    /// <summary>Adds seed·∂F/∂x into every <c>d</c>.</summary>
    Adjoint,

    /// <summary>The derivative along a direction: J·ẋ.</summary>
    Tangent,

    /// <summary>The gradient, and how it changes along a direction: H·ẋ.</summary>
    HessianVectorProduct,

    /// <summary>The matrix of second derivatives.</summary>
    Hessian,

    /// <summary>The derivatives of all outputs with respect to all inputs, as a matrix.</summary>
    Jacobian,
}

/// <summary>One derivative of a method, ready to be written as C#.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Function">
/// Its parameters are those of the original method, by the same names and in the same order, and the generated ones after
/// them. Only the parameters matter if <paramref name="Failure"/> is set.
/// </param>
/// <param name="Derivation">The lines of the derivation, for the documentation; may be empty.</param>
/// <param name="Failure">Why there is no derivative: the method then throws <c>NotSupportedException</c> with this text.</param>
internal sealed record DerivativeMethod(
    DerivativeKind Kind,
    Function Function,
    EquatableArray<string> Derivation,
    string? Failure);
