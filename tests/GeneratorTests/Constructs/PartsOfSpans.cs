using System;
using DiffGen;

namespace Constructs;

public static partial class PartsOfSpans
{
    [Differentiable]
    public static double Value(ReadOnlySpan<double> x, int d)
    {
        double sum = 0;
        for (int i = 0; i < x.Length / d; i++)
        {
            ReadOnlySpan<double> row = x.Slice(i * d, d);
            for (int k = 0; k < row.Length; k++)
                sum += row[k] * row[^1];
        }
        return sum;
    }

    [Differentiable]
    public static double At(double[] x, int i, int n) => Math.Exp(x.AsSpan(i, n)[n / 2]);
}
