using DiffGen.NumericTests.Harness;
using DiffGen.NumericTests.Programs.Elsewhere;

namespace DiffGen.NumericTests.Programs;

/// <summary>Helper methods: nested, with loops, with arrays, by reference, in other classes.</summary>
public static partial class Helpers
{
    [Differentiable(Derivatives.All)]
    public static double FourDeep(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += First(x[i], i) * First(sum, 2);
        return sum;
    }

    private static double First(double t, int n) => Second(t, n) + t;

    private static double Second(double t, int n) => n % 2 == 0 ? Third(t * t) : Third(Math.Sin(t));

    private static double Third(double t)
    {
        double u = 0.1 * t;
        for (int i = 0; i < 3; i++)
            u = Fourth(u) * (1 + t);
        return u;
    }

    private static double Fourth(double t) => Math.Tanh(t);

    [Differentiable(Derivatives.All)]
    public static double ArrayArguments(double[] x)
    {
        double[] y = new double[x.Length];
        Square(x, y);
        Square(y, y.Length);
        return Inner(x, y) + Inner(y, y) * InnerOfSpans(x, y);
    }

    private static void Square(double[] from, double[] to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = from[i] * from[i];
    }

    private static void Square(double[] values, int count)
    {
        for (int i = 0; i < count; i++)
            values[i] *= 0.5 + values[i];
    }

    private static double Inner(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double InnerOfSpans(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[a.Length - 1 - i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ByReference(double[] x)
    {
        double sum = 0, product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            Split(x[i], out double sine, out double cosine);
            double factor = x[i];
            Accumulate(ref sum, ref product, sine * cosine, in factor);
            Scale(ref factor);
            x[i] = factor;
        }
        return sum * product;
    }

    private static void Split(double t, out double sine, out double cosine)
    {
        sine = Math.Sin(t);
        cosine = Math.Cos(t);
    }

    private static void Accumulate(ref double sum, ref double product, double value, in double factor)
    {
        sum += value;
        product *= factor + 2;
    }

    private static void Scale(ref double value) => value *= value;

    [Differentiable(Derivatives.All)]
    public static double InOtherClasses(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Activation.Sigmoid(x[i]) * Activation.Softplus(sum);
        return sum + Activation.Scale * x.Length;
    }

    [Differentiable(Derivatives.All)]
    public static double NamedAndDefaultArguments(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Weighted(value: x[i]) - Weighted(weight: sum, value: x[i] * x[i]);
        return sum;
    }

    private static double Weighted(double value, double weight = 1.5) => value * weight;

    [Differentiable(Derivatives.All)]
    public static double OfADifferentiableMethod(double[] x) => InOtherClasses(x) * InOtherClasses(x);

    [Differentiable(Derivatives.All)]
    public static double WithScratchInALoop(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Powers(x[i] + 0.1 * sum, i);
        return sum;
    }

    private static double Powers(double t, int n)
    {
        double[] power = new double[n + 1];
        power[0] = 1;
        for (int k = 1; k <= n; k++)
            power[k] = power[k - 1] * t;
        return power[n] + power[n / 2];
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static double OfRowsAndMatrices(double[][] rows, double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
            sum += Inner(rows[i], rows[rows.Length - 1 - i]) * Trace(a);
        return sum;
    }

    private static double Trace(double[,] a)
    {
        double trace = 0;
        for (int i = 0; i < a.GetLength(0); i++)
            trace += a[i, i];
        return trace;
    }

    public static IEnumerable<object?[]> OfRowsAndMatricesInputs(Numbers n) =>
        from s in new int[][] { [], [2], [3, 3], [1, 1, 1] } select new object?[] { n.Rows(s), n.Matrix(s.Length + 1, s.Length + 1) };

    /// <summary>A method that calls itself is called where nothing ever comes: nothing is left of it, so the array is not written.</summary>
    [Differentiable(Derivatives.All)]
    public static double NeverCalled(double[] x, double a)
    {
        if (Math.Max(1.5, 0.5) < 1)
            ScaleDown(x, 3);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += a * x[i] * x[i];
        return sum;
    }

    public static IEnumerable<object?[]> NeverCalledInputs(Numbers n) => from length in new[] { 0, 1, 3 } select new object?[] { n.Vector(length), n.Scalar() };

    private static void ScaleDown(double[] x, int depth)
    {
        if (depth == 0)
            return;
        x[0] *= 0.5;
        ScaleDown(x, depth - 1);
    }
}
