namespace Word2Vec;

/// <summary>The words whose vectors point in the most similar directions.</summary>
internal static class Neighbours
{
    public static IEnumerable<(int Word, double Cosine)> Of(int word, WordVectors vectors, int count) =>
        Enumerable.Range(0, vectors.Count)
            .Where(other => other != word)
            .Select(other => (Word: other, Cosine: Cosine(vectors[word], vectors[other])))
            .OrderByDescending(other => other.Cosine)
            .Take(count);

    private static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int k = 0; k < a.Length; k++)
        {
            ab += a[k] * b[k];
            aa += a[k] * a[k];
            bb += b[k] * b[k];
        }
        return ab / Math.Sqrt(aa * bb);
    }
}
