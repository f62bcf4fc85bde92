using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Whole functions as people write them: several constructs at once.</summary>
public static partial class Everyday
{
    [Differentiable(Derivatives.All)]
    public static double TwoLayerNetwork(double[,] w1, double[] b1, double[,] w2, [Constant] double[] x, int label)
    {
        int hidden = w1.GetLength(0), classes = w2.GetLength(0);
        double[] h = new double[hidden];
        for (int i = 0; i < hidden; i++)
        {
            double t = b1[i];
            for (int j = 0; j < x.Length; j++)
                t += w1[i, j] * x[j];
            h[i] = t > 0 ? t : 0.01 * t;
        }
        double[] z = new double[classes];
        double max = double.NegativeInfinity;
        for (int c = 0; c < classes; c++)
        {
            for (int i = 0; i < hidden; i++)
                z[c] += w2[c, i] * h[i];
            max = Math.Max(max, z[c]);
        }
        double total = 0;
        for (int c = 0; c < classes; c++)
            total += Math.Exp(z[c] - max);
        return Math.Log(total) + max - z[label];
    }

    public static IEnumerable<object?[]> TwoLayerNetworkInputs(Numbers n) =>
        from s in new[] { (1, 1, 1), (3, 2, 4), (0, 2, 1), (2, 0, 3) }
        select new object?[] { n.Matrix(s.Item1, s.Item2), n.Vector(s.Item1), n.Matrix(s.Item3, s.Item1), n.Vector(s.Item2), s.Item3 - 1 };

    [Differentiable(Derivatives.All)]
    public static double GaussianLikelihood([Constant] double[,] factor, double[,] a, double[] b)
    {
        int n = b.Length;
        double logDeterminant = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j] + (i == j ? 4 : 0);
                for (int k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
            logDeterminant += 2 * Math.Log(factor[i, i]);
        }
        double[] y = new double[n];
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            double t = b[i];
            for (int k = 0; k < i; k++)
                t -= factor[i, k] * y[k];
            y[i] = t / factor[i, i];
            norm += y[i] * y[i];
        }
        return -0.5 * (norm + logDeterminant);
    }

    public static IEnumerable<object?[]> GaussianLikelihoodInputs(Numbers n) =>
        from e in new[] { 0, 1, 2, 3, 5 } select new object?[] { n.Matrix(e, e), n.Matrix(e, e, -0.5, 0.5), n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static void HeatEquation(double[,] u, double[] kappa, int steps, double dt)
    {
        int n = u.GetLength(1);
        for (int s = 0; s < steps; s++)
        {
            int from = s % 2, to = 1 - from;
            for (int i = 0; i < n; i++)
            {
                double left = i > 0 ? u[from, i - 1] : 0, right = i < n - 1 ? u[from, i + 1] : 0;
                u[to, i] = u[from, i] + dt * kappa[i] * (left - 2 * u[from, i] + right) * (1 + u[from, i]);
            }
        }
    }

    public static IEnumerable<object?[]> HeatEquationInputs(Numbers n) =>
        from e in Extents.Few from steps in new[] { 0, 1, 4 } select new object?[] { n.Matrix(2, e), n.Vector(e), steps, 0.1 };

    [Differentiable(Derivatives.All)]
    public static void Leapfrog(Span<double> q, Span<double> p, ReadOnlySpan<double> mass, double step, int steps)
    {
        for (int s = 0; s < steps; s++)
        {
            for (int i = 0; i < q.Length; i++)
                p[i] -= step * Math.Sin(q[i]);
            for (int i = 0; i < q.Length; i++)
                q[i] += step * p[i] / mass[i];
        }
    }

    public static IEnumerable<object?[]> LeapfrogInputs(Numbers n) =>
        from e in Extents.Few from steps in new[] { -1, 0, 3 } select new object?[] { n.Vector(e), n.Vector(e), n.Vector(e, 1, 2), n.Scalar(0.05, 0.2), steps };

    [Differentiable(Derivatives.All)]
    public static double KernelSum(double[][] points, double[] weight, double width)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = i + 1; j < points.Length; j++)
            {
                double distance = 0;
                for (int k = 0; k < points[i].Length; k++)
                {
                    double d = points[i][k] - points[j][k];
                    distance += d * d;
                }
                sum += weight[i] * weight[j] * Math.Exp(-distance / (2 * width * width));
            }
        }
        return sum;
    }

    public static IEnumerable<object?[]> KernelSumInputs(Numbers n) =>
        from s in new[] { (0, 0), (1, 2), (2, 3), (4, 2), (3, 0) }
        select new object?[] { n.Rows([.. Enumerable.Repeat(s.Item2, s.Item1)]), n.Vector(s.Item1), n.Scalar(1, 2) };

    [Differentiable(Derivatives.All)]
    public static double Convolution(double[,] image, double[,] kernel, int offset)
    {
        double sum = 0;
        for (int i = 0; i <= image.GetLength(0) - kernel.GetLength(0); i += 2)
        {
            for (int j = 0; j <= image.GetLength(1) - kernel.GetLength(1); j += 3)
            {
                double t = offset * 0.5;
                for (int a = 0; a < kernel.GetLength(0); a++)
                {
                    for (int b = kernel.GetLength(1) - 1; b >= 0; b--)
                        t += image[i + a, j + b] * kernel[a, b];
                }
                sum += Math.Max(t, -10) * t;
            }
        }
        return sum;
    }

    public static IEnumerable<object?[]> ConvolutionInputs(Numbers n) =>
        from s in new[] { (0, 0, 1, 1), (1, 1, 1, 1), (3, 4, 2, 1), (5, 6, 2, 3), (2, 2, 3, 3) }
        from offset in new[] { 1, 3 }
        select new object?[] { n.Matrix(s.Item1, s.Item2), n.Matrix(s.Item3, s.Item4), offset };
}
