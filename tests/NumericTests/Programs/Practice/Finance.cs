using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Prices of options: a formula with branches, and paths from an integer generator of random numbers.</summary>
public static partial class Finance
{
    private static double Cdf(double x)
    {
        // Abramowitz-Stegun
        double k = 1.0 / (1.0 + 0.2316419 * Math.Abs(x));
        double poly = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
        double w = 1.0 - Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI) * poly;
        return x < 0 ? 1 - w : w;
    }

    public enum OptionType { Call, Put }
    public static double BlackScholes(OptionType type, double s, double k, double r, double vol, double t)
    {
        double d1 = (Math.Log(s / k) + (r + vol * vol / 2) * t) / (vol * Math.Sqrt(t));
        double d2 = d1 - vol * Math.Sqrt(t);
        return type switch
        {
            OptionType.Call => s * Cdf(d1) - k * Math.Exp(-r * t) * Cdf(d2),
            OptionType.Put => k * Math.Exp(-r * t) * Cdf(-d2) - s * Cdf(-d1),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    [Differentiable(Derivatives.All)]
    public static double Calibration(double[] p, [Constant] double[] strikes, [Constant] double[] prices, OptionType type)
    {
        double sum = 0;
        for (int i = 0; i < strikes.Length; i++)
        {
            double m = strikes[i] - 1;
            double vol = p[0] + p[1] * m + p[2] * m * m;
            double e = BlackScholes(type, 1.0, strikes[i], p[3], vol, 0.5) - prices[i];
            sum += e * e;
        }
        return sum / strikes.Length;
    }

    [Differentiable(Derivatives.All)]
    public static double MonteCarlo(double s0, double vol, double r, int paths, int steps)
    {
        ulong state = 12345;
        double total = 0, dt = 1.0 / steps;
        for (int p = 0; p < paths; p++)
        {
            double s = s0; bool alive = true;
            for (int t = 0; t < steps; t++)
            {
                double z = 0;
                for (int k = 0; k < 4; k++)
                {
                    state = state * 6364136223846793005UL + 1442695040888963407UL;
                    z += (state >> 11) / 9007199254740992.0 - 0.5;
                }
                z *= Math.Sqrt(3.0);
                s *= Math.Exp((r - 0.5 * vol * vol) * dt + vol * Math.Sqrt(dt) * z);
                if (s > 1.6) { alive = false; break; }
            }
            if (!alive) continue;
            total += Math.Max(s - 1.0, 0);
        }
        return Math.Exp(-r) * total / paths;
    }

    public static IEnumerable<object?[]> CalibrationInputs(Numbers n) =>
        from k in new[] { 1, 2, 3 }
        from type in new[] { OptionType.Call, OptionType.Put }
        select new object?[] { new[] { 0.3, 0.1, 0.2, 0.02 }, n.Vector(k, 0.8, 1.2), n.Vector(k, 0.05, 0.2), type };

    public static IEnumerable<object?[]> MonteCarloInputs(Numbers n) =>
        from size in new[] { (1, 1), (3, 2), (8, 4) } select new object?[] { 1.25, 0.1, 0.05, size.Item1, size.Item2 };
}
