using System;
using DiffGen;

namespace Constructs;

public static partial class ReturnedArray
{
    [Differentiable]
    public static double[] Scaled(double[] x, double a)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = a * x[i];
        return y;
    }

    [Differentiable]
    public static double[] Softmax(double[] z)
    {
        double[] p = new double[z.Length];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            p[i] = Math.Exp(z[i]);
            sum += p[i];
        }
        for (int i = 0; i < p.Length; i++)
            p[i] /= sum;
        return p;
    }

    [Differentiable]
    public static double[,] Outer(double[] x, double[] y)
    {
        var m = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                m[i, j] = x[i] * y[j];
        }
        return m;
    }
}
