using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Calls of methods that have rules: an adjoint and a tangent, written by the user, instead of their source.</summary>
public static partial class OwnRules
{
    // Numbers. The source would be refused: DiffGen does not look into it.
    private static double Softplus(double x, Func<double, double>? log = null) => (log ?? Math.Log)(1 + Math.Exp(x));

    [AdjointOf(nameof(Softplus))]
    private static void SoftplusAdjoint(double x, Func<double, double>? log, double seed, ref double dx) => dx += seed / (1 + Math.Exp(-x));

    [TangentOf(nameof(Softplus))]
    private static double SoftplusTangent(double x, Func<double, double>? log, double xDot, out double tangent)
    {
        tangent = xDot / (1 + Math.Exp(-x));
        return Softplus(x, log);
    }

    // A method of another assembly.
    [AdjointOf(typeof(Math), nameof(Math.ScaleB))]
    private static void ScaleAdjoint(double x, int n, double seed, ref double dx) => dx += seed * Math.ScaleB(1, n);

    [TangentOf(typeof(Math), nameof(Math.ScaleB))]
    private static void ScaleTangent(double x, int n, double xDot, out double tangent) => tangent = xDot * Math.ScaleB(1, n);

    [Differentiable(Derivatives.All)]
    [At(0.5, -1.5), At(0, 0), At(-2, 1)]
    public static double Numbers(double x, double y) => Softplus(x * y) * Math.ScaleB(x, 3) + Softplus(Softplus(y));

    [Differentiable(Derivatives.All)]
    [At(0.5, 2), At(0.5, 0.1), At(-1, -2)]
    public static double InBranches(double x, double y)
    {
        double s = Math.Max(Softplus(x), y);
        if (x > 0)
            s *= Softplus(s);
        else
            s = x < -0.5 ? Softplus(y) : y;
        return s;
    }

    [Differentiable(Derivatives.All)]
    public static double InALoop(double[] x)
    {
        double s = 0.1, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s = Softplus(s * x[i]);
            sum += Softplus(x[i]) * s;
        }
        while (sum > 0.5)
            sum = 0.25 * Softplus(sum);
        return sum + s;
    }

    public static IEnumerable<object?[]> InALoopInputs(Numbers n) => from length in new[] { 0, 1, 2, 3, 7 } select new object?[] { n.Vector(length) };

    private static double Nested(double x, int depth) => depth == 0 ? x : Softplus(x) * Nested(Softplus(x * depth), depth - 1);

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    [At(0.5, 3), At(-0.5, 1), At(0.3, 0)]
    public static double InRecursion(double x, int depth) => Nested(x, depth);

    // Arrays that are only read.
    private static double Norm(double[] x)
    {
        double sum = 0;
        foreach (double element in x)
            sum += element * element;
        return Math.Sqrt(1 + sum);
    }

    [AdjointOf(nameof(Norm))]
    private static double NormAdjoint(double[] x, double seed, Span<double> dx)
    {
        double norm = Norm(x);
        for (int i = 0; i < x.Length; i++)
            dx[i] += seed * x[i] / norm;
        return norm;
    }

    [TangentOf(nameof(Norm))]
    private static double NormTangent(double[] x, double[] xDot, out double tangent)
    {
        double norm = Norm(x);
        tangent = 0;
        for (int i = 0; i < x.Length; i++)
            tangent += x[i] * xDot[i] / norm;
        return norm;
    }

    [Differentiable(Derivatives.All)]
    public static double ReadsArrays(double[] x, double a)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = a * x[i] * x[i];
        return Norm(y) * Norm(x);
    }

    [Differentiable(Derivatives.All)]
    public static double OverwritesWhatARuleRead(double[] x, double a)
    {
        double[] y = new double[x.Length];
        double sum = 0;
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = 0.5 * y[i] + (a + k) * x[i];
            sum += Norm(y) * sum + Norm(x);
            for (int i = 0; i < x.Length; i++)
                x[i] *= sum;
            sum = 1 / sum;
        }
        return sum;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from length in new[] { 0, 1, 2, 3 } select new object?[] { n.Vector(length), n.Scalar() };

    // Arrays that are written, in place and anew; a derivative that is left out; d arrays as arrays.
    private static void Mix(ReadOnlySpan<double> x, Span<double> y, double a, double[] constants)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = a * x[i] * y[i] + constants[0];
    }

    [AdjointOf(nameof(Mix))]
    private static void MixAdjoint(ReadOnlySpan<double> x, Span<double> y, double a, double[] constants, double[] dx, double[] dy, ref double da)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double old = y[i], bar = dy[i];
            dx[i] += a * old * bar;
            da += x[i] * old * bar;
            dy[i] = a * x[i] * bar;
            y[i] = a * x[i] * old + constants[0];
        }
    }

    [TangentOf(nameof(Mix))]
    private static void MixTangent(ReadOnlySpan<double> x, Span<double> y, double a, double[] constants, ReadOnlySpan<double> xDot, Span<double> yDot, double aDot)
    {
        for (int i = 0; i < y.Length; i++)
        {
            yDot[i] = aDot * x[i] * y[i] + a * xDot[i] * y[i] + a * x[i] * yDot[i];
            y[i] = a * x[i] * y[i] + constants[0];
        }
    }

    private static readonly double[] s_constants = [0.75];

    [Differentiable(Derivatives.All)]
    public static void WritesInPlace(double[] x, double[] y, double a)
    {
        Mix(x, y, a, s_constants);
        y[0] *= x[0];
        Mix(x, y, a * a, s_constants);
    }

    public static IEnumerable<object?[]> WritesInPlaceInputs(Numbers n) => from length in new[] { 1, 2, 3 } select new object?[] { n.Vector(length), n.Vector(length), n.Scalar() };

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    public static double WritesInALoop(double[] x, double a)
    {
        Span<double> y = stackalloc double[3];
        double[] local = new double[x.Length];
        y[1] = a;
        for (int k = 0; k < x.Length; k++)
        {
            local[k] = y[1] + x[k];
            Mix(local, y.Slice(0, k % 3), a, s_constants);
            y[2] += local[k] * y[1];
            Mix(x, local, y[2], s_constants);
        }
        return y[1] * y[2];
    }

    [Differentiable(Derivatives.Adjoint | Derivatives.Tangent)]
    public static double[] ReturnsWhatARuleWrote(double[] x, double a)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = a - i;
        Mix(x, y, a, s_constants);
        return y;
    }

    public static IEnumerable<object?[]> WritesInALoopInputs(Numbers n) => from length in new[] { 0, 1, 2, 3, 5 } select new object?[] { n.Vector(length), n.Scalar() };

    // Matrices: b = A\b for a lower triangle.
    private static void Solve(double[,] a, double[] b)
    {
        for (int i = 0; i < b.Length; i++)
        {
            for (int k = 0; k < i; k++)
                b[i] -= a[i, k] * b[k];
            b[i] /= a[i, i];
        }
    }

    // ȳ = L⁻ᵀ·b̄, Ā -= ȳ·yᵀ.
    [AdjointOf(nameof(Solve))]
    private static void SolveAdjoint(double[,] a, double[] b, double[,] da, double[] db)
    {
        Solve(a, b);
        for (int i = b.Length - 1; i >= 0; i--)
        {
            db[i] /= a[i, i];
            for (int k = 0; k < i; k++)
                db[k] -= a[i, k] * db[i];
            for (int k = 0; k <= i; k++)
                da[i, k] -= db[i] * b[k];
        }
    }

    // L·ẏ = ḃ − L̇·y.
    [TangentOf(nameof(Solve))]
    private static void SolveTangent(double[,] a, double[] b, double[,] aDot, double[] bDot)
    {
        Solve(a, b);
        for (int i = 0; i < b.Length; i++)
        {
            for (int k = 0; k <= i; k++)
                bDot[i] -= aDot[i, k] * b[k];
        }
        Solve(a, bDot);
    }

    [Differentiable(Derivatives.All)]
    public static double SolvesTwice(double[,] a, double[] b)
    {
        double[,] local = new double[b.Length, b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            for (int k = 0; k <= i; k++)
                local[i, k] = a[i, k] * a[i, k];
        }
        Solve(a, b);
        Solve(local, b);
        double sum = 0;
        for (int i = 0; i < b.Length; i++)
            sum += b[i] * b[i];
        return sum;
    }

    public static IEnumerable<object?[]> SolvesTwiceInputs(Numbers n) => from d in new[] { 0, 1, 2, 3 } select new object?[] { n.Matrix(d, d, 0.5, 1.5), n.Vector(d) };

    // Several outputs, by reference.
    private static int Turn(double x, ref double y, out double z, in double w)
    {
        z = x * y * w;
        y = Math.Sin(y) * x;
        return 7;
    }

    [AdjointOf(nameof(Turn))]
    private static void TurnAdjoint(double x, ref double y, out double z, in double w, ref double dx, ref double dy, double dz, ref double dw)
    {
        z = x * y * w;
        double bar = dy;
        dx += Math.Sin(y) * bar + y * w * dz;
        dw += x * y * dz;
        dy = Math.Cos(y) * x * bar + x * w * dz;
        y = Math.Sin(y) * x;
    }

    [TangentOf(nameof(Turn))]
    private static int TurnTangent(double x, ref double y, out double z, in double w, double xDot, ref double yDot, out double zDot, double wDot)
    {
        zDot = xDot * y * w + x * yDot * w + x * y * wDot;
        yDot = Math.Cos(y) * yDot * x + Math.Sin(y) * xDot;
        return Turn(x, ref y, out z, in w);
    }

    [Differentiable(Derivatives.All)]
    public static double SeveralOutputs(double[] x, double a)
    {
        double y = a, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int seven = Turn(x[i], ref y, out double z, a);
            Turn(z, ref x[i], out _, y);
            sum += seven * z * x[i];
        }
        return sum + y;
    }

    // The same array twice.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    [AdjointOf(nameof(Dot))]
    private static double DotAdjoint(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double seed, Span<double> da, Span<double> db)
    {
        if (da.Overlaps(db))
            throw new ArgumentException("Buffers must not overlap.");
        for (int i = 0; i < a.Length; i++)
        {
            da[i] += seed * b[i];
            db[i] += seed * a[i];
        }
        return Dot(a, b);
    }

    [TangentOf(nameof(Dot))]
    private static double DotTangent(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> aDot, ReadOnlySpan<double> bDot, out double tangent)
    {
        tangent = Dot(aDot, b) + Dot(a, bDot);
        return Dot(a, b);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    public static double PassesAnArrayTwice(double[] x, double a)
    {
        int half = x.Length / 2;
        return a * Dot(x, x) + Dot(x.AsSpan(0, half), x.AsSpan(x.Length - half, half));
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    public static double Rows(double[][] x, double a)
    {
        double sum = a;
        for (int i = 0; i < x.Length; i++)
            sum *= Dot(x[i], x[0]) + 1;
        return sum;
    }

    public static IEnumerable<object?[]> RowsInputs(Numbers n) => from length in new[] { 0, 1, 3 } select new object?[] { Enumerable.Range(0, length).Select(_ => n.Vector(2)).ToArray(), n.Scalar() };

    private static double Descend(double[] x, double[] y, double a, double[] constants, int depth)
    {
        if (depth == 0)
            return y[0] * a;
        Mix(x, y, a + depth, constants);
        double below = Descend(x, y, a * Softplus(y[0]), constants, depth - 1);
        return Norm(y) * below + Norm(x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    public static double ArraysInRecursion(double[] x, double a)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
            y[i] = a * x[i];
        return Descend(x, y, a, s_constants, 3);
    }

    public static IEnumerable<object?[]> ArraysInRecursionInputs(Numbers n) => from length in new[] { 1, 2, 3 } select new object?[] { n.Vector(length), n.Scalar() };

    // Single precision.
    private static float Half(float x) => MathF.Sqrt(x);

    [AdjointOf(nameof(Half))]
    private static void HalfAdjoint(float x, float seed, ref float dx) => dx += 0.5f * seed / MathF.Sqrt(x);

    [TangentOf(nameof(Half))]
    private static void HalfTangent(float x, float xDot, out float tangent) => tangent = 0.5f * xDot / MathF.Sqrt(x);

    [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
    [At(0.5, 1.5), At(2, 0.2)]
    public static float Single(float x, double y) => Half(x * (float)y) * x;

    // Second derivatives: the rule itself is differentiated.
    private static double Bell(double x, double y) => Math.Exp(-x * x * y);

    [AdjointOf(nameof(Bell))]
    private static void BellAdjoint(double x, double y, double seed, ref double dx, ref double dy)
    {
        double value = seed * Math.Exp(-x * x * y);
        dx -= 2 * x * y * value;
        dy -= x * x * value;
    }

    [TangentOf(nameof(Bell))]
    private static double BellTangent(double x, double y, double xDot, double yDot, out double tangent)
    {
        double value = Math.Exp(-x * x * y);
        tangent = -(2 * x * y * xDot + x * x * yDot) * value;
        return value;
    }

    [Differentiable(Derivatives.All)]
    [At(0.5, 1.5), At(-0.3, 0.2), At(0, 1)]
    public static double Twice(double x, double y)
    {
        double b = Bell(x, y);
        return Bell(b, x * y) * b + Bell(x, x);
    }
}
