using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Dynamic programming along sequences.</summary>
public static partial class Sequence
{
    private static double LogSumExp(ReadOnlySpan<double> v)
    {
        double max = v[0];
        foreach (double x in v) if (x > max) max = x;
        double s = 0;
        foreach (double x in v) s += Math.Exp(x - max);
        return max + Math.Log(s);
    }

    [Differentiable(Derivatives.All)]
    public static double Hmm(double[] start, double[,] transition, double[,] emission, int[] observed)
    {
        int states = start.Length;
        Span<double> alpha = stackalloc double[8];
        Span<double> next = stackalloc double[8];
        Span<double> terms = stackalloc double[8];
        for (int s = 0; s < states; s++) alpha[s] = start[s] + emission[s, observed[0]];
        for (int t = 1; t < observed.Length; t++)
        {
            for (int s = 0; s < states; s++)
            {
                for (int r = 0; r < states; r++) terms[r] = alpha[r] + transition[r, s];
                next[s] = LogSumExp(terms[..states]) + emission[s, observed[t]];
            }
            next[..states].CopyTo(alpha);
        }
        return -LogSumExp(alpha.Slice(0, states));
    }

    [Differentiable(Derivatives.All)]
    public static double SoftDtw(double[] a, double[] b, double gamma)
    {
        int n = a.Length, m = b.Length;
        double[,] r = new double[n + 1, m + 1];
        for (int i = 0; i <= n; i++) for (int j = 0; j <= m; j++) r[i, j] = 1e10;
        r[0, 0] = 0;
        for (int i = 1; i <= n; i++)
            for (int j = 1; j <= m; j++)
            {
                double x = -r[i - 1, j - 1] / gamma, y = -r[i - 1, j] / gamma, z = -r[i, j - 1] / gamma;
                double mx = Math.Max(x, Math.Max(y, z));
                double d = a[i - 1] - b[j - 1];
                r[i, j] = d * d - gamma * (Math.Log(Math.Exp(x - mx) + Math.Exp(y - mx) + Math.Exp(z - mx)) + mx);
            }
        return r[n, m];
    }

    [Differentiable(Derivatives.All)]
    public static double Spline(double[] knots, double[] values, [Constant] double[] queries)
    {
        double total = 0;
        foreach (double q in queries)
        {
            int lo = 0, hi = knots.Length - 1;
            while (hi - lo > 1)
            {
                int mid = (lo + hi) / 2;
                if (knots[mid] <= q) lo = mid; else hi = mid;
            }
            double t = (q - knots[lo]) / (knots[hi] - knots[lo]);
            total += Math.Pow(values[lo] * (1 - t) + values[hi] * t, 2);
        }
        return total;
    }

    public static IEnumerable<object?[]> HmmInputs(Numbers n) =>
        from s in new[] { (1, 1), (2, 3), (3, 4) } select new object?[] { n.Vector(s.Item1), n.Matrix(s.Item1, s.Item1), n.Matrix(s.Item1, 2), n.Indices(s.Item2, 2) };

    public static IEnumerable<object?[]> SoftDtwInputs(Numbers n) =>
        from s in new[] { (1, 1), (2, 3), (4, 3) } select new object?[] { n.Vector(s.Item1), n.Vector(s.Item2), 0.5 };

    public static IEnumerable<object?[]> SplineInputs(Numbers n) =>
        from k in new[] { 2, 3, 6 } select new object?[] { Enumerable.Range(0, k).Select(i => i + n.Scalar(-0.2, 0.2)).ToArray(), n.Vector(k), n.Vector(4, 0, k - 1) };
}
