using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Counted loops: up and down, every step, bounds that depend on other counters and on parameters.</summary>
public static partial class Loops
{
    [Differentiable(Derivatives.All)]
    public static double Steps(double[] x)
    {
        double sum = 0, weight = 1;
        for (int i = 0; i < x.Length; i += 2)
            sum += weight * x[i] * x[i];
        for (int i = 1; i <= x.Length - 1; i += 3)
            weight += sum * x[i];
        for (int i = x.Length - 1; i >= 0; i--)
            sum = sum * 0.5 + x[i] * weight;
        for (int i = x.Length - 1; i > 0; i -= 2)
            sum += x[i] * x[i - 1] * sum;
        for (int i = x.Length; i > 0; i -= 3)
            weight *= 1 + 0.1 * x[i - 1];
        return sum * weight;
    }

    public static IEnumerable<object?[]> StepsInputs(Numbers n) => from e in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 10 } select new object?[] { n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static double Triangular(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i; j < x.Length; j++)
                sum += x[i] * x[j] * (j - i + 1);
            for (int j = 0; j < i; j++)
                sum -= x[j] * Math.Sin(x[i]);
            for (int j = i - 1; j >= 0; j -= 2)
                sum += sum * 0.1 * x[j];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Shifted(double[] x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length - 1; i++)
            sum += x[i - 1] * x[i] * x[i + 1];
        for (int i = -2; i <= x.Length - 3; i++)
            sum += x[i + 2] * x[x.Length - 3 - i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Nested(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double t = s;
            for (int j = 0; j < 3; j++)
            {
                t = Math.Sin(t) + x[i] * t;
                for (int k = j; k < 2; k++)
                    s += 0.1 * t * s;
            }
            s = t * s;
        }
        return s;
    }

    [Differentiable(Derivatives.All)]
    public static double SumOfNothingKept(double[] x)
    {
        double last = 0;
        for (int i = 0; i < x.Length; i++)
            last = x[i] * x[i];
        return last;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static double LimitIsAParameter(double x, int from, int to)
    {
        double s = x;
        for (int i = from; i < to; i++)
            s = Math.Sin(s) + 0.1 * i * x;
        for (int i = to; i >= from; i -= 2)
            s *= 0.9 + 0.1 * x;
        return s;
    }

    public static IEnumerable<object?[]> LimitIsAParameterInputs(Numbers n) =>
        from bounds in new[] { (0, 5), (0, 0), (0, -3), (3, -8), (-4, 2), (7, 7), (6, 7) }
        select new object?[] { n.Scalar(), bounds.Item1, bounds.Item2 };

    [Differentiable(Derivatives.All)]
    public static double LimitIsAnElement(double[] x, int[] count)
    {
        double s = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < count[i]; j++)
                s += Math.Cos(s) * x[i];
        }
        return s;
    }

    public static IEnumerable<object?[]> LimitIsAnElementInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Indices(e, 4) };

    /// <summary>A trip that throws has nothing to hand on.</summary>
    [Differentiable(Derivatives.All)]
    public static double NoTripComesToItsEnd(double[] x, double a)
    {
        for (int i = 0; i < x.Length - 3; i++)
        {
            a *= x[i];
            Fail(ref a);
        }
        return a * a;
    }

    private static void Fail(ref double a) => throw new ArgumentOutOfRangeException(nameof(a), a, "no trip comes to its end");

    public static IEnumerable<object?[]> NoTripComesToItsEndInputs(Numbers n) => from length in new[] { 0, 1, 3 } select new object?[] { n.Vector(length), n.Scalar() };
}
