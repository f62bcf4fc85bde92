using DiffGen;

namespace Constructs;

public static partial class Matrix
{
    [Differentiable]
    public static double Value(double[,] m, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            double row = 0;
            for (int j = 0; j < m.GetLength(1); j++)
                row += m[i, j] * x[j];
            sum += row * row;
        }
        return sum;
    }
}
