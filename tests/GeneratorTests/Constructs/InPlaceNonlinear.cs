using DiffGen;

namespace Constructs;

public static partial class InPlaceNonlinear
{
    [Differentiable]
    public static void Logistic(double[] x, double rate)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = rate * x[i] * (1 - x[i]);
    }
}
