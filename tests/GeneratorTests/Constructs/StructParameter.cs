using DiffGen;

namespace Constructs;

public struct Vec3
{
    public double X, Y, Z;

    public static double Dot(in Vec3 a, in Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public void Scale(double s)
    {
        X *= s;
        Y *= s;
        Z *= s;
    }
}

public readonly record struct Weight(double Factor, int Power);

public static partial class StructParameter
{
    [Differentiable]
    public static double Work(Vec3 force, in Vec3 way, Weight weight, (double Low, double High) bounds) =>
        weight.Factor * weight.Power * Vec3.Dot(force, way) + bounds.Low / bounds.High;

    [Differentiable]
    public static void Damp(ref Vec3 velocity, ref Weight weight, out (double Speed, int Steps) result)
    {
        velocity.Scale(weight.Factor);
        weight = weight with { Factor = weight.Factor * velocity.X };
        result = (velocity.Y, weight.Power);
    }
}
