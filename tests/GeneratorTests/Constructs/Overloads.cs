using DiffGen;

namespace Constructs;

public static partial class Overloads
{
    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable]
    public static float Square(float x) => x * x;

    [Differentiable]
    public static double Square(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Square(x[i]);
        return sum;
    }
}
