using System;
using DiffGen;

public enum Loss : byte
{
    Squared,
    Absolute,
    Huber,
}

public static partial class Enumerations
{
    [Differentiable]
    public static double Penalty(double r, double delta, Loss loss)
    {
        switch (loss)
        {
            case Loss.Squared:
                return r * r / 2;
            case Loss.Absolute:
                return Math.Abs(r);
            case Loss.Huber when Math.Abs(r) > delta:
                return delta * (Math.Abs(r) - delta / 2);
            default:
                return r * r / 2;
        }
    }
}
