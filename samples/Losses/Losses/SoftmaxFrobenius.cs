using DiffGen;

namespace Losses;

/// <summary>Softmax regression in the Frobenius norm: φ = ‖F(W) − βDᵀZ‖²_F, F_ij = e^{t_ij} / Σ_i' e^{t_i'j}, t = WᵀZ.</summary>
public static partial class SoftmaxFrobenius
{
    /// <summary>The squared distance between the softmax of each column of WᵀZ and the same column of βDᵀZ.</summary>
    /// <param name="W">The weights, d×n.</param>
    /// <param name="Z">The data, one column each, d×l.</param>
    /// <param name="beta">The coefficients β, n×m.</param>
    /// <param name="D">The dictionary, d×m.</param>
    [Differentiable]
    public static double Loss(double[,] W, double[,] Z, double[,] beta, double[,] D)
    {
        double loss = 0;
        for (int j = 0; j < Z.GetLength(1); j++)
        {
            double[] e = new double[W.GetLength(1)];
            double total = 0;
            for (int i = 0; i < W.GetLength(1); i++)
            {
                double t = 0;
                for (int k = 0; k < W.GetLength(0); k++)
                    t += W[k, i] * Z[k, j];
                e[i] = Math.Exp(t);
                total += e[i];
            }

            double[] code = new double[D.GetLength(1)];
            for (int a = 0; a < D.GetLength(1); a++)
            {
                double sum = 0;
                for (int k = 0; k < D.GetLength(0); k++)
                    sum += D[k, a] * Z[k, j];
                code[a] = sum;
            }

            for (int i = 0; i < W.GetLength(1); i++)
            {
                double residual = e[i] / total;
                for (int a = 0; a < D.GetLength(1); a++)
                    residual -= beta[i, a] * code[a];
                loss += residual * residual;
            }
        }
        return loss;
    }

    /// <summary>The right hand derivation with respect to W.</summary>
    /// <remarks>
    /// ∂φ/∂W = 2 A:Γ, A = F − βDᵀZ, Γ_ijkl = ∂F_ij/∂W_kl = F_ij Z_kj (δ_il − F_lj), that is<br/>
    /// ∂φ/∂W_kl = 2 Σ_j Z_kj F_lj (A_lj − Σ_i A_ij F_ij)
    /// </remarks>
    [GradientOf(nameof(Loss))]
    public static void LossByHand(double[,] W, double[,] Z, double[,] beta, double[,] D, double[,] dW) =>
        Contract(W, Z, beta, D, 2, dW);

    private static void Contract(double[,] W, double[,] Z, double[,] beta, double[,] D, double factor, double[,] dW)
    {
        Array.Clear(dW);
        int d = W.GetLength(0), n = W.GetLength(1);
        double[] F = new double[n], A = new double[n];
        for (int j = 0; j < Z.GetLength(1); j++)
        {
            double total = 0;
            for (int i = 0; i < n; i++)
            {
                double t = 0;
                for (int k = 0; k < d; k++)
                    t += W[k, i] * Z[k, j];
                F[i] = Math.Exp(t);
                total += F[i];
            }
            double mean = 0;
            for (int i = 0; i < n; i++)
            {
                F[i] /= total;
                A[i] = F[i];
                for (int a = 0; a < D.GetLength(1); a++)
                {
                    for (int k = 0; k < d; k++)
                        A[i] -= beta[i, a] * D[k, a] * Z[k, j];
                }
                mean += A[i] * F[i];
            }
            for (int l = 0; l < n; l++)
            {
                for (int k = 0; k < d; k++)
                    dW[k, l] += factor * Z[k, j] * F[l] * (A[l] - mean);
            }
        }
    }

    /// <summary>The published formula, which is wrong: the build says so, and how.</summary>
    public static class AsPublished
    {
        /// <summary>WRONG, as published in the question: the factor 2 is missing.</summary>
        /// <remarks>
        /// ∂φ/∂W = A:Γ. The published product has shapes that do not fit; it is read here as the contraction over i and j
        /// that does have the shape of W.
        /// </remarks>
        [GradientOf(typeof(SoftmaxFrobenius), nameof(Loss))]
        public static void LossWrong(double[,] W, double[,] Z, double[,] beta, double[,] D, double[,] dW) =>
            Contract(W, Z, beta, D, 1, dW);
    }
}
