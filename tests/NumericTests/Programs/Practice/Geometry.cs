using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Cameras and robot arms, on structs.</summary>
public static partial class Geometry
{
    private static Vec3 Rotate(Vec3 w, Vec3 x)
    {
        double theta2 = w.LengthSquared;
        if (theta2 > 1e-12)
        {
            double theta = Math.Sqrt(theta2);
            Vec3 k = (1 / theta) * w;
            var (s, c) = Math.SinCos(theta);
            return c * x + s * k.Cross(x) + ((1 - c) * k.Dot(x)) * k;
        }
        return x + w.Cross(x);
    }

    [Differentiable(Derivatives.All)]
    public static double Reprojection(Vec3 w, Vec3 t, double f, Vec3[] points, [Constant] double[] uv)
    {
        double e = 0;
        for (int i = 0; i < points.Length; i++)
        {
            Vec3 p = Rotate(w, points[i]) + t;
            double u = f * p.X / p.Z - uv[2 * i], v = f * p.Y / p.Z - uv[2 * i + 1];
            double r2 = u * u + v * v;
            e += r2 < 1 ? r2 : 2 * Math.Sqrt(r2) - 1; // Huber
        }
        return e;
    }

    [Differentiable(Derivatives.All)]
    public static void ForwardKinematics(double[] q, [Constant] double[] length, double[] position)
    {
        double x = 0, y = 0, a = 0;
        for (int i = 0; i < q.Length; i++)
        {
            a += q[i];
            x += length[i] * Math.Cos(a);
            y += length[i] * Math.Sin(a);
        }
        position[0] = x; position[1] = y; position[2] = a;
    }

    public static IEnumerable<object?[]> ReprojectionInputs(Numbers n) =>
        from count in new[] { 0, 1, 3 }
        from w in new[] { new Vec3(0.3, -0.5, 0.7), new Vec3(-1.2, 0.4, 0.1) }
        select new object?[] { w, new Vec3(0.1, 0.2, 4), 1.5, Enumerable.Range(0, count).Select(_ => new Vec3(n.Scalar(), n.Scalar(), n.Scalar())).ToArray(), n.Vector(2 * count, -3, 3) };

    public static IEnumerable<object?[]> ForwardKinematicsInputs(Numbers n) =>
        from joints in new[] { 0, 1, 2, 5 } select new object?[] { n.Vector(joints), n.Vector(joints, 0.5, 2), n.Vector(3) };
}

/// <summary>A vector as a record struct.</summary>
public readonly record struct Vec3(double X, double Y, double Z)
{
    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    public static Vec3 operator *(double s, Vec3 b) => new(s * b.X, s * b.Y, s * b.Z);
    public double Dot(Vec3 o) => X * o.X + Y * o.Y + Z * o.Z;
    public Vec3 Cross(Vec3 o) => new(Y * o.Z - Z * o.Y, Z * o.X - X * o.Z, X * o.Y - Y * o.X);
    public double LengthSquared => Dot(this);
}
