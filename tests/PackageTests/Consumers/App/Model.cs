using DiffGen;

namespace App;

/// <summary>A loss as the README has it, and its neighbours.</summary>
public static partial class Model
{
    /// <summary>Logistic regression.</summary>
    /// <param name="w">Weights.</param>
    /// <param name="x">Features.</param>
    /// <param name="y">Labels.</param>
    [Differentiable(Derivatives.All)]
    public static double LogLoss(double[] w, [Constant] double[,] x, [Constant] double[] y)
    {
        ArgumentNullException.ThrowIfNull(w);
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double t = 0;
            for (int k = 0; k < w.Length; k++)
                t += w[k] * x[i, k];
            loss += Math.Log(1 + Math.Exp(-y[i] * t));
        }
        return loss;
    }

    /// <summary>In place, with what goes onto a tape.</summary>
    /// <param name="x">Updated.</param>
    /// <param name="y">Read.</param>
    [Differentiable(Derivatives.Adjoint | Derivatives.Tangent)]
    public static double Recurrence(Span<double> x, ReadOnlySpan<double> y)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] = Math.Sin(x[i - 1] * x[i]) + y[i];
        double s = x[^1];
        while (s < 100)
            s = s * s + 1.5;
        return s;
    }

    /// <summary>Single precision.</summary>
    /// <param name="x">A vector.</param>
    [Differentiable]
    public static float Single(ReadOnlySpan<float> x)
    {
        float sum = 0;
        foreach (float t in x)
            sum += MathF.Exp(t) * t;
        return sum;
    }
}
