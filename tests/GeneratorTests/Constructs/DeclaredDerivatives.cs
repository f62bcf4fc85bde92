using System;
using DiffGen;

public static partial class DeclaredDerivatives
{
    public static double Energy(double[] x, double[] weights, double phi)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(weights[i]) * x[i] * x[i];
        return sum * Math.Sin(phi);
    }

    // Nothing is computed for the weights, and the value is not returned: the sum is not even needed.
    [GradientOf(nameof(Energy))]
    static partial void Force(double[] x, double[] weights, double phi, double[] dx);

    // Only dPhi: no loop in reverse.
    [GradientOf(nameof(Energy))]
    public static partial double Torque(double[] x, double[] weights, double phi, out double dPhi);

    [AdjointOf(nameof(Energy))]
    internal static partial double Everything(double[] x, double[] weights, double phi, double seed, Span<double> dx, double[] dWeights, ref double dPhi);

    /// <summary>How the energy changes when the weights do.</summary>
    [TangentOf(nameof(Energy))]
    private static partial double Change(double[] x, double[] weights, double phi, double[] weightsDot, out double tangent);

    public static void Smooth(Span<double> y, double rate, out double last)
    {
        last = 0;
        for (int i = 1; i < y.Length; i++)
            y[i] += rate * y[i - 1];
        if (y.Length > 0)
            last = y[y.Length - 1];
    }

    // The seed is that of the last element alone.
    [AdjointOf(nameof(Smooth))]
    public static partial void LastByRate(Span<double> y, double rate, out double last, ref double dRate, double dLast);

    [TangentOf(nameof(Smooth))]
    public static partial void AlongRate(Span<double> y, double rate, out double last, Span<double> yDot, double rateDot, out double lastDot);
}
