using DiffGen;

namespace Constructs;

public static partial class OutputArray
{
    [Differentiable]
    public static void Multiply(double[,] m, double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = 0;
            for (int j = 0; j < x.Length; j++)
                y[i] += m[i, j] * x[j];
        }
    }
}
