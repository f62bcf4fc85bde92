using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Matrices in and out, sorting.</summary>
public static partial class Image
{
    [Differentiable(Derivatives.All)]
    public static double[,] Convolve(double[,] image, double[,] kernel)
    {
        int h = image.GetLength(0) - kernel.GetLength(0) + 1, w = image.GetLength(1) - kernel.GetLength(1) + 1;
        var result = new double[h, w];
        for (int i = 0; i < h; i++)
            for (int j = 0; j < w; j++)
                for (int a = 0; a < kernel.GetLength(0); a++)
                    for (int b = 0; b < kernel.GetLength(1); b++)
                        result[i, j] += image[i + a, j + b] * kernel[a, b];
        return result;
    }

    [Differentiable(Derivatives.All)]
    public static double Attention(double[,] q, double[,] k, double[,] v, double[,] target)
    {
        int n = q.GetLength(0), m = k.GetLength(0), d = q.GetLength(1);
        double loss = 0;
        var w = new double[m];
        for (int i = 0; i < n; i++)
        {
            double max = double.MinValue;
            for (int j = 0; j < m; j++)
            {
                w[j] = 0;
                for (int c = 0; c < d; c++) w[j] += q[i, c] * k[j, c];
                w[j] /= Math.Sqrt(d);
                max = Math.Max(max, w[j]);
            }
            double sum = 0;
            for (int j = 0; j < m; j++) sum += w[j] = Math.Exp(w[j] - max);
            for (int c = 0; c < v.GetLength(1); c++)
            {
                double o = 0;
                for (int j = 0; j < m; j++) o += w[j] / sum * v[j, c];
                loss += (o - target[i, c]) * (o - target[i, c]);
            }
        }
        return loss;
    }

    [Differentiable]
    public static double Quantile(double[] x, double tau)
    {
        var s = new double[x.Length];
        Array.Copy(x, s, x.Length);
        for (int i = 1; i < s.Length; i++)
        {
            double key = s[i]; int j = i - 1;
            while (j >= 0 && s[j] > key) { s[j + 1] = s[j]; j--; }
            s[j + 1] = key;
        }
        double pos = tau * (s.Length - 1);
        int lo = (int)pos;
        return lo + 1 < s.Length ? s[lo] + (pos - lo) * (s[lo + 1] - s[lo]) : s[lo];
    }

    [Differentiable(Derivatives.All)]
    public static (double Mean, double Variance) Moments(ReadOnlySpan<double> x)
    {
        double mean = 0, m2 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double delta = x[i] - mean;
            mean += delta / (i + 1);
            m2 += delta * (x[i] - mean);
        }
        return (mean, m2 / (x.Length - 1));
    }

    public static IEnumerable<object?[]> ConvolveInputs(Numbers n) =>
        from s in new[] { (1, 1, 1, 1), (3, 4, 2, 2), (4, 3, 1, 3) } select new object?[] { n.Matrix(s.Item1, s.Item2), n.Matrix(s.Item3, s.Item4) };

    public static IEnumerable<object?[]> AttentionInputs(Numbers n) =>
        from s in new[] { (1, 1, 1, 1), (2, 3, 2, 1), (3, 2, 1, 2) }
        select new object?[] { n.Matrix(s.Item1, s.Item3), n.Matrix(s.Item2, s.Item3), n.Matrix(s.Item2, s.Item4), n.Matrix(s.Item1, s.Item4) };

    public static IEnumerable<object?[]> QuantileInputs(Numbers n) =>
        from tau in new[] { 0.1, 0.4, 0.95 } from k in new[] { 1, 2, 5 } select new object?[] { n.Vector(k), tau };

    public static IEnumerable<object?[]> MomentsInputs(Numbers n) => from k in new[] { 2, 3, 7 } select new object?[] { n.Vector(k) };
}
