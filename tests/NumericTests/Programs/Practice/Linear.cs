using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Factorisations in place.</summary>
public static partial class Linear
{
    [Differentiable(Derivatives.All)]
    public static double GaussianProcess(double[] x, [Constant] double[] y, double lengthScale, double noise)
    {
        int n = x.Length;
        var K = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double d = (x[i] - x[j]) / lengthScale;
                K[i, j] = Math.Exp(-0.5 * d * d) + (i == j ? noise * noise : 0);
            }
        double logDet = 0;
        for (int j = 0; j < n; j++)
        {
            double s = K[j, j];
            for (int k = 0; k < j; k++) s -= K[j, k] * K[j, k];
            if (s <= 0) throw new InvalidOperationException("not positive definite");
            K[j, j] = Math.Sqrt(s);
            logDet += 2 * Math.Log(K[j, j]);
            for (int i = j + 1; i < n; i++)
            {
                double v = K[i, j];
                for (int k = 0; k < j; k++) v -= K[i, k] * K[j, k];
                K[i, j] = v / K[j, j];
            }
        }
        double quad = 0;
        Span<double> z = stackalloc double[16];
        for (int i = 0; i < n; i++)
        {
            double v = y[i];
            for (int k = 0; k < i; k++) v -= K[i, k] * z[k];
            z[i] = v / K[i, i];
            quad += z[i] * z[i];
        }
        return 0.5 * quad + 0.5 * logDet + 0.5 * n * Math.Log(2 * Math.PI);
    }

    [Differentiable(Derivatives.All)]
    public static double SolveWithPivoting(double[,] a, double[] b)
    {
        int n = b.Length;
        double[,] m = (double[,])a.Clone();
        double[] x = (double[])b.Clone();
        for (int c = 0; c < n; c++)
        {
            int p = c;
            for (int r = c + 1; r < n; r++)
                if (Math.Abs(m[r, c]) > Math.Abs(m[p, c])) p = r;
            if (p != c)
            {
                for (int k = c; k < n; k++) (m[p, k], m[c, k]) = (m[c, k], m[p, k]);
                (x[p], x[c]) = (x[c], x[p]);
            }
            for (int r = c + 1; r < n; r++)
            {
                double f = m[r, c] / m[c, c];
                for (int k = c; k < n; k++) m[r, k] -= f * m[c, k];
                x[r] -= f * x[c];
            }
        }
        double norm = 0;
        for (int r = n - 1; r >= 0; r--)
        {
            for (int k = r + 1; k < n; k++) x[r] -= m[r, k] * x[k];
            x[r] /= m[r, r];
            norm += x[r] * x[r];
        }
        return norm;
    }

    public static IEnumerable<object?[]> GaussianProcessInputs(Numbers n) =>
        from count in new[] { 0, 1, 2, 5 } select new object?[] { n.Vector(count, -2, 2), n.Vector(count), 0.7, 0.5 };

    public static IEnumerable<object?[]> SolveWithPivotingInputs(Numbers n) =>
        from count in new[] { 0, 1, 2, 4 } select new object?[] { Turned(n, count), n.Vector(count) };

    // The largest element of every column is not on the diagonal, unless there is only one.
    private static double[,] Turned(Numbers n, int count)
    {
        double[,] a = n.Matrix(count, count);
        for (int i = 0; i < count; i++)
            a[i, (i + 1) % count] += 3;
        return a;
    }
}
