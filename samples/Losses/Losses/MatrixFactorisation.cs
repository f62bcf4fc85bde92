using DiffGen;

namespace Losses;

/// <summary>Matrix factorisation with a penalty: f = ‖P − UVᵀ‖²_F, g = λ‖U‖²_F; the loss is f + g.</summary>
public static partial class MatrixFactorisation
{
    /// <summary>The squared distance between P and UVᵀ, and the penalty on U.</summary>
    /// <param name="P">The matrix to approximate, rows×columns.</param>
    /// <param name="U">The left factor, rows×d.</param>
    /// <param name="V">The right factor, columns×d.</param>
    /// <param name="lam">The weight λ of the penalty.</param>
    [Differentiable]
    public static double Loss(double[,] P, double[,] U, double[,] V, double lam)
    {
        double distance = 0;
        for (int i = 0; i < P.GetLength(0); i++)
        {
            for (int j = 0; j < P.GetLength(1); j++)
            {
                double residual = P[i, j];
                for (int k = 0; k < U.GetLength(1); k++)
                    residual -= U[i, k] * V[j, k];
                distance += residual * residual;
            }
        }
        double norm = 0;
        for (int i = 0; i < U.GetLength(0); i++)
        {
            for (int k = 0; k < U.GetLength(1); k++)
                norm += U[i, k] * U[i, k];
        }
        return distance + lam * norm;
    }

    /// <summary>The right hand derivation with respect to U and V.</summary>
    /// <remarks>∇_U f = −2(PV − UVᵀV), ∇_V f = −2(PᵀU − VUᵀU), ∇_U g = 2λU</remarks>
    [GradientOf(nameof(Loss))]
    public static void LossByHand(double[,] P, double[,] U, double[,] V, double lam, double[,] dU, double[,] dV) =>
        Gradients(P, U, V, lam, -2, dU, dV);

    /// <summary>WRONG, as published: the sign of ∇_U f. The rest is as in the right derivation.</summary>
    /// <remarks>∇_U f = 2(PV − UVᵀV), with ∇_U g = 2λU</remarks>
    [GradientOf(nameof(Loss))]
    public static void LossWrongForU(double[,] P, double[,] U, double[,] V, double lam, double[,] dU) =>
        Gradients(P, U, V, lam, 2, dU, new double[V.GetLength(0), V.GetLength(1)]);

    /// <summary>WRONG, as published: the sign of ∇_V f. The rest is as in the right derivation.</summary>
    /// <remarks>∇_V f = 2(PᵀU − VUᵀU)</remarks>
    [GradientOf(nameof(Loss))]
    public static void LossWrongForV(double[,] P, double[,] U, double[,] V, double lam, double[,] dV) =>
        Gradients(P, U, V, lam, 2, new double[U.GetLength(0), U.GetLength(1)], dV);

    private static void Gradients(
        double[,] P, double[,] U, double[,] V, double lam, double factor, double[,] dU, double[,] dV)
    {
        double[,] PV = Product(P, V), VV = Product(Transpose(V), V), UVV = Product(U, VV);
        for (int i = 0; i < U.GetLength(0); i++)
        {
            for (int k = 0; k < U.GetLength(1); k++)
                dU[i, k] = factor * (PV[i, k] - UVV[i, k]) + 2 * lam * U[i, k];
        }
        double[,] PU = Product(Transpose(P), U), UU = Product(Transpose(U), U), VUU = Product(V, UU);
        for (int j = 0; j < V.GetLength(0); j++)
        {
            for (int k = 0; k < V.GetLength(1); k++)
                dV[j, k] = factor * (PU[j, k] - VUU[j, k]);
        }
    }

    private static double[,] Product(double[,] left, double[,] right)
    {
        var product = new double[left.GetLength(0), right.GetLength(1)];
        for (int i = 0; i < left.GetLength(0); i++)
        {
            for (int k = 0; k < left.GetLength(1); k++)
            {
                for (int j = 0; j < right.GetLength(1); j++)
                    product[i, j] += left[i, k] * right[k, j];
            }
        }
        return product;
    }

    private static double[,] Transpose(double[,] matrix)
    {
        var transpose = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
                transpose[j, i] = matrix[i, j];
        }
        return transpose;
    }
}
