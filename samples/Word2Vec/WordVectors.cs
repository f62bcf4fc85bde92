namespace Word2Vec;

/// <summary>One vector for each word, in one array.</summary>
internal sealed class WordVectors(int count, int dimensions)
{
    private readonly double[] values = new double[count * dimensions];

    public int Count => count;

    public int Dimensions => dimensions;

    public Span<double> this[int word] => values.AsSpan(word * dimensions, dimensions);

    /// <summary>Small random numbers, as word2vec starts with.</summary>
    public void Randomise(Random random)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (random.NextDouble() - 0.5) / dimensions;
    }

    /// <summary>Adds a step to the vector of a word.</summary>
    public void Add(int word, ReadOnlySpan<double> step)
    {
        Span<double> vector = this[word];
        for (int k = 0; k < vector.Length; k++)
            vector[k] += step[k];
    }
}
