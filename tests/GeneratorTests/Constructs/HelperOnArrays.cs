using DiffGen;

namespace Constructs;

public static partial class HelperOnArrays
{
    [Differentiable]
    public static double Value(double[] x, double[] y) => Dot(x, y) / System.Math.Sqrt(Dot(x, x) * Dot(y, y));

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
