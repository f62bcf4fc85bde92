using DiffGen;

namespace Constructs;

public static partial class CompoundAssignment
{
    [Differentiable]
    public static double Value(double x, double y)
    {
        double t = x;
        t += y;
        t *= x;
        t -= 2;
        t /= y;
        return -t;
    }
}
