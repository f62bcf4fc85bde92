using System;
using DiffGen;

public static partial class Example
{
    [Differentiable(Derivatives.Gradient)]
    public static double Product(double[] x, double a) => Part(x, 0, x.Length, a);

    private static double Part(double[] x, int start, int end, double a)
    {
        if (end - start == 1)
            return Math.Sin(a * x[start]);
        int middle = (start + end) / 2;
        return Part(x, start, middle, a) * Part(x, middle, end, a);
    }
}
