using DiffGen;

namespace Losses;

/// <summary>Cosine similarity of two vectors after a linear transformation: v = Mx, w = My, sim = v·w / √((v·v)(w·w)).</summary>
public static partial class CosineTransform
{
    /// <summary>The cosine of the angle between Mx and My.</summary>
    /// <param name="M">The transformation, r×d.</param>
    /// <param name="x">The first vector, d.</param>
    /// <param name="y">The second vector, d.</param>
    [Differentiable]
    public static double Similarity(double[,] M, double[] x, double[] y)
    {
        double vw = 0, vv = 0, ww = 0;
        for (int i = 0; i < M.GetLength(0); i++)
        {
            double v = 0, w = 0;
            for (int j = 0; j < M.GetLength(1); j++)
            {
                v += M[i, j] * x[j];
                w += M[i, j] * y[j];
            }
            vw += v * w;
            vv += v * v;
            ww += w * w;
        }
        return vw / Math.Sqrt(vv * ww);
    }

    /// <summary>The published hand derivation with respect to M.</summary>
    /// <remarks>∂sim/∂M_ij = [ (x_j w_i + v_i y_j)(v·v)(w·w) − (v·w)(x_j v_i (w·w) + (v·v) y_j w_i) ] / ((v·v)(w·w))^{3/2}</remarks>
    [GradientOf(nameof(Similarity))]
    public static void SimilarityByHand(double[,] M, double[] x, double[] y, double[,] dM)
    {
        int rows = M.GetLength(0), columns = M.GetLength(1);
        double[] v = new double[rows], w = new double[rows];
        double vw = 0, vv = 0, ww = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                v[i] += M[i, j] * x[j];
                w[i] += M[i, j] * y[j];
            }
            vw += v[i] * w[i];
            vv += v[i] * v[i];
            ww += w[i] * w[i];
        }
        double denominator = Math.Pow(vv * ww, 1.5);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double product = (x[j] * w[i] + v[i] * y[j]) * vv * ww;
                double norms = vw * (x[j] * v[i] * ww + vv * y[j] * w[i]);
                dM[i, j] = (product - norms) / denominator;
            }
        }
    }
}
