using System;
using DiffGen;

namespace Constructs;

public static partial class Swap
{
    [Differentiable]
    public static double Value(double[] x, double a, double b)
    {
        for (int i = 0; i < x.Length - 1; i++)
        {
            (x[i], x[i + 1]) = (x[i + 1] * a, x[i]);
            (a, b) = (b, a);
        }
        return a * b * x[0];
    }
}
