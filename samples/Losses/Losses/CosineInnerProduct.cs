using DiffGen;

namespace Losses;

/// <summary>Cosine similarity in an inner product A: l = yᵀAx, n = xᵀAx, m = yᵀAy, sim = l / √(nm).</summary>
public static partial class CosineInnerProduct
{
    /// <summary>The cosine of the angle between x and y where A measures lengths and angles.</summary>
    /// <param name="A">The inner product, d×d; its entries count as independent.</param>
    /// <param name="x">The first vector, d.</param>
    /// <param name="y">The second vector, d.</param>
    [Differentiable]
    public static double Similarity(double[,] A, double[] x, double[] y)
    {
        double l = 0, n = 0, m = 0;
        for (int i = 0; i < A.GetLength(0); i++)
        {
            double ax = 0, ay = 0;
            for (int j = 0; j < A.GetLength(1); j++)
            {
                ax += A[i, j] * x[j];
                ay += A[i, j] * y[j];
            }
            l += y[i] * ax;
            n += x[i] * ax;
            m += y[i] * ay;
        }
        return l / Math.Sqrt(n * m);
    }

    /// <summary>The published hand derivation with respect to A, its entries independent.</summary>
    /// <remarks>∂sim/∂A_ij = (2 y_i x_j nm − l m x_i x_j − l n y_i y_j) / (2 (nm)^{3/2})</remarks>
    [GradientOf(nameof(Similarity))]
    public static void SimilarityByHand(double[,] A, double[] x, double[] y, double[,] dA)
    {
        var (l, n, m) = Products(A, x, y);
        double denominator = 2 * Math.Pow(n * m, 1.5);
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                dA[i, j] = (2 * y[i] * x[j] * n * m - l * m * x[i] * x[j] - l * n * y[i] * y[j]) / denominator;
        }
    }

    /// <summary>The published hand derivation where A is symmetric and A_ij, A_ji are one parameter.</summary>
    /// <remarks>
    /// i ≠ j: ((y_i x_j + y_j x_i) nm − l m x_i x_j − l n y_i y_j) / (nm)^{3/2}<br/>
    /// i = j: (2 y_i x_i nm − l m x_i² − l n y_i²) / (2 (nm)^{3/2})
    /// </remarks>
    public static void SymmetricSimilarityByHand(double[,] A, double[] x, double[] y, double[,] dA)
    {
        var (l, n, m) = Products(A, x, y);
        double denominator = Math.Pow(n * m, 1.5);
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double tied = (y[i] * x[j] + y[j] * x[i]) * n * m - l * m * x[i] * x[j] - l * n * y[i] * y[j];
                dA[i, j] = i == j ? tied / (2 * denominator) : tied / denominator;
            }
        }
    }

    private static (double L, double N, double M) Products(double[,] A, double[] x, double[] y)
    {
        double l = 0, n = 0, m = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                l += y[i] * A[i, j] * x[j];
                n += x[i] * A[i, j] * x[j];
                m += y[i] * A[i, j] * y[j];
            }
        }
        return (l, n, m);
    }
}
