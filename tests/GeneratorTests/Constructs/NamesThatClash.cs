using DiffGen;

namespace Constructs;

public static partial class NamesThatClash
{
    [Differentiable]
    public static double Value(double x, double[] dx, double seed, double @do) => x * dx[0] * seed * @do;
}
