using DiffGen;

namespace Constructs;

public static partial class HelperThatWrites
{
    [Differentiable]
    public static double Value(double[] x)
    {
        double[] y = new double[x.Length];
        Square(x, y);
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * x[i];
        return sum;
    }

    private static void Square(double[] from, double[] to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = from[i] * from[i];
    }
}
