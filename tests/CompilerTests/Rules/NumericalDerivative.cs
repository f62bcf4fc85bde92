namespace DiffGen.CompilerTests.Rules;

/// <summary>The derivative of a function as a limit of central differences, extrapolated to step 0 (Ridders 1982).</summary>
internal static class NumericalDerivative
{
    private const int Rows = 12;
    private const double Shrink = 1.4;

    /// <summary>The derivative and an estimate of its error.</summary>
    /// <remarks>The first step is a tenth of x, or 0.03, and is made smaller until the function is finite all around.</remarks>
    public static (double Value, double Error) Of(Func<double, double> f, double x)
    {
        double step = 0.1 * Math.Max(Math.Abs(x), 0.3);
        while (!double.IsFinite(f(x + step)) || !double.IsFinite(f(x - step)))
            step /= 2;

        // The best of several first steps: a kink or a singularity nearby spoils the long ones, rounding the short ones.
        (double Value, double Error) best = (double.NaN, double.PositiveInfinity);
        for (int i = 0; i < 8; i++, step /= 4)
        {
            (double Value, double Error) next = Extrapolate(f, x, step);
            if (next.Error < best.Error)
                best = next;
        }

        return best;
    }

    private static (double Value, double Error) Extrapolate(Func<double, double> f, double x, double step)
    {
        double[,] table = new double[Rows, Rows];
        (double Value, double Error) best = (double.NaN, double.PositiveInfinity);
        double rounding = f(x + step) == f(x - step) && f(x) == f(x + step)
            ? 0 // constant between two jumps: nothing is rounded
            : Math.Abs(f(x)) * 1.1e-16;
        for (int i = 0; i < Rows; i++, step /= Shrink)
        {
            double above = x + step, below = x - step;
            table[0, i] = (f(above) - f(below)) / (above - below);
            double factor = Shrink * Shrink;
            for (int j = 1; j <= i; j++, factor *= Shrink * Shrink)
            {
                table[j, i] = ((table[j - 1, i] * factor) - table[j - 1, i - 1]) / (factor - 1);
                double error = Math.Max(Math.Abs(table[j, i] - table[j - 1, i]), Math.Abs(table[j, i] - table[j - 1, i - 1]));
                if (error + (rounding / step) < best.Error)
                    best = (table[j, i], error + (rounding / step));
            }
        }

        return best;
    }
}
