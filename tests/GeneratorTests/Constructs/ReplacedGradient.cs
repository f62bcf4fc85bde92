using DiffGen;

namespace Constructs;

public static partial class ReplacedGradient
{
    [Differentiable]
    public static double Square(double x) => x * x;

    /// <summary>The user's own: only the adjoint is generated.</summary>
    [GradientOf(nameof(Square))]
    public static double SquareGradient(double x, out double dx)
    {
        dx = 2 * x;
        return x * x;
    }
}
