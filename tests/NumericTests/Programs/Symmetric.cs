using DiffGen.NumericTests.Harness;
using Losses;

namespace DiffGen.NumericTests.Programs;

/// <summary>Parameters that are one variable: a symmetric matrix, and one argument for several parameters.</summary>
public static partial class Symmetric
{
    /// <summary>The cosine in an inner product that is given by its lower triangle, row by row: A_ij = A_ji = packed[i(i + 1)/2 + j] for j ≤ i.</summary>
    [Differentiable(Derivatives.All)]
    public static double Packed(double[] packed, double[] x, double[] y)
    {
        double l = 0, n = 0, m = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double a = j <= i ? packed[i * (i + 1) / 2 + j] : packed[j * (j + 1) / 2 + i];
                l += y[i] * a * x[j];
                n += x[i] * a * x[j];
                m += y[i] * a * y[j];
            }
        }
        return l / Math.Sqrt(n * m);
    }

    /// <summary>The same, in loops over the triangle only: what is off the diagonal counts twice.</summary>
    [Differentiable(Derivatives.All)]
    public static double Triangle(double[] packed, double[] x, double[] y)
    {
        double l = 0, n = 0, m = 0;
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double a = packed[at];
                at++;
                l += a * (y[i] * x[j] + y[j] * x[i]);
                n += 2 * a * x[i] * x[j];
                m += 2 * a * y[i] * y[j];
            }
            double d = packed[at];
            at++;
            l += d * y[i] * x[i];
            n += d * x[i] * x[i];
            m += d * y[i] * y[i];
        }
        return l / Math.Sqrt(n * m);
    }

    /// <summary>The triangle is written out into both halves of a matrix, and a loss that knows nothing of symmetry does the rest.</summary>
    [Differentiable(Derivatives.All)]
    public static double Unpacked(double[] packed, double[] x, double[] y)
    {
        var a = new double[x.Length, x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i, j] = packed[i * (i + 1) / 2 + j];
                a[j, i] = a[i, j];
            }
        }
        return CosineInnerProduct.Similarity(a, x, y);
    }

    /// <summary>The loss sees (A + Aᵀ)/2: its gradient is symmetric, and half the tied one off the diagonal.</summary>
    [Differentiable(Derivatives.All)]
    public static double Symmetrised(double[,] A, double[] x, double[] y)
    {
        var s = new double[x.Length, x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                s[i, j] = Half(A, i, j);
        }
        return CosineInnerProduct.Similarity(s, x, y);
    }

    private static double Half(double[,] A, int i, int j) => 0.5 * (A[i, j] + A[j, i]);

    /// <summary>One vector for both: the derivative is the sum of those with respect to either.</summary>
    [Differentiable(Derivatives.All)]
    public static double Norm(double[,] A, double[] x) => Form(A, x, x);

    /// <summary>One number for a vector's elements and a factor.</summary>
    [Differentiable(Derivatives.All)]
    public static double Shared(double[,] A, double t)
    {
        var x = new double[A.GetLength(0)];
        Array.Fill(x, t);
        return t * Form(A, x, x);
    }

    [Differentiable(Derivatives.All)]
    public static double Form(double[,] A, double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                sum += x[i] * A[i, j] * y[j];
        }
        return sum;
    }

    public static IEnumerable<object?[]> PackedInputs(Numbers n) => from e in (int[])[1, 2, 3, 5] select new object?[] { Pack(n, e), n.Vector(e), n.Vector(e) };

    public static IEnumerable<object?[]> TriangleInputs(Numbers n) => PackedInputs(n);

    public static IEnumerable<object?[]> UnpackedInputs(Numbers n) => PackedInputs(n);

    public static IEnumerable<object?[]> SymmetrisedInputs(Numbers n) => from e in (int[])[1, 2, 3] select new object?[] { Positive(n, e), n.Vector(e), n.Vector(e) };

    public static IEnumerable<object?[]> NormInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Matrix(e, e), n.Vector(e) };

    public static IEnumerable<object?[]> SharedInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Matrix(e, e), n.Scalar() };

    public static IEnumerable<object?[]> FormInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Matrix(e, e), n.Vector(e), n.Vector(e) };

    // Diagonals that dominate, so that the products under the root are positive.
    private static double[,] Positive(Numbers n, int e)
    {
        double[,] a = n.Matrix(e, e);
        for (int i = 0; i < e; i++)
            a[i, i] = e + 1;
        return a;
    }

    private static double[] Pack(Numbers n, int e)
    {
        double[,] a = Positive(n, e);
        return [.. from i in Enumerable.Range(0, e) from j in Enumerable.Range(0, i + 1) select a[i, j]];
    }
}
