using DiffGen;

namespace Constructs;

public static partial class LoopCarriedRecurrence
{
    [Differentiable]
    public static double Value(double x, int steps)
    {
        double t = x;
        for (int i = 0; i < steps; i++)
            t = t * t * x;
        return t;
    }
}
