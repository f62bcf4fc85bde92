using System;
using DiffGen;

namespace Constructs;

public static partial class Spans
{
    [Differentiable]
    public static double Value(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
