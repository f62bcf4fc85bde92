using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>The same sum over every kind of array that can be a parameter.</summary>
public static partial class ArrayKinds
{
    [Differentiable(Derivatives.All)]
    public static double Vector(double[] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += a * x[i] * x[i] * x[i];
        return sum;
    }

    public static IEnumerable<object?[]> VectorInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static double Matrix(double[,] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
                sum += a * x[i, j] * x[i, j] * (i + 2 * j) + x.Length * x[i, j];
        }
        return sum;
    }

    public static IEnumerable<object?[]> MatrixInputs(Numbers n) => from s in Extents.Pairs select new object?[] { n.Matrix(s.A, s.B), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static double Cube(double[,,] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
            {
                for (int k = 0; k < x.GetLength(2); k++)
                    sum += Math.Sin(a * x[i, j, k]) * x[i, j, x.GetLength(2) - 1 - k];
            }
        }
        return sum;
    }

    public static IEnumerable<object?[]> CubeInputs(Numbers n) =>
        from s in Extents.Pairs
        from planes in Extents.Few
        select new object?[] { n.Cube(planes, s.A, s.B), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static double Rows(double[][] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = a;
            for (int j = 0; j < x[i].Length; j++)
                row += x[i][j] * x[i][j];
            sum += row * row;
        }
        return sum;
    }

    public static IEnumerable<object?[]> RowsInputs(Numbers n) =>
        from lengths in new int[][] { [], [0], [1], [2, 0, 3], [1, 2, 3, 1] }
        select new object?[] { n.Rows(lengths), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static double Spans(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * Math.Exp(y[i]);
        return sum;
    }

    public static IEnumerable<object?[]> SpansInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static double TwoLengths(double[] x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                sum += x[i] * y[j] * (x[i] - y[j]);
        }
        return sum;
    }

    public static IEnumerable<object?[]> TwoLengthsInputs(Numbers n) => from s in Extents.Pairs select new object?[] { n.Vector(s.A), n.Vector(s.B) };

    [Differentiable(Derivatives.All)]
    public static double IndexTypes(double[] x, int[] i, byte[] b, long[] l, bool[] use, short[] s)
    {
        double sum = 0;
        for (int k = 0; k < i.Length; k++)
        {
            if (use[k])
                sum += x[i[k]] * x[b[k]];
            else
                sum -= x[l[k]] * x[s[k]] * b[k];
        }
        return sum;
    }

    public static IEnumerable<object?[]> IndexTypesInputs(Numbers n) =>
        from e in new[] { 1, 2, 3, 7 }
        from m in new[] { 0, 1, 5 }
        select new object?[]
        {
            n.Vector(e), n.Indices(m, e), n.Indices(m, e).Select(k => (byte)k).ToArray(), n.Indices(m, e).Select(k => (long)k).ToArray(),
            n.Flags(m), n.Indices(m, e).Select(k => (short)k).ToArray(),
        };

    [Differentiable(Derivatives.All)]
    public static double ConstantIndexSpans(double[] x, ReadOnlySpan<int> at, Span<bool> use)
    {
        double sum = 0;
        for (int k = 0; k < at.Length; k++)
            sum += use[k] ? x[at[k]] * x[at[k]] : 0;
        return sum;
    }

    public static IEnumerable<object?[]> ConstantIndexSpansInputs(Numbers n) => from m in Extents.Few select new object?[] { n.Vector(3), n.Indices(m, 3), n.Flags(m) };
}
