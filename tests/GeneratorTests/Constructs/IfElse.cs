using DiffGen;

namespace Constructs;

public static partial class IfElse
{
    [Differentiable]
    public static double Value(double[] x, double threshold)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] - threshold;
            if (t > 1)
                sum += t - 0.5;
            else if (t < -1)
                sum -= t + 0.5;
            else
                sum += 0.5 * t * t;
        }
        return sum;
    }
}
