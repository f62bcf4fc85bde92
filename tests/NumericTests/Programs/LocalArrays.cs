using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Arrays that live in the method: on the stack, from the pool, in one to three dimensions, with initialisers.</summary>
public static partial class LocalArrays
{
    [Differentiable(Derivatives.All)]
    public static double Vector(double[] x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            t[i] = Math.Sin(x[i]) * x[i];
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
            sum += t[i] * t[t.Length - 1 - i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Matrix(double[] x)
    {
        var t = new double[x.Length, x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j <= x.Length; j++)
                t[i, j] += x[i] * j;
        }
        double sum = 0;
        for (int i = 0; i < t.GetLength(0); i++)
        {
            for (int j = 0; j < t.GetLength(1); j++)
                sum += t[i, j] * Math.Exp(t[i, j] / 20);
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Cube(double[] x)
    {
        double[,,] t = new double[x.Length, 2, x.Length + 1];
        for (int i = 0; i < t.GetLength(0); i++)
        {
            for (int j = 0; j < t.GetLength(1); j++)
            {
                for (int k = 0; k < t.GetLength(2); k++)
                    t[i, j, k] = x[i] * (j + 1) + k * x[i] * x[i];
            }
        }
        double product = 1;
        for (int i = 0; i < x.Length; i++)
            product *= 1 + 0.1 * t[i, 1, i] * t[i, 0, 0];
        return product;
    }

    [Differentiable(Derivatives.All)]
    public static double ConstantSize(double[] x)
    {
        double[] power = new double[4];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            power[0] = 1;
            for (int k = 1; k < 4; k++)
                power[k] = power[k - 1] * x[i];
            sum += power[3] - power[2] * power[1];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double StackAllocated(double[] x)
    {
        Span<double> t = stackalloc double[3];
        for (int i = 0; i < x.Length; i++)
            t[i % 3] += x[i] * x[i];
        return t[0] * t[1] + t[1] * t[2] + Math.Cos(t[2]);
    }

    [Differentiable(Derivatives.All)]
    public static double StackAllocatedOfAnySize(double[] x)
    {
        Span<double> t = stackalloc double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            t[i] = x[i] * x[i];
            sum += t[i] * t[i / 2];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Initialised(double[] x)
    {
        double[] weight = { 0.5, 1, 2.5 };
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] t = new[] { x[i], x[i] * x[i], weight[i % 3] };
            sum += t[0] * t[1] * t[2];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ClearedInEachTrip(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] bucket = new double[x.Length];
            for (int j = 0; j <= i; j++)
                bucket[j % 2] += x[j];
            sum += bucket[0] * bucket[i > 0 ? 1 : 0];
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double IndexArray(double[] x)
    {
        int[] order = new int[x.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = (i * 3 + 1) % order.Length;
        double sum = 0;
        for (int i = 0; i < order.Length; i++)
            sum += x[order[i]] * x[i] * x[i];
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double WideExtents(double[] x)
    {
        long size = x.Length;
        double[] t = new double[size];
        double[,] u = new double[size + 1, (uint)2];
        double sum = 0;
        for (long i = 0; i < size; i++)
        {
            t[i] = x[i] * x[i];
            u[i, 1] = t[size - 1 - i] * t[i];
            sum += u[i, 1];
        }
        return sum;
    }

    // Of loops that count in different types, what is kept has a place for every trip of all.
    [Differentiable(Derivatives.All)]
    public static double CountedInDifferentTypes(double[] x)
    {
        long size = x.Length;
        double sum = 0;
        for (int round = 0; round < 2; round++)
        {
            for (long i = 0; i < size; i++)
            {
                for (uint k = 0; k < 3; k++)
                    sum = 0.5 * sum * x[i] + x[size - 1 - i] * k;
            }
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double CopiedAndRestored(double[] x)
    {
        double[] t = new double[x.Length];
        double sum = 0;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < x.Length; i++)
                t[i] = round == 0 ? x[i] : t[i] * t[i] + x[i];
            for (int i = 0; i < x.Length; i++)
                sum += t[i];
        }
        return sum;
    }

    // Layers that start from the caller's array.
    [Differentiable(Derivatives.All)]
    public static double FromTheCallers(double[] x)
    {
        double[] h = x;
        for (int l = 0; l < x.Length; l++)
            h = Mixed(h, 0.3 * l + 0.1);
        double sum = 0;
        for (int i = 0; i < h.Length; i++)
            sum += h[i] * x[i];
        return sum;
    }

    private static double[] Mixed(double[] h, double rate)
    {
        var next = new double[h.Length];
        for (int i = 0; i < next.Length; i++)
            next[i] = Math.Sin(h[i]) + rate * h[(i + 1) % h.Length];
        return next;
    }

    [Differentiable(Derivatives.All)]
    public static double AnotherIfLong(double[] x)
    {
        ReadOnlySpan<double> h = x.AsSpan(x.Length / 2);
        if (h.Length > 1)
            h = Squared(h);
        double sum = 0;
        foreach (double v in h)
            sum += v * v * x[0];
        return sum;
    }

    private static double[] Squared(ReadOnlySpan<double> h)
    {
        var squared = new double[h.Length];
        for (int i = 0; i < h.Length; i++)
            squared[i] = h[i] * h[i];
        return squared;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };
}
