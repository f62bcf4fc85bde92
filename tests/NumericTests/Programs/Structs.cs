using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

public struct Vec3(double x, double y, double z)
{
    public double X = x, Y = y, Z = z;

    public readonly double Length => Math.Sqrt(this * this);

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator *(double s, Vec3 a) => new(s * a.X, s * a.Y, s * a.Z);

    public static double operator *(Vec3 a, Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vec3 Cross(in Vec3 a, in Vec3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public void Scale(double s) => this = s * this;
}

public readonly record struct Turn(double W, Vec3 Axis)
{
    public static Turn About(Vec3 axis, double angle) => new(Math.Cos(angle / 2), Math.Sin(angle / 2) / axis.Length * axis);

    public static Turn operator *(Turn a, Turn b) =>
        new(a.W * b.W - a.Axis * b.Axis, a.W * b.Axis + b.W * a.Axis + Vec3.Cross(a.Axis, b.Axis));

    public Vec3 Apply(Vec3 v)
    {
        Vec3 t = 2 * Vec3.Cross(Axis, v);
        return v + W * t + Vec3.Cross(Axis, t);
    }
}

public readonly record struct Body(Vec3 At, Vec3 Velocity, double Mass, int Kind);

public readonly record struct Point(double X, double Y)
{
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public double Squared => X * X + Y * Y;
}

public struct Sample
{
    public float Value { get; set; }

    public bool IsUsed;
}

/// <summary>Structs and tuples of numbers as parameters, by value and by reference, and as elements of arrays.</summary>
public static partial class Structs
{
    [Differentiable(Derivatives.All)]
    public static double TakenApart(Point[] p, (double Weight, int Power)[] terms)
    {
        double sum = 0;
        foreach (var (weight, power) in terms)
        {
            foreach ((double x, double y) in p)
                sum += weight * Math.Pow(x, power) * y;
        }
        return sum;
    }

    public static IEnumerable<object?[]> TakenApartInputs(Numbers n) => from e in new[] { 0, 1, 2, 3 } select new object?[]
    {
        Enumerable.Range(0, e).Select(_ => new Point(n.Scalar(0.5, 2), n.Scalar())).ToArray(), Enumerable.Range(0, e).Select(i => (n.Scalar(), i)).ToArray(),
    };

    // What the arrays hold before F is what every column of a Hessian or Jacobian begins with.
    [Differentiable(Derivatives.All)]
    public static double WrittenInPlace(Point[] p, [Constant] (double V, int N)[] k)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = new Point(p[i].X * p[i].X, p[i].Y * p[i].X);
            k[i].V *= p[i].X;
            k[i].N++;
            sum += p[i].X * p[i].Y * p[0].Y * k[i].V * k[i].N;
        }
        return sum;
    }

    public static IEnumerable<object?[]> WrittenInPlaceInputs(Numbers n) => from e in new[] { 0, 1, 2, 3 } select new object?[]
    {
        Enumerable.Range(0, e).Select(_ => new Point(n.Scalar(), n.Scalar())).ToArray(), Enumerable.Range(0, e).Select(i => (n.Scalar(), i)).ToArray(),
    };

    [Differentiable(Derivatives.All)]
    public static double Angle(Vec3 a, in Vec3 b, (double Scale, int Power) p) => p.Scale * Math.Acos(a * b / (a.Length * b.Length)) * p.Power + p.Scale * a.X;

    public static IEnumerable<object?[]> AngleInputs(Numbers numbers) => [[A(numbers), A(numbers), (0.7, 2)]];

    [Differentiable(Derivatives.All)]
    public static double Springs(Vec3[] p, double[] rest, double k)
    {
        double energy = 0;
        for (int i = 0; i < p.Length - 1; i++)
        {
            double stretch = (p[i + 1] - p[i]).Length - rest[i];
            energy += 0.5 * k * stretch * stretch;
        }
        return energy;
    }

    [Differentiable(Derivatives.All)]
    public static double Kinetic(ReadOnlySpan<Body> bodies)
    {
        double energy = 0;
        foreach (Body body in bodies)
        {
            if (body.Kind > 0)
                energy += 0.5 * body.Mass * (body.Velocity * body.Velocity) + body.Kind * body.At.Z;
        }
        return energy;
    }

    public static IEnumerable<object?[]> KineticInputs(Numbers numbers) => Counts.Select(n => new object?[] { Bodies(n, numbers) });

    [Differentiable(Derivatives.All)]
    public static double Stretch(Point[] p)
    {
        double sum = 0;
        for (int i = 1; i < p.Length; i++)
            sum += (p[i] - p[i - 1]).Squared * p[0].X;
        return sum;
    }

    public static IEnumerable<object?[]> StretchInputs(Numbers numbers) => Counts.Select(n => new object?[] { Points(n, numbers) });

    [Differentiable(Derivatives.All)]
    public static double Reach(double[] angles, Vec3[] axes, Turn start, Vec3 target)
    {
        Turn turn = start;
        Vec3 hand = default;
        for (int i = 0; i < angles.Length; i++)
        {
            turn *= Turn.About(axes[i], angles[i]);
            hand += turn.Apply(new Vec3(1, 0, 0));
        }
        Vec3 miss = hand - target;
        return miss * miss;
    }

    public static IEnumerable<object?[]> ReachInputs(Numbers numbers) => Counts.Select(n => new object?[]
    {
        numbers.Vector(n), Vectors(n, numbers), new Turn(0.6, A(numbers)), A(numbers),
    });

    [Differentiable(Derivatives.All)]
    public static void Move(Span<Body> bodies, double step, Vec3 pull, ref Vec3 total, out Point last)
    {
        last = default;
        for (int i = 0; i < bodies.Length; i++)
        {
            Vec3 velocity = bodies[i].Velocity + step / bodies[i].Mass * pull;
            bodies[i] = bodies[i] with { At = bodies[i].At + step * velocity, Velocity = velocity };
            if (i > 0)
                bodies[i] = bodies[i] with { Mass = bodies[i].Mass * bodies[i - 1].At.X };
            total += bodies[i].Mass * velocity;
            last = new Point(bodies[i].At.X, bodies[i].Mass * last.Y + 1);
        }
        total.Scale(step);
    }

    public static IEnumerable<object?[]> MoveInputs(Numbers numbers) => Counts.Select(n => new object?[] { Bodies(n, numbers), 0.3, A(numbers), A(numbers), new Point(0, 0) });

    [Differentiable(Derivatives.All)]
    public static void Smooth(Vec3[] p, double weight)
    {
        for (int i = 1; i < p.Length; i++)
        {
            p[i] += weight * p[i - 1];
            p[i].X *= p[i].Y;
            p[i - 1].Scale(p[i].X);
        }
    }

    public static IEnumerable<object?[]> SmoothInputs(Numbers numbers) => Counts.Select(n => new object?[] { Vectors(n, numbers), 0.4 });

    [Differentiable(Derivatives.All)]
    public static void Reset(Span<Point> p, Vec3[] q, [Constant] Vec3[] work)
    {
        for (int i = 0; i < q.Length; i++)
            work[i] = p[i].X * q[i];
        p.Clear();
        Array.Clear(q);
        for (int i = 0; i < q.Length; i++)
            q[i].Z = work[i] * work[i];
    }

    public static IEnumerable<object?[]> ResetInputs(Numbers numbers) => Counts.Select(n => new object?[] { Points(n, numbers), Vectors(n, numbers), new Vec3[n] });

    [Differentiable(Derivatives.All)]
    public static double Grid(Vec3[,] g, Point[][] rows, (double, double)[] weights)
    {
        double sum = 0;
        for (int i = 0; i < g.GetLength(0); i++)
        {
            for (int j = 0; j < g.GetLength(1); j++)
                sum += g[i, j].X * g[i, j].Z * weights[i].Item1 - g[i, j].Y * weights[i].Item2;
            foreach (Point p in rows[i])
                sum += p.Squared * weights[i].Item2;
        }
        return sum;
    }

    public static IEnumerable<object?[]> GridInputs(Numbers numbers) => Counts.Select(n => new object?[]
    {
        Table(n, 2, numbers), Enumerable.Range(0, n).Select(i => Points(i, numbers)).ToArray(),
        Enumerable.Range(0, n).Select(_ => (numbers.Scalar(), numbers.Scalar())).ToArray(),
    });

    [Differentiable(Derivatives.All)]
    public static float Mean(ReadOnlySpan<Sample> samples)
    {
        float sum = 0;
        int count = 1;
        for (int i = 0; i < samples.Length; i++)
        {
            if (!samples[i].IsUsed)
                continue;
            sum += samples[i].Value * samples[i].Value;
            count++;
        }
        return sum / count;
    }

    public static IEnumerable<object?[]> MeanInputs(Numbers numbers) => Counts.Select(n => new object?[]
    {
        Enumerable.Range(0, n).Select(i => new Sample { Value = numbers.Single(), IsUsed = i % 2 == 0 }).ToArray(),
    });

    [Differentiable(Derivatives.All)]
    public static Vec3 Center(Body[] bodies, double shift)
    {
        Vec3 sum = default;
        double mass = shift;
        foreach (Body body in bodies)
        {
            if (body.Kind == 2)
                return sum;
            sum += body.Mass * body.At;
            mass += body.Mass;
        }
        return 1 / mass * sum;
    }

    public static IEnumerable<object?[]> CenterInputs(Numbers numbers) => Counts.Select(n => new object?[] { Bodies(n, numbers), 0.7 });

    [Differentiable(Derivatives.All)]
    public static Body Kick(Body body, (Vec3 Force, double Time) push)
    {
        Vec3 velocity = body.Velocity + push.Time / body.Mass * push.Force;
        return body.Kind > 0 ? body with { Velocity = velocity, At = body.At + push.Time * velocity } : body;
    }

    public static IEnumerable<object?[]> KickInputs(Numbers numbers) => Bodies(3, numbers).Select(b => new object?[] { b, (A(numbers), 0.4) });

    [Differentiable(Derivatives.All)]
    public static double Chained(Vec3 start, double[] t) => Chain(start, t, 0) * start;

    public static IEnumerable<object?[]> ChainedInputs(Numbers numbers) => Counts.Select(n => new object?[] { A(numbers), numbers.Vector(n) });

    private static Vec3 Chain(Vec3 v, double[] t, int i) =>
        i >= t.Length ? v : t[i] * Chain(v + t[i] * Vec3.Cross(v, new Vec3(1, 2, 3)), t, i + 1) + v;

    [Differentiable(Derivatives.All)]
    public static double Piled(Vec3[] p, double k)
    {
        var piles = new Vec3[p.Length + 1];
        for (int i = 0; i < p.Length; i++)
            piles[i + 1] = p[i];
        Pile(piles, k, 1);
        double sum = 0;
        foreach (Vec3 v in piles)
            sum = k * sum + v * v;
        return sum;
    }

    public static IEnumerable<object?[]> PiledInputs(Numbers numbers) => Counts.Select(n => new object?[] { Vectors(n, numbers), 0.6 });

    private static void Pile(Vec3[] s, double k, int i)
    {
        if (i >= s.Length)
            return;
        s[i] += k * s[i - 1];
        Pile(s, k, i + 1);
        s[0].Scale(k);
        s[0] += Vec3.Cross(s[i], s[^1]);
    }

    [Differentiable(Derivatives.All)]
    public static void Mirrored(Vec3[] p, Vec3[] q, (double A, double B) t)
    {
        if (p.Length > q.Length)
            throw new ArgumentException("too long", nameof(p));
        Vec3[] before = (Vec3[])p.Clone();
        Array.Reverse(p);
        Array.Copy(p, q, p.Length);
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = t.A * Vec3.Cross(before[i], q[i]) + t.B * p[i];
            q[i].Scale(t.A * t.B);
        }
    }

    public static IEnumerable<object?[]> MirroredInputs(Numbers numbers) =>
        Counts.Select(n => new object?[] { Vectors(n, numbers), Vectors(n + 1, numbers), (0.8, 1.3) });

    public static IEnumerable<object?[]> SpringsInputs(Numbers numbers) => Counts.Select(n => new object?[] { Vectors(n, numbers), numbers.Vector(n), 1.5 });

    private static readonly int[] Counts = [0, 1, 2, 3, 5];

    private static Vec3 A(Numbers numbers) => new(numbers.Scalar(), numbers.Scalar(), numbers.Scalar());

    private static Vec3[] Vectors(int n, Numbers numbers) => [.. Enumerable.Range(0, n).Select(_ => A(numbers))];

    private static Point[] Points(int n, Numbers numbers) => [.. Enumerable.Range(0, n).Select(_ => new Point(numbers.Scalar(), numbers.Scalar()))];

    private static Body[] Bodies(int n, Numbers numbers) =>
        [.. Enumerable.Range(0, n).Select(i => new Body(A(numbers), A(numbers), numbers.Scalar(1, 2), i % 3))];

    private static Vec3[,] Table(int rows, int columns, Numbers numbers)
    {
        var table = new Vec3[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                table[i, j] = A(numbers);
        }
        return table;
    }
}
