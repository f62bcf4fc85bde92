using DiffGen;

namespace Newton;

/// <summary>Rosenbrock's curved valley, chained: Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²; the minimum is 0 at (1, …, 1).</summary>
internal static partial class Rosenbrock
{
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Valley(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double across = x[i + 1] - x[i] * x[i];
            double along = 1 - x[i];
            sum += 100 * across * across + along * along;
        }
        return sum;
    }

    public static Problem Of(int n)
    {
        var start = new double[n];
        for (int i = 0; i < n; i++)
            start[i] = i % 2 == 0 ? -1.2 : 1;
        return new Problem(
            $"Rosenbrock, n = {n}", start, Valley, (x, g) => ValleyGradient(x, g), (x, v, g, hv) => ValleyHessianVectorProduct(x, v, g, hv));
    }
}
