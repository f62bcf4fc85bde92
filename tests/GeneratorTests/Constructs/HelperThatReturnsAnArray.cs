using System;
using DiffGen;

namespace Constructs;

public static partial class HelperThatReturnsAnArray
{
    [Differentiable]
    public static double Loss(double[] x, double[] w)
    {
        double[] h = Layer(x, w);
        h = Layer(h, w);
        double sum = 0;
        for (int i = 0; i < h.Length; i++)
            sum += h[i];
        return sum;
    }

    private static double[] Layer(double[] x, double[] w)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Tanh(w[i] * x[i]);
        return y;
    }
}
