using DiffGen;

namespace Constructs;

public static partial class DownwardLoop
{
    [Differentiable]
    public static double Value(double[] coefficients, double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = (value * x) + coefficients[i];
        return value;
    }
}
