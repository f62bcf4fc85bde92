using DiffGen;

namespace Constructs;

public static partial class ConstantParameter
{
    [Differentiable]
    public static double Value(double[] x, [Constant] double[] weights, [Constant] double scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += weights[i] * x[i] * scale;
        return sum;
    }
}
