namespace DiffGen;

/// <summary>Which derivatives of a method are generated.</summary>
/// <remarks>
/// Below, <c>F</c> is the method, x its differentiable arguments, J = ∂F/∂x its Jacobian. What does not apply to a method
/// (a gradient of one that returns no number) is an error when it is asked for by name and left out by <see cref="All"/>.
/// </remarks>
[Flags]
public enum Derivatives
{
    /// <summary>
    /// <see cref="Gradient"/> and <see cref="Adjoint"/> of a method that returns a number, <see cref="Adjoint"/> and
    /// <see cref="Tangent"/> of any other.
    /// </summary>
    Default = 0,

    /// <summary><c>FGradient</c>: returns F and overwrites every <c>d</c> buffer with ∂F/∂x.</summary>
    Gradient = 1,

    /// <summary><c>FAdjoint</c>: returns F and adds Jᵀ·seed into every <c>d</c> buffer (reverse mode, VJP).</summary>
    Adjoint = 2,

    /// <summary><c>FTangent</c>: returns F and the directional derivative J·xDot (forward mode, JVP).</summary>
    Tangent = 4,

    /// <summary><c>FHessianVectorProduct</c>: returns F, its gradient, and H·xDot with Hᵢⱼ = ∂²F/∂xᵢ∂xⱼ.</summary>
    HessianVectorProduct = 8,

    /// <summary><c>FHessian</c>: returns F and fills the matrix Hᵢⱼ = ∂²F/∂xᵢ∂xⱼ.</summary>
    Hessian = 16,

    /// <summary><c>FJacobian</c>: fills the matrix Jᵢⱼ = ∂Fᵢ/∂xⱼ, a row for each output and a column for each input.</summary>
    Jacobian = 32,

    /// <summary>All that apply to the method.</summary>
    All = 63,
}
