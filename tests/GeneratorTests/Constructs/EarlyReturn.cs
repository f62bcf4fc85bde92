using DiffGen;

namespace Constructs;

public static partial class EarlyReturn
{
    [Differentiable]
    public static double Value(double x, double y)
    {
        if (x > 0)
        {
            if (y > x)
                return x * y;
            x *= 2;
        }
        return x * x + y;
    }
}
