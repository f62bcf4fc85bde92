using System;
using DiffGen;

namespace Constructs;

public readonly record struct Polar(double Radius, double Angle);

public static partial class ReturnedStruct
{
    [Differentiable]
    public static Polar Convert(double x, double y) => new Polar(Math.Sqrt(x * x + y * y), Math.Atan2(y, x));
}
