using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary><c>in</c>, <c>ref</c> and <c>out</c>; void methods; methods that return and write; <c>[Constant]</c>.</summary>
public static partial class Parameters
{
    [Differentiable, At(0.3, -0.6, 0.8, 0)]
    public static double InRefOut(in double a, double b, ref double c, out double d)
    {
        d = a * b * c;
        c = c * c + b;
        return d * a + c;
    }

    [Differentiable, At(0.3, 0, 0)]
    public static void TwoOutputs(double a, out double sine, out double square)
    {
        sine = Math.Sin(a);
        square = sine * a;
        sine += square;
    }

    [Differentiable, At(0.4, -0.7)]
    public static void Rotated(ref double x, ref double y)
    {
        double t = x;
        x = Math.Cos(0.3) * t - y * y;
        y = t + y;
    }

    [Differentiable, At(0.4, -0.7)]
    public static double OverwrittenWithoutReading(double x, ref double y)
    {
        y = x * x;
        return y * x;
    }

    [Differentiable(Derivatives.All)]
    public static void MatrixTimesVector(double[,] a, double[] x, double[] y)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            y[i] = 0;
            for (int j = 0; j < a.GetLength(1); j++)
                y[i] += a[i, j] * x[j];
        }
    }

    public static IEnumerable<object?[]> MatrixTimesVectorInputs(Numbers n) =>
        from s in Extents.Pairs select new object?[] { n.Matrix(s.A, s.B), n.Vector(s.B), n.Vector(s.A) };

    [Differentiable(Derivatives.All)]
    public static void OutputSpan(ReadOnlySpan<double> x, Span<double> y, double a)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = a * x[i] * x[i] + (i % 2 == 0 ? 0 : y[i]);
    }

    [Differentiable(Derivatives.All)]
    public static double ReturnsAndWrites(double[] x, double[] y, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
            y[i] = a * Math.Sin(x[i]);
            sum += y[i] * y[i];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ConstantScratch(double[] x, [Constant] double[] scratch, double a)
    {
        for (int i = 0; i < x.Length; i++)
            scratch[i] = x[i] * a * scratch[i];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += scratch[i] * scratch[x.Length - 1 - i];
        return sum;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Vector(e), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static double ConstantScratchOfEveryShape(
        double[] x, [Constant] double[,] matrix, [Constant] double[,,] cube, [Constant] double[][] rows, [Constant] Span<double> span)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            matrix[i, 1] = x[i] * x[i];
            cube[0, i, 1] = matrix[i, 1] * x[i] + cube[0, i, 1];
            rows[i][i] = cube[0, i, 1] * matrix[i, 1];
            span[i] = rows[i][i] + x[i];
            sum += span[i] * span[0];
        }
        return sum;
    }

    public static IEnumerable<object?[]> ConstantScratchOfEveryShapeInputs(Numbers n) =>
        from e in Extents.Few
        select new object?[] { n.Vector(e), n.Matrix(e, 2), n.Cube(1, e, 2), n.Rows([.. Enumerable.Range(1, e)]), n.Vector(e + 1) };

    [Differentiable(Derivatives.All)]
    public static double ChangedInteger(double[] x, ref int count, out bool any)
    {
        double sum = 0;
        any = false;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                count++;
                any = true;
                sum += count * x[i] * x[i];
            }
        }
        return sum;
    }

    public static IEnumerable<object?[]> ChangedIntegerInputs(Numbers n) => from e in Extents.Few select new object?[] { n.AwayFromZero(e), 3, false };

    [Differentiable(Derivatives.All)]
    public static void ChangedIndices(double[] x, int[] at)
    {
        for (int i = 0; i < at.Length; i++)
        {
            at[i] = (at[i] + 1) % x.Length;
            x[at[i]] = x[at[i]] * x[i % x.Length] + 0.1;
        }
    }

    public static IEnumerable<object?[]> ChangedIndicesInputs(Numbers n) =>
        from e in new[] { 1, 2, 5 } from m in Extents.Few select new object?[] { n.Vector(e), n.Indices(m, e) };
}
