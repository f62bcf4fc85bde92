using DiffGen;

namespace Losses;

/// <summary>L1 orthogonality of the slices of a tensor: L = β Σ_i Σ_jk |Φ_iᵀΦ_i − I|_jk, Φ_i the l×n slice at i of the middle index.</summary>
public static partial class Orthogonality
{
    /// <summary>How far the columns of each slice are from being orthonormal.</summary>
    /// <param name="Phi">The tensor, l×m×n.</param>
    /// <param name="beta">The weight β.</param>
    [Differentiable]
    public static double Penalty(double[,,] Phi, double beta)
    {
        double sum = 0;
        for (int i = 0; i < Phi.GetLength(1); i++)
        {
            for (int j = 0; j < Phi.GetLength(2); j++)
            {
                for (int b = 0; b < Phi.GetLength(2); b++)
                {
                    double gram = 0;
                    for (int k = 0; k < Phi.GetLength(0); k++)
                        gram += Phi[k, i, j] * Phi[k, i, b];
                    sum += Math.Abs(gram - (j == b ? 1.0 : 0.0));
                }
            }
        }
        return beta * sum;
    }

    /// <summary>The right hand derivation with respect to Φ; not defined where an entry is 0, where sign(0) = 0 is taken.</summary>
    /// <remarks>∂L/∂Φ_kib = 2β Σ_j Φ_kij sign(Σ_c Φ_cij Φ_cib − δ_jb)</remarks>
    [GradientOf(nameof(Penalty))]
    public static void PenaltyByHand(double[,,] Phi, double beta, double[,,] dPhi)
    {
        Array.Clear(dPhi);
        for (int i = 0; i < Phi.GetLength(1); i++)
        {
            for (int b = 0; b < Phi.GetLength(2); b++)
            {
                for (int j = 0; j < Phi.GetLength(2); j++)
                {
                    double gram = 0;
                    for (int c = 0; c < Phi.GetLength(0); c++)
                        gram += Phi[c, i, j] * Phi[c, i, b];
                    int sign = Math.Sign(gram - (j == b ? 1 : 0));
                    for (int k = 0; k < Phi.GetLength(0); k++)
                        dPhi[k, i, b] += 2 * beta * Phi[k, i, j] * sign;
                }
            }
        }
    }
}
