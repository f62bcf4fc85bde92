using DiffGen;

namespace Constructs;

public static partial class SteppedLoop
{
    [Differentiable]
    public static double Value(double[] x)
    {
        double sum = 0;
        for (int i = 1; i <= x.Length - 2; i += 2)
            sum += x[i - 1] * x[i + 1];
        return sum;
    }
}
