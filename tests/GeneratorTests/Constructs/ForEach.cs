using System;
using DiffGen;

namespace Constructs;

public static partial class ForEach
{
    [Differentiable]
    public static double Value(double[] x, ReadOnlySpan<double> w, double a)
    {
        double sum = 0;
        foreach (double v in x)
            sum += v * v * a;
        foreach (double v in w)
        {
            if (v < 0)
                continue;
            sum += v * v;
        }
        return sum;
    }
}
