using DiffGen;

namespace Losses;

/// <summary>word2vec with negative samples: J = Σ_{(w,c)∈D} log σ(v_c·v_w) + Σ_{(w,c)∈D'} log σ(−v_c·v_w).</summary>
public static partial class Word2Vec
{
    /// <summary>The log-likelihood of the observed pairs D and the sampled pairs D'.</summary>
    /// <param name="Vc">One row for each word as a centre, words×dimensions.</param>
    /// <param name="Vw">One row for each word as a context, words×dimensions.</param>
    /// <param name="centers">Rows of <paramref name="Vc"/> in the pairs of D.</param>
    /// <param name="contexts">Rows of <paramref name="Vw"/> in the pairs of D.</param>
    /// <param name="negCenters">Rows of <paramref name="Vc"/> in the pairs of D'.</param>
    /// <param name="negContexts">Rows of <paramref name="Vw"/> in the pairs of D'.</param>
    [Differentiable]
    public static double LogLikelihood(
        double[,] Vc, double[,] Vw, int[] centers, int[] contexts, int[] negCenters, int[] negContexts)
    {
        double sum = 0;
        for (int p = 0; p < centers.Length; p++)
        {
            double dot = 0;
            for (int k = 0; k < Vc.GetLength(1); k++)
                dot += Vc[centers[p], k] * Vw[contexts[p], k];
            sum += Math.Log(Sigmoid(dot));
        }
        for (int p = 0; p < negCenters.Length; p++)
        {
            double dot = 0;
            for (int k = 0; k < Vc.GetLength(1); k++)
                dot += Vc[negCenters[p], k] * Vw[negContexts[p], k];
            sum += Math.Log(Sigmoid(-dot));
        }
        return sum;
    }

    private static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));

    /// <summary>The right hand derivation.</summary>
    /// <remarks>
    /// ∂log σ(v_c·v_w)/∂v_c = (1 − σ(v_c·v_w)) v_w, and the same with c and w exchanged;
    /// for a pair of D' −σ(v_c·v_w) v_w.
    /// </remarks>
    [GradientOf(nameof(LogLikelihood))]
    public static void LogLikelihoodByHand(
        double[,] Vc, double[,] Vw, int[] centers, int[] contexts, int[] negCenters, int[] negContexts,
        double[,] dVc, double[,] dVw)
    {
        Array.Clear(dVc);
        Array.Clear(dVw);
        for (int p = 0; p < centers.Length; p++)
        {
            double factor = 1 - Sigmoid(Dot(Vc, Vw, centers[p], contexts[p]));
            AddPair(Vc, Vw, centers[p], contexts[p], factor, dVc, dVw);
        }
        for (int p = 0; p < negCenters.Length; p++)
        {
            double factor = -Sigmoid(Dot(Vc, Vw, negCenters[p], negContexts[p]));
            AddPair(Vc, Vw, negCenters[p], negContexts[p], factor, dVc, dVw);
        }
    }

    private static double Dot(double[,] Vc, double[,] Vw, int c, int w)
    {
        double dot = 0;
        for (int k = 0; k < Vc.GetLength(1); k++)
            dot += Vc[c, k] * Vw[w, k];
        return dot;
    }

    private static void AddPair(double[,] Vc, double[,] Vw, int c, int w, double factor, double[,] dVc, double[,] dVw)
    {
        for (int k = 0; k < Vc.GetLength(1); k++)
        {
            dVc[c, k] += factor * Vw[w, k];
            dVw[w, k] += factor * Vc[c, k];
        }
    }

    /// <summary>The published formula, which is wrong: the build says so, and how.</summary>
    public static class AsPublished
    {
        /// <summary>WRONG, as published: the right formula, with the sign of the exponent in σ exchanged.</summary>
        /// <remarks>σ(t) = 1/(1+e^{t}) together with σ' = σ(1−σ); the derivative of that σ is −σ(1−σ).</remarks>
        [GradientOf(typeof(Word2Vec), nameof(LogLikelihood))]
        public static void LogLikelihoodWrong(
            double[,] Vc, double[,] Vw, int[] centers, int[] contexts, int[] negCenters, int[] negContexts,
            double[,] dVc, double[,] dVw)
        {
            Array.Clear(dVc);
            Array.Clear(dVw);
            for (int p = 0; p < centers.Length; p++)
            {
                double factor = 1 - Sigmoid(Dot(Vc, Vw, centers[p], contexts[p]));
                AddPair(Vc, Vw, centers[p], contexts[p], factor, dVc, dVw);
            }
            for (int p = 0; p < negCenters.Length; p++)
            {
                double factor = -Sigmoid(Dot(Vc, Vw, negCenters[p], negContexts[p]));
                AddPair(Vc, Vw, negCenters[p], negContexts[p], factor, dVc, dVw);
            }
        }

        private static double Sigmoid(double t) => 1 / (1 + Math.Exp(t));
    }
}
