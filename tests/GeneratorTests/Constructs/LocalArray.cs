using DiffGen;

namespace Constructs;

public static partial class LocalArray
{
    [Differentiable]
    public static double Value(double[] x)
    {
        double[] squares = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            squares[i] = x[i] * x[i];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += squares[i] * squares[x.Length - 1 - i];
        return sum;
    }
}
