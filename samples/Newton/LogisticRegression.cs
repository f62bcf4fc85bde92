using DiffGen;

namespace Newton;

/// <summary>Logistic regression with a ridge: Σ log(1 + exp(−yᵢ·w·xᵢ)) + λ/2·‖w‖².</summary>
internal static partial class LogisticRegression
{
    /// <param name="w">The weights, d of them.</param>
    /// <param name="x">The features, one row of d for each example.</param>
    /// <param name="y">The labels, 1 or −1.</param>
    /// <param name="ridge">λ.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Loss(double[] w, [Constant] double[,] x, [Constant] double[] y, [Constant] double ridge)
    {
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double t = 0;
            for (int k = 0; k < w.Length; k++)
                t += w[k] * x[i, k];
            t *= -y[i];
            // log(1 + e^t) without an overflow: e^t is only taken of what is not positive.
            loss += t > 0 ? t + Math.Log(1 + Math.Exp(-t)) : Math.Log(1 + Math.Exp(t));
        }
        double norm = 0;
        for (int k = 0; k < w.Length; k++)
            norm += w[k] * w[k];
        return loss + 0.5 * ridge * norm;
    }

    public static Problem Of(int examples, int features)
    {
        var random = new Random(1);
        double[] truth = [.. Enumerable.Range(0, features).Select(_ => random.NextDouble() - 0.5)];
        var x = new double[examples, features];
        var y = new double[examples];
        for (int i = 0; i < examples; i++)
        {
            double t = random.NextDouble() - 0.5;
            for (int k = 0; k < features; k++)
            {
                // Features of scales that are far apart: what makes gradient descent slow.
                x[i, k] = (random.NextDouble() - 0.5) * Math.Pow(10, 2.0 * k / features);
                t += truth[k] * x[i, k];
            }
            y[i] = t > 0 ? 1 : -1;
        }
        return new Problem(
            $"logistic regression, {examples} examples, {features} weights",
            new double[features],
            w => Loss(w, x, y, 1e-2),
            (w, g) => LossGradient(w, x, y, 1e-2, g),
            (w, v, g, hv) => LossHessianVectorProduct(w, x, y, 1e-2, v, g, hv));
    }
}
