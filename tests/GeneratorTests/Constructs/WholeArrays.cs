using System;
using DiffGen;

namespace Constructs;

public static partial class WholeArrays
{
    [Differentiable]
    public static double Value(double[] x, double a)
    {
        double[] buffer = new double[x.Length];
        double[,] mix = { { a, 2 }, { 3, a * a } };
        double[] weights = [a, 2];
        Array.Fill(buffer, a);
        x.AsSpan(1).CopyTo(buffer);
        x.AsSpan(0, 1).Clear();
        double sum = 0;
        for (int i = 0; i < buffer.Length; i++)
            sum += buffer[i] * buffer[i] * mix[1, 1] * weights[0];
        return sum + x[0];
    }
}
