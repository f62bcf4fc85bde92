namespace DiffGen.Runtime;

/// <summary>How large the rounding errors of a function are near a point.</summary>
/// <remarks>
/// Of values at points so close together that a smooth function is a line between them, the differences of order k ≥ 3 hold nothing but
/// errors. If those are independent with variance ε², the k-th differences have variance ε²·(2k)!/(k!)² (Hamming, Introduction to Applied Numerical Analysis,
/// 1971, chapter 6; Moré and Wild, Estimating computational noise, SIAM J. Sci. Comput. 33, 2011).
/// </remarks>
internal static class NoiseLevel
{
    private const int Points = 8;

    /// <summary>An estimate of the error of one value, at least that of rounding it once.</summary>
    /// <param name="line">The function along a line, at distances in units of the scale of the inputs.</param>
    /// <param name="value">The function at distance 0.</param>
    /// <param name="functionBits">The bits of a value.</param>
    /// <param name="inputBits">The bits of the input that has the fewest.</param>
    public static double Of(Func<double, Sample> line, double value, int functionBits, int inputBits)
    {
        double rounding = Math.Abs(value) * Math.Pow(2, -functionBits);
        // The smaller of two, since a kink among the points looks like noise; all on one side, since the point itself may be one.
        double near = Spread(line, Math.Pow(2, inputBits < 53 ? -17 : -36));
        double far = Spread(line, Math.Pow(2, inputBits < 53 ? -15 : -30));
        double spread = double.IsNaN(near) ? far : double.IsNaN(far) ? near : Math.Min(near, far);
        return double.IsNaN(spread) ? 8 * rounding : Math.Max(rounding, 2 * spread);
    }

    private static double Spread(Func<double, Sample> line, double spacing)
    {
        double spread = OneSided(line, spacing);
        return double.IsNaN(spread) ? OneSided(line, -spacing) : spread;
    }

    private static double OneSided(Func<double, Sample> line, double spacing)
    {
        var differences = new double[Points];
        for (int i = 0; i < Points; i++)
            differences[i] = line(spacing * (i + 1)).Value;

        // In units of the largest, so that squares of huge values do not overflow.
        double unit = differences.Max(Math.Abs);
        for (int i = 0; i < Points && unit > 0; i++)
            differences[i] /= unit;

        double least = double.NaN;
        double gamma = 1;
        for (int k = 1; k <= 5; k++)
        {
            double sum = 0;
            for (int i = 0; i < Points - k; i++)
            {
                differences[i] = differences[i + 1] - differences[i];
                sum += differences[i] * differences[i];
            }
            // (k!)²/(2k)! from that of k - 1.
            gamma *= k / (2.0 * (2 * k - 1));
            double estimate = Math.Sqrt(gamma * sum / (Points - k));
            if (k >= 3 && !(estimate >= least))
                least = estimate;
        }
        return least * unit;
    }
}
