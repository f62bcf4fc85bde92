using DiffGen;

namespace Constructs;

public static partial class TriangularBounds
{
    [Differentiable]
    public static double Value(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++)
                sum += x[i] * x[j] * (j - i);
        }
        return sum;
    }
}
