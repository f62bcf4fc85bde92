using System;
using DiffGen;

namespace Constructs;

public static partial class StackAllocation
{
    [Differentiable]
    public static double Value(double x, double y)
    {
        Span<double> t = stackalloc double[3];
        t[0] = x * y;
        t[1] = t[0] + x;
        t[2] = t[1] * t[0];
        return t[2];
    }
}
