using System;
using DiffGen;

public static partial class Guards
{
    [Differentiable]
    public static double MeanLog(double[] x, int n)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (n <= 0 || n > x.Length)
            throw new ArgumentOutOfRangeException(nameof(n), n, $"There are {x.Length} numbers.");
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += x[i] > 0 ? Math.Log(x[i]) : throw new ArgumentException($"Number {i} is {x[i]}.", nameof(x));
        return sum / n;
    }
}
