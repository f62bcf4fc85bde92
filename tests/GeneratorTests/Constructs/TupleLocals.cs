using System;
using DiffGen;

namespace Constructs;

public static partial class TupleLocals
{
    [Differentiable]
    public static double Pendulum(double angle, double speed, int steps)
    {
        (double angle, double speed) state = (angle, speed);
        for (int i = 0; i < steps; i++)
            state = Step(state, 0.01);
        var (a, b) = state;
        return b * b - Math.Cos(a);
    }

    private static (double, double) Step((double angle, double speed) s, double h)
    {
        s.speed -= h * Math.Sin(s.angle);
        return (s.angle + h * s.speed, s.speed);
    }
}
