using DiffGen;

namespace Word2Vec;

/// <summary>The loss of one observed pair of words with negative samples; DiffGen writes its derivatives.</summary>
internal static partial class SkipGram
{
    /// <summary>−log σ(context·word) − Σ_r log σ(−negative_r·word)</summary>
    /// <param name="word">The vector of the centre word, dim.</param>
    /// <param name="context">The vector of a word seen near it, dim.</param>
    /// <param name="negatives">The vectors of words drawn at random, one after the other, count·dim.</param>
    /// <param name="count">How many negatives there are.</param>
    [Differentiable]
    internal static double Loss(
        ReadOnlySpan<double> word, ReadOnlySpan<double> context, ReadOnlySpan<double> negatives, int count)
    {
        double dot = 0;
        for (int k = 0; k < word.Length; k++)
            dot += context[k] * word[k];
        double loss = -LogSigmoid(dot);

        for (int r = 0; r < count; r++)
        {
            double negativeDot = 0;
            for (int k = 0; k < word.Length; k++)
                negativeDot += negatives[r * word.Length + k] * word[k];
            loss -= LogSigmoid(-negativeDot);
        }
        return loss;
    }

    /// <summary>log 1/(1+e^{−t}), written so that neither sign of t overflows.</summary>
    private static double LogSigmoid(double t) => t < 0 ? t - Math.Log(1 + Math.Exp(t)) : -Math.Log(1 + Math.Exp(-t));
}
