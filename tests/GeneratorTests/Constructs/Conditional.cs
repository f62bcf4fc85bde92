using DiffGen;

namespace Constructs;

public static partial class Conditional
{
    [Differentiable]
    public static double Value(double x, double y) => x > y ? x * x : System.Math.Sqrt(y);
}
