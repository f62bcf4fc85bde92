using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Branches: taken and not, nested, in loops, with short-circuit conditions.</summary>
public static partial class Branches
{
    [Differentiable(Derivatives.All)]
    public static double IfElse(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i];
            if (t > 0)
            {
                t = t * t;
                if (i % 2 == 0)
                    sum += t * sum;
                else
                    t += sum;
            }
            else if (t < -0.7)
            {
                sum *= 0.9 + t;
            }
            sum += t;
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Conditional(double[] x)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
            sum = x[i] > 0 ? sum * x[i] : i > 2 ? x[i] > -0.6 ? Math.Exp(sum * 0.1) : sum : x[i] * x[i] + sum;
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ShortCircuit(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (i > 0 && x[i - 1] > 0 || x[i] < 0 && i + 1 < x.Length && x[i + 1] < 0)
                sum += x[i] * x[i];
            bool even = i % 2 == 0, odd = !even;
            if (odd & x[i] > 0 | even ^ i == 2)
                sum += sum * x[i];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double WritesInBranches(double[] x)
    {
        double[] y = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                y[i] = x[i] * x[i];
            else
                y[i + 1] += Math.Sin(x[i]);
            if (i > 1)
                y[i] *= y[i - 1];
        }
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double LargestOf(double[] x)
    {
        double largest = double.NegativeInfinity;
        int at = -1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > largest)
            {
                largest = x[i];
                at = i;
            }
        }
        return at < 0 ? 0 : largest * x[at] + at;
    }

    [Differentiable(Derivatives.All)]
    public static double OuterBranch(double[] x)
    {
        double s = 0.5;
        if (x.Length > 2)
        {
            for (int i = 0; i < x.Length; i++)
                s = s * x[i] + Math.Cos(s);
        }
        else
        {
            for (int i = x.Length - 1; i >= 0; i--)
                s += s * s * x[i];
        }
        return s;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) =>
        from e in new[] { 0, 1, 2, 3, 4, 7, 7, 7 } select new object?[] { n.AwayFromZero(e) };
}
