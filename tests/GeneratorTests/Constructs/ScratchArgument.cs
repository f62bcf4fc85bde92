using DiffGen;

namespace Constructs;

public static partial class ScratchArgument
{
    [Differentiable]
    public static double Value(double[] x, [Constant] double[] scratch)
    {
        for (int i = 0; i < x.Length; i++)
            scratch[i] = x[i] * x[i];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += scratch[i] * x[i];
        return sum;
    }
}
