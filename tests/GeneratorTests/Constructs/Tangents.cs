using System;
using DiffGen;

namespace Constructs;

public static partial class Tangents
{
    [Differentiable(Derivatives.Tangent)]
    public static double Polynomial(double x, double y) => 3 * x * x * y - x / y;

    [Differentiable(Derivatives.Tangent)]
    public static double Huber(double[] x, double threshold)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] - threshold;
            if (Math.Abs(t) > 1)
                sum += Math.Abs(t) - 0.5;
            else
                sum += 0.5 * t * t;
        }
        return sum;
    }

    // A sum of no numbers does not change, though the root of 0 has an infinite derivative.
    [Differentiable(Derivatives.Tangent)]
    public static double Norm(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Sqrt(sum);
    }

    [Differentiable(Derivatives.Tangent)]
    public static double Logistic(double x, double rate, int steps)
    {
        for (int i = 0; i < steps; i++)
            x = rate * x * (1 - x);
        return x;
    }

    [Differentiable(Derivatives.Tangent)]
    public static double Products(double[,] a, [Constant] double[] weights)
    {
        var rows = new double[a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            rows[i] = 1;
            for (int j = 0; j < a.GetLength(1); j++)
                rows[i] *= Math.Max(a[i, j], 0);
        }
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
            sum += weights[i] * rows[i];
        return sum;
    }

    [Differentiable(Derivatives.Tangent)]
    public static double Root(double a)
    {
        double x = a;
        while (Math.Abs(x * x - a) > 1e-12)
            x = 0.5 * (x + a / x);
        return x;
    }
}
