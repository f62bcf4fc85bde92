using DiffGen;

namespace Constructs;

public static partial class LoopWithSecondCondition
{
    [Differentiable]
    public static double Value(double[] x, double p)
    {
        for (int i = 0; i < x.Length && p > 0.1; i++)
            p *= x[i];
        return p;
    }
}
