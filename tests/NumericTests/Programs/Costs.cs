using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>What scratch a derivative needs: none, a constant amount, an amount that the arguments decide.</summary>
public static partial class Costs
{
    [Differentiable(Derivatives.All)]
    public static double NoScratch(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Sin(x[i]) * x[i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ConstantScratch(double[] x)
    {
        double[] t = new double[3];
        for (int i = 0; i < x.Length; i++)
            t[i % 3] += x[i] * x[i];
        return t[0] * t[1] + t[2];
    }

    [Differentiable(Derivatives.All)]
    public static double PooledScratch(double[] x)
    {
        double[] t = new double[x.Length];
        double[,] u = new double[x.Length, 2];
        for (int i = 0; i < x.Length; i++)
        {
            t[i] = i == 0 ? x[i] : Math.Sin(t[i - 1]) + x[i];
            u[i, 1] = t[i] * t[i];
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += u[i, 1] * t[x.Length - 1 - i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Recorded(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
            s = Math.Sin(s) + x[i] * s;
        return s;
    }

    [Differentiable(Derivatives.All)]
    public static double OnTheTape(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i % 3; j++)
                s = Math.Sin(s) + x[i] * s;
        }
        return s;
    }

    [Differentiable(Derivatives.All)]
    public static void InPlace(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] = Math.Sin(x[i] * x[i - 1]);
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in new[] { 0, 1, 2, 3, 300 } select new object?[] { n.Vector(e) };

    /// <summary>Throws where <paramref name="at"/> has an index that <paramref name="x"/> does not.</summary>
    [Differentiable(Derivatives.All)]
    public static double ThrowsLate(double[] x, int[] at)
    {
        double[] t = new double[x.Length];
        double s = 0.5;
        for (int i = 0; i < at.Length; i++)
        {
            for (int j = 0; j <= i % 2; j++)
                s = Math.Sin(s) * x[at[i]];
            t[at[i]] += s * s;
        }
        return s + t[0];
    }

    public static IEnumerable<object?[]> ThrowsLateInputs(Numbers n) => [[n.Vector(400), n.Indices(20, 400)]];
}
