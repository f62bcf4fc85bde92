namespace Word2Vec;

/// <summary>Draws words with probability proportional to count^0.75, so that rare words are drawn more often than they occur.</summary>
internal sealed class NegativeSampler
{
    private const double Power = 0.75;

    /// <summary>Each word fills a share of the table that is its probability.</summary>
    private readonly int[] table = new int[1 << 20];
    private readonly Random random;

    public NegativeSampler(Vocabulary vocabulary, Random random)
    {
        this.random = random;
        double total = vocabulary.Counts.Sum(count => Math.Pow(count, Power)), reached = 0;
        for (int word = 0, slot = 0; word < vocabulary.Counts.Length; word++)
        {
            reached += Math.Pow(vocabulary.Counts[word], Power);
            for (int end = (int)(reached / total * table.Length); slot < end; slot++)
                table[slot] = word;
        }
    }

    /// <summary>A word other than the given one.</summary>
    public int DrawOtherThan(int word)
    {
        int drawn;
        do
            drawn = table[random.Next(table.Length)];
        while (drawn == word);
        return drawn;
    }
}
