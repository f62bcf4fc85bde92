namespace Word2Vec;

/// <summary>The words that are frequent enough, numbered from the most frequent on, and how often each occurs.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> indices;

    private Vocabulary(string[] words, int[] counts)
    {
        Words = words;
        Counts = counts;
        indices = words.Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
    }

    public string[] Words { get; }

    public int[] Counts { get; }

    public static Vocabulary Of(Corpus corpus, int minCount)
    {
        var frequent = corpus.Speeches
            .SelectMany(speech => speech)
            .CountBy(word => word, StringComparer.Ordinal)
            .Where(word => word.Value >= minCount)
            .OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .ToArray();
        return new Vocabulary([.. frequent.Select(word => word.Key)], [.. frequent.Select(word => word.Value)]);
    }

    /// <summary>The number of a word, or −1 where it was left out.</summary>
    public int IndexOf(string word) => indices.GetValueOrDefault(word, -1);

    /// <summary>The speeches as numbers, without the words that were left out.</summary>
    public int[][] Encode(Corpus corpus) =>
        [.. corpus.Speeches.Select(speech => speech.Select(IndexOf).Where(index => index >= 0).ToArray())];
}
