using System;
using DiffGen;

namespace Constructs;

public static partial class ElementsByReference
{
    [Differentiable]
    public static double Value(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            Rotate(ref x[i - 1], ref x[i], in x[0]);
            ref double r = ref x[i];
            r *= r;
        }
        return x[0];
    }

    private static void Rotate(ref double p, ref double q, in double by) => (p, q) = (p + by * q, q - p);
}
