using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Arrays that are read and overwritten.</summary>
public static partial class InPlace
{
    [Differentiable(Derivatives.All)]
    public static void PrefixSum(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] += x[i - 1];
    }

    [Differentiable(Derivatives.All)]
    public static void PrefixProduct(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] *= x[i - 1];
    }

    [Differentiable(Derivatives.All)]
    public static double OverwriteThenRead(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double old = x[i];
            x[i] = old * old;
            sum += x[i] * old;
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static void Stencil(double[] x)
    {
        for (int step = 0; step < 3; step++)
        {
            for (int i = 1; i < x.Length - 1; i++)
                x[i] = 0.5 * x[i] * x[i] + 0.25 * (x[i - 1] + x[i + 1]);
        }
    }

    [Differentiable(Derivatives.All)]
    public static void Compound(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += 2 * x[i];
            x[i] -= 0.3;
            x[i] *= x[i];
            x[i] /= 2 + x[i];
            x[i]++;
        }
    }

    [Differentiable(Derivatives.All)]
    public static void Reverse(double[] x)
    {
        for (int i = 0; i < x.Length / 2; i++)
        {
            double t = x[i];
            x[i] = x[x.Length - 1 - i];
            x[x.Length - 1 - i] = t * t;
        }
    }

    [Differentiable(Derivatives.All)]
    public static void Horner(Span<double> x)
    {
        for (int i = x.Length - 2; i >= 0; i--)
            x[i] = Math.Sin(x[i + 1]) * x[i];
    }

    [Differentiable(Derivatives.All)]
    public static void Cleared(double[] x)
    {
        for (int i = 0; i < x.Length; i += 2)
            x[i] = 0;
    }

    [Differentiable(Derivatives.All)]
    public static double Newton(double[] x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < 4; k++)
                s = 0.5 * (s + (2 + x[i]) / s);
            x[i] = s;
        }
        return s;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static void Scatter(double[] x, double[] c, int[] at)
    {
        for (int i = 0; i < at.Length; i++)
            c[at[i]] += x[i] * c[at[i]];
    }

    [Differentiable(Derivatives.All)]
    public static double ScatterOverwrites(double[] x, double[] c, int[] at)
    {
        double sum = 0;
        for (int i = 0; i < at.Length; i++)
        {
            c[at[i]] = x[i] * x[i] + 0.5 * c[at[at.Length - 1 - i]];
            sum += c[at[i]] * c[0];
        }
        return sum;
    }

    public static IEnumerable<object?[]> ScatterInputs(Numbers n) => AtIndices(n);

    public static IEnumerable<object?[]> ScatterOverwritesInputs(Numbers n) => AtIndices(n);

    private static IEnumerable<object?[]> AtIndices(Numbers n) =>
        from m in Extents.Few
        from e in new[] { 1, 3 }
        select new object?[] { n.Vector(m), n.Vector(e), n.Indices(m, e) };

    [Differentiable(Derivatives.All)]
    public static void Matrix(double[,] a)
    {
        for (int k = 0; k < a.GetLength(0); k++)
        {
            for (int i = k + 1; i < a.GetLength(0); i++)
            {
                a[i, k] /= 3 + a[k, k];
                for (int j = k + 1; j < a.GetLength(1); j++)
                    a[i, j] -= a[i, k] * a[k, j];
            }
        }
    }

    public static IEnumerable<object?[]> MatrixInputs(Numbers n) =>
        from s in Extents.Pairs where s.B >= s.A || s.A == 0 select new object?[] { n.Matrix(s.A, s.B) };

    [Differentiable(Derivatives.All)]
    public static void Rows(double[][] a, double[,,] b)
    {
        for (int i = 1; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++)
            {
                a[i][j] *= a[i - 1][j] + b[0, 1, j];
                b[0, 0, j] = a[i][j] * b[0, 0, j];
            }
        }
    }

    public static IEnumerable<object?[]> RowsInputs(Numbers n) =>
        from lengths in new int[][] { [], [3], [2, 1], [3, 2, 2, 1] } select new object?[] { n.Rows(lengths), n.Cube(1, 2, 3) };

    // Found by random program 103291: rows longer than there are rows.
    [Differentiable]
    public static double ConstantRows([Constant] double[][] scratch, double[] z)
    {
        double sum = 0;
        for (int i = 0; i < scratch.Length; i++)
        {
            for (int j = 0; j < scratch[i].Length; j++)
            {
                scratch[i][j] -= z[0] * z[j];
                sum += scratch[i][j] * scratch[i][^1];
            }
        }
        return sum;
    }

    public static IEnumerable<object?[]> ConstantRowsInputs(Numbers n) =>
        from lengths in new int[][] { [], [3], [2, 1], [1, 4, 0, 2] } select new object?[] { n.Rows(lengths), n.Vector(4) };

    // Found by random program 30309370: what is added for the 0 was the integer -0, so that this was π in place of −π.
    [Differentiable]
    public static double NegativeZero(double[] x, int k)
    {
        x[k] *= 0;
        x[0] -= 0;
        return Math.Atan2(x[k], -1);
    }

    public static IEnumerable<object?[]> NegativeZeroInputs(Numbers n) =>
        from k in new[] { 0, 1 } select new object?[] { n.Vector(2, -2, -1), k };

    // Found by random program 7621: the else went to the range check of part[0].
    [Differentiable]
    public static double CheckInABranch(double[] x)
    {
        ReadOnlySpan<double> all = x.AsSpan();
        ReadOnlySpan<double> part = all[..^1];
        return all[0] > 0.25 ? part[0] : all[1] * all[1];
    }

    public static IEnumerable<object?[]> CheckInABranchInputs(Numbers n) =>
        from low in new[] { -1.0, 0.5 } select new object?[] { n.Vector(3, low, low + 0.5) };

    // Found by random programs 4552 and 30492: the elements before the part were read.
    // Rows of different lengths: which, F may ask for after it has changed them.
    [Differentiable(Derivatives.All)]
    public static double RaggedRows(double[][] m, int[][] order)
    {
        double sum = 0;
        for (int i = 0; i < m.Length; i++)
        {
            for (int j = 0; j < m[i].Length; j++)
            {
                m[i][j] *= m[i][0] + 1;
                sum += m[i][order[i][j]] * m[i][j] * m[i].Length;
                order[i][j] = 0;
            }
        }
        return sum * m.Length;
    }

    public static IEnumerable<object?[]> RaggedRowsInputs(Numbers n) => from lengths in new int[][] { [], [1], [3, 1], [1, 0, 2] } select new object?[]
    {
        lengths.Select(l => n.Vector(l)).ToArray(), lengths.Select(l => Enumerable.Range(0, l).Reverse().ToArray()).ToArray(),
    };

    [Differentiable]
    public static double ForEachOverAPart(double[] x)
    {
        double sum = 0;
        foreach (double v in x.AsSpan(1))
            sum += v * v;
        return sum;
    }

    public static IEnumerable<object?[]> ForEachOverAPartInputs(Numbers n) =>
        from count in new[] { 1, 2, 4 } select new object?[] { n.Vector(count) };
}
