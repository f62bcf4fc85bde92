using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Values handed from trip to trip, in scalars and in arrays.</summary>
public static partial class Recurrences
{
    [Differentiable(Derivatives.All)]
    public static double Fibonacci(double a, double b, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double next = a * 0.5 + b * b * 0.3;
            a = b;
            b = next;
        }
        return b;
    }

    public static IEnumerable<object?[]> FibonacciInputs(Numbers n) =>
        from count in new[] { -1, 0, 1, 2, 7 } select new object?[] { n.Scalar(), n.Scalar(), count };

    [Differentiable(Derivatives.All)]
    public static double StateAndFlag(double[] x)
    {
        double state = 0.1, sum = 0;
        bool rising = true;
        int turns = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double before = state;
            state = rising ? state * 0.5 + x[i] : state * state - x[i];
            rising = i % 3 != 1 && state > before;
            turns += rising ? 0 : 1;
            sum += state * turns;
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Recurrent(double[] x)
    {
        double[] h = new double[2];
        double sum = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double h0 = Math.Tanh(0.5 * h[0] - 0.3 * h[1] + x[t]);
            double h1 = Math.Tanh(0.2 * h[0] + 0.7 * h[1] - x[t] * x[t]);
            h[0] = h0;
            h[1] = h1;
            sum += h0 * h1;
        }
        return sum + h[0];
    }

    [Differentiable(Derivatives.All)]
    public static double Table(double[] x)
    {
        double[,] best = new double[x.Length + 1, x.Length + 1];
        for (int i = 1; i <= x.Length; i++)
        {
            for (int j = 1; j <= x.Length; j++)
                best[i, j] = Math.Log(Math.Exp(best[i - 1, j]) + Math.Exp(best[i, j - 1])) + x[i - 1] * x[j - 1];
        }
        return best[x.Length, x.Length];
    }

    [Differentiable(Derivatives.All)]
    public static double PowerByRepeatedSquaring(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double square = x[i], power = 1;
            int n = 11 + i;
            for (int bit = 0; bit < 5; bit++)
            {
                if ((n & 1) != 0)
                    power *= square;
                square *= square;
                n >>= 1;
            }
            sum += power;
        }
        return sum;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.AwayFromZero(e) };
}
