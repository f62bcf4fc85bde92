using DiffGen;

namespace Constructs;

public static partial class MixedPrecision
{
    [Differentiable]
    public static double Value(float x, double y, int n)
    {
        double t = x * y;
        return (t / n) + (float)t;
    }
}
