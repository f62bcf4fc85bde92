using DiffGen;

namespace Constructs;

public static partial class Jagged
{
    [Differentiable]
    public static double Value(double[][] rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
                sum += rows[i][j] * rows[i][j];
        }
        return sum;
    }
}
