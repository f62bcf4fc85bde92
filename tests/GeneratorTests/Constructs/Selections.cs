using System;
using DiffGen;

namespace Constructs;

public static partial class Selections
{
    [Differentiable]
    public static double Value(double x, double y)
    {
        double a = Math.Max(x, y) * Math.Abs(x);
        return a + Math.Min(x, 2 * y) + Math.Clamp(y, -1, 1);
    }
}
