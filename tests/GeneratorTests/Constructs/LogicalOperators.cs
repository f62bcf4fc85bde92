using DiffGen;

namespace Constructs;

public static partial class LogicalOperators
{
    [Differentiable]
    public static double Value(double[] x, int n, bool flag)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if ((i < n && x[i] > 0) || !flag)
                sum += x[i] * x[i];
        }
        return sum;
    }
}
