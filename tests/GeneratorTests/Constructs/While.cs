using System;
using DiffGen;

public static partial class Example
{
    [Differentiable(Derivatives.Gradient)]
    public static double Root(double a, double start)
    {
        double x = start;
        while (Math.Abs(x * x - a) > 1e-12)
            x = 0.5 * (x + a / x);
        return x;
    }
}
