namespace DiffGen;

/// <summary>Asks DiffGen to generate the derivatives of a method, beside it, when the project is built.</summary>
/// <remarks>
/// The method has a body and stands in a <c>partial</c> type. The derivatives have its accessibility and its parameters, first,
/// followed by one parameter for each derivative: <c>dx</c> for the adjoint of <c>x</c>, <c>xDot</c> for its tangent.
/// <para>
/// A derivative is taken with respect to parameters of type <c>T</c>, <c>T[]</c>, <c>T[,]</c>, <c>T[,,]</c>, <c>T[][]</c>,
/// <c>Span&lt;T&gt;</c>, <c>ReadOnlySpan&lt;T&gt;</c> and <c>ref</c>/<c>in T</c>, where <c>T</c> is <see cref="double"/> or
/// <see cref="float"/>, unless they are marked <see cref="ConstantAttribute"/>. Everything else is passed through.
/// </para>
/// What cannot be differentiated is a compile-time error at the piece of code that is to blame.
/// </remarks>
/// <example>
/// <code>
/// static partial class Losses
/// {
///     [Differentiable]
///     public static double Energy(double[] x, double a)
///     {
///         double sum = 0;
///         for (int i = 0; i &lt; x.Length; i++)
///             sum += a * x[i] * x[i];
///         return sum;
///     }
/// }
///
/// // generated
/// public static double EnergyGradient(double[] x, double a, Span&lt;double&gt; dx, out double da)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for the <see cref="Derivatives.Default"/> derivatives.</summary>
    public DifferentiableAttribute()
    {
    }

    /// <summary>Asks for the derivatives that are named.</summary>
    /// <param name="derivatives">One or more of <see cref="DiffGen.Derivatives"/>.</param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>The derivatives to generate.</summary>
    public Derivatives Derivatives { get; }
}
