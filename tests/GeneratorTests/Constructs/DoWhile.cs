using System;
using DiffGen;

public static partial class Example
{
    [Differentiable(Derivatives.Gradient)]
    public static double Damped(double[] x, double rate)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            do
                y *= rate;
            while (y > 1);
            sum += y * y;
        }
        return sum;
    }
}
