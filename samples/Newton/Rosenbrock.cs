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

    /// <summary>In the plane from the classical start; in more dimensions from 0, on this side of a second, local minimum near (−1, 1, …, 1).</summary>
    public static Problem Of(int n) => new(
        $"Rosenbrock, n = {n}",
        n == 2 ? [-1.2, 1] : new double[n],
        Valley,
        (x, g) => ValleyGradient(x, g),
        (x, v, g, hv) => ValleyHessianVectorProduct(x, v, g, hv));
}
