using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Loops whose number of trips only they themselves can tell: none, one, two, three and more.</summary>
public static partial class Whiles
{
    [Differentiable(Derivatives.All)]
    public static double Newton(double a, double start)
    {
        double x = start;
        while (Math.Abs(x * x - a) > 0.1)
            x = 0.5 * (x + a / x);
        return x;
    }

    public static IEnumerable<object?[]> NewtonInputs(Numbers n) =>
        [[1.44, 1.2], [1.7, 1.2], [2.0, 1.0], [9.0, 1.0], [1e4, 1.0]];

    [Differentiable(Derivatives.All)]
    public static double Series(double x)
    {
        double term = x, sum = x;
        int k = 1;
        do
        {
            term *= -x * x / ((2 * k) * (2 * k + 1));
            sum += term;
            k++;
        }
        while (Math.Abs(term) > 1e-8);
        return sum;
    }

    public static IEnumerable<object?[]> SeriesInputs(Numbers n) => from x in new[] { 0.01, 0.3, 1.7, -3.1 } select new object?[] { x };

    // The user's own flag: another test before the first trip than after each.
    [Differentiable(Derivatives.All)]
    public static double ThereAndBack(double x, double limit)
    {
        bool more = x < limit;
        double sum = 0;
        while (more)
        {
            sum += x * x;
            x = x < limit ? x + 4 * limit : x * 0.6;
            more = x > limit;
        }
        return sum - x;
    }

    public static IEnumerable<object?[]> ThereAndBackInputs(Numbers n) => from x in new[] { 3.2, 0.5, -2.7, -4.1, -1.7 } select new object?[] { x, 1.3 };

    // Collatz: data decides how often each inner loop runs.
    [Differentiable(Derivatives.All)]
    public static double Ragged(double[] x, int[] counts, double rate)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            int c = counts[i];
            while (c > 0)
            {
                y = Math.Sin(y) * rate + sum;
                c = c % 2 == 0 ? c / 2 : c - 1;
            }
            sum += y * y * 0.1;
        }
        return sum;
    }

    public static IEnumerable<object?[]> RaggedInputs(Numbers n) =>
        from e in new[] { 0, 1, 2, 3, 5 } select new object?[] { n.Vector(e), Enumerable.Range(0, e).Select(i => (i * 5) % 7).ToArray(), 0.8 };

    // Bubble sort until nothing moves: swaps in place, decided by data.
    [Differentiable(Derivatives.All)]
    public static double Sorted(double[] x, double[] weights)
    {
        bool swapped = true;
        while (swapped)
        {
            swapped = false;
            for (int i = 1; i < x.Length; i++)
            {
                if (x[i - 1] > x[i])
                {
                    (x[i - 1], x[i]) = (x[i], x[i - 1]);
                    swapped = true;
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += weights[i] * x[i] * x[i];
        return sum;
    }

    public static IEnumerable<object?[]> SortedInputs(Numbers n) => from e in new[] { 0, 1, 2, 3, 6 } select new object?[] { n.Vector(e), n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static void Diffuse(Span<double> u, double rate, [Constant] double tolerance)
    {
        double change;
        int sweeps = 0;
        do
        {
            change = 0;
            for (int i = 1; i < u.Length - 1; i++)
            {
                double old = u[i];
                u[i] += rate * (u[i - 1] - 2 * old + u[i + 1]);
                change += Math.Abs(u[i] - old);
            }
            sweeps++;
        }
        while (change > tolerance && sweeps < 6);
    }

    public static IEnumerable<object?[]> DiffuseInputs(Numbers n) => from e in new[] { 0, 1, 2, 3, 4, 7 } select new object?[] { n.Vector(e), 0.3, 1e-9 };
}
