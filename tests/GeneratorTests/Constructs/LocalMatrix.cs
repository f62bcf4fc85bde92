using DiffGen;

namespace Constructs;

public static partial class LocalMatrix
{
    [Differentiable]
    public static double Value(double[,] a, int n)
    {
        var product = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                    product[i, j] += a[i, k] * a[k, j];
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += product[i, i] * product[i, 0];
        return sum;
    }
}
