using DiffGen;

namespace Constructs;

public static partial class Cube
{
    [Differentiable]
    public static double Value(double[,,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                for (int k = 0; k < a.GetLength(2); k++)
                    sum += a[i, j, k] * a[i, j, k] * (i + j + k);
            }
        }
        return sum;
    }
}
