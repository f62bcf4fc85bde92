using System;
using DiffGen;

namespace Constructs;

public static partial class ReturnedTuple
{
    [Differentiable]
    public static (double Mean, double Variance, int Count) Moments(double[] x)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            squares += x[i] * x[i];
        }
        double mean = sum / x.Length;
        return (mean, squares / x.Length - mean * mean, x.Length);
    }

    [Differentiable]
    public static (double R, double @double) Polar(double x, double y)
    {
        if (x == 0)
            return (y, 0);
        return (Math.Sqrt(x * x + y * y), Math.Atan(y / x));
    }
}
