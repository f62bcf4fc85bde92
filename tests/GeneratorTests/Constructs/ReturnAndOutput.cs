using DiffGen;

namespace Constructs;

public static partial class ReturnAndOutput
{
    [Differentiable]
    public static double Normalize(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        double norm = System.Math.Sqrt(sum);
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i] / norm;
        return norm;
    }
}
