using DiffGen;

namespace Constructs;

public static partial class BreakOutOfLoop
{
    [Differentiable]
    public static double Value(double[] x, double bound)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (sum > bound)
                break;
            sum += x[i] * x[i];
        }
        return sum;
    }
}
