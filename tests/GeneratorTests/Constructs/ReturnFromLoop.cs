using DiffGen;

namespace Constructs;

public static partial class ReturnFromLoop
{
    [Differentiable]
    public static double Value(double[] x, double a)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0.5)
                return x[i] * x[i] * a;
        }
        return a;
    }
}
