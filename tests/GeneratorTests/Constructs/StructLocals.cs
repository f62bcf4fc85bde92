using System;
using DiffGen;

namespace Constructs;

public static partial class StructLocals
{
    [Differentiable]
    public static double Length(double[] x, double shrink)
    {
        Vector sum = default;
        for (int i = 0; i < x.Length; i++)
        {
            var step = new Vector(x[i], Math.Sin(x[i]));
            sum += step;
            sum.Scale(shrink);
        }
        return sum.Length;
    }

    private struct Vector
    {
        private double _x, _y;

        public Vector(double x, double y)
        {
            _x = x;
            _y = y;
        }

        public readonly double Length => Math.Sqrt(_x * _x + _y * _y);

        public static Vector operator +(Vector a, Vector b) => new Vector(a._x + b._x, a._y + b._y);

        public void Scale(double s)
        {
            _x *= s;
            _y *= s;
        }
    }
}
