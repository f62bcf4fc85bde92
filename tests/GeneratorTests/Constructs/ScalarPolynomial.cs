using DiffGen;

namespace Constructs;

public static partial class ScalarPolynomial
{
    [Differentiable]
    public static double Value(double x, double y) => (3 * x * x * y) - (y / 2);
}
