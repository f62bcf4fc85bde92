using System;
using DiffGen;

namespace Constructs;

public static partial class MathFunctions
{
    [Differentiable]
    public static double Value(double x, double y)
    {
        double a = Math.Exp(-x) * Math.Log(y);
        double b = Math.Sin(x) + (Math.Cos(y) * Math.Tanh(x));
        double c = Math.Sqrt(a * a + b * b);
        return Math.Pow(c, 1.5) + Math.Atan2(y, x);
    }
}
