using DiffGen;

namespace Losses;

/// <summary>A bilinear form: b = v_cᵀ B v_w.</summary>
public static partial class Bilinear
{
    /// <summary>The value of the form.</summary>
    /// <param name="vc">The left vector, p.</param>
    /// <param name="B">The matrix of the form, p×q.</param>
    /// <param name="vw">The right vector, q.</param>
    [Differentiable]
    public static double Form(double[] vc, double[,] B, double[] vw)
    {
        double sum = 0;
        for (int k = 0; k < B.GetLength(0); k++)
        {
            double row = 0;
            for (int l = 0; l < B.GetLength(1); l++)
                row += B[k, l] * vw[l];
            sum += vc[k] * row;
        }
        return sum;
    }

    /// <summary>The right hand derivation with respect to B.</summary>
    /// <remarks>∂b/∂B_kl = (v_c)_k (v_w)_l</remarks>
    [GradientOf(nameof(Form))]
    public static void FormByHand(double[] vc, double[,] B, double[] vw, double[,] dB)
    {
        for (int k = 0; k < B.GetLength(0); k++)
        {
            for (int l = 0; l < B.GetLength(1); l++)
                dB[k, l] = vc[k] * vw[l];
        }
    }

    /// <summary>The published formula, which is wrong: the build says so, and how.</summary>
    public static class AsPublished
    {
        /// <summary>WRONG, as published: the indices are exchanged.</summary>
        /// <remarks>
        /// ∂b/∂B_kl = (v_c)_l (v_w)_k. Where B is not square an index can be past the end of its vector: the formula has no
        /// value there, and NaN stands in its place.
        /// </remarks>
        [GradientOf(typeof(Bilinear), nameof(Form))]
        public static void FormWrong(double[] vc, double[,] B, double[] vw, double[,] dB)
        {
            for (int k = 0; k < B.GetLength(0); k++)
            {
                for (int l = 0; l < B.GetLength(1); l++)
                    dB[k, l] = l < vc.Length && k < vw.Length ? vc[l] * vw[k] : double.NaN;
            }
        }
    }
}
