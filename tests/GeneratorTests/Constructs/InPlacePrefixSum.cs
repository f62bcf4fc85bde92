using DiffGen;

namespace Constructs;

public static partial class InPlacePrefixSum
{
    [Differentiable]
    public static void Accumulate(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] += x[i - 1];
    }
}
