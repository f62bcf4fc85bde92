using DiffGen;

namespace Constructs;

public static partial class SumOfSquares
{
    [Differentiable]
    public static double Value(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return sum;
    }
}
