using DiffGen;

namespace Losses;

/// <summary>Gated pairs of latent vectors: F = Σ_{i=1..N} Σ_{j=N+1..N+M} h_i h_j φ_i·φ_j, both index ranges in one array.</summary>
public static partial class GatedPairs
{
    /// <summary>The sum over all pairs of one vector of the first N and one of the rest.</summary>
    /// <param name="h">The gates, N+M, each 0 or 1.</param>
    /// <param name="phi">The vectors, (N+M)×K.</param>
    /// <param name="N">How many rows of <paramref name="phi"/> belong to the first range.</param>
    [Differentiable]
    public static double Score([Constant] double[] h, double[,] phi, int N)
    {
        double sum = 0;
        for (int i = 0; i < N; i++)
        {
            for (int j = N; j < phi.GetLength(0); j++)
            {
                double dot = 0;
                for (int k = 0; k < phi.GetLength(1); k++)
                    dot += phi[i, k] * phi[j, k];
                sum += h[i] * h[j] * dot;
            }
        }
        return sum;
    }

    /// <summary>The right hand derivation.</summary>
    /// <remarks>∂F/∂φ_k = h_k Σ_{j>N} h_j φ_j for k ≤ N, and h_k Σ_{i≤N} h_i φ_i for k > N</remarks>
    [GradientOf(nameof(Score))]
    public static void ScoreByHand(double[] h, double[,] phi, int N, double[,] dphi)
    {
        int count = phi.GetLength(0);
        for (int k = 0; k < count; k++)
        {
            var (from, to) = k < N ? (N, count) : (0, N);
            for (int l = 0; l < phi.GetLength(1); l++)
            {
                double sum = 0;
                for (int other = from; other < to; other++)
                    sum += h[other] * phi[other, l];
                dphi[k, l] = h[k] * sum;
            }
        }
    }

    /// <summary>The published formula, which is wrong: the build says so, and how.</summary>
    public static class AsPublished
    {
        /// <summary>WRONG, as published in the question: a summation index stands on the left as a free one.</summary>
        /// <remarks>∂F/∂φ_i = Σ_i Σ_j h_i h_j φ_j. Both sums bind their index, so every row gets the same vector.</remarks>
        [GradientOf(typeof(GatedPairs), nameof(Score))]
        public static void ScoreWrongInTheQuestion(double[] h, double[,] phi, int N, double[,] dphi)
        {
            for (int k = 0; k < phi.GetLength(0); k++)
            {
                for (int l = 0; l < phi.GetLength(1); l++)
                {
                    double sum = 0;
                    for (int i = 0; i < N; i++)
                    {
                        for (int j = N; j < phi.GetLength(0); j++)
                            sum += h[i] * h[j] * phi[j, l];
                    }
                    dphi[k, l] = sum;
                }
            }
        }
    }

    /// <summary>The published answer, which is wrong too.</summary>
    public static class AsAnswered
    {
        /// <summary>WRONG, as published in the accepted answer: the deltas δ_ik, δ_jk were replaced by φ_kl.</summary>
        /// <remarks>∂F/∂φ_kl = Σ_i Σ_j h_i h_j φ_kl (φ_jl + φ_il)</remarks>
        [GradientOf(typeof(GatedPairs), nameof(Score))]
        public static void ScoreWrongInTheAnswer(double[] h, double[,] phi, int N, double[,] dphi)
        {
            for (int k = 0; k < phi.GetLength(0); k++)
            {
                for (int l = 0; l < phi.GetLength(1); l++)
                {
                    double sum = 0;
                    for (int i = 0; i < N; i++)
                    {
                        for (int j = N; j < phi.GetLength(0); j++)
                            sum += h[i] * h[j] * phi[k, l] * (phi[j, l] + phi[i, l]);
                    }
                    dphi[k, l] = sum;
                }
            }
        }
    }
}
