using System.Text.RegularExpressions;

namespace Word2Vec;

/// <summary>A text as speeches, each a row of words; nothing is near across the end of a speech.</summary>
internal sealed class Corpus
{
    private Corpus(string[][] speeches) => Speeches = speeches;

    public string[][] Speeches { get; }

    public static Corpus Read(string path)
    {
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        return new Corpus([.. text.Split("\n\n").Select(Words).Where(words => words.Length > 1)]);
    }

    /// <summary>Lower-case words, with the apostrophes inside them; the line that names the speaker is not spoken.</summary>
    private static string[] Words(string speech)
    {
        int speaker = speech.IndexOf(":\n", StringComparison.Ordinal);
        string spoken = speaker >= 0 ? speech[(speaker + 2)..] : speech;
        return [.. Regex.Matches(spoken.ToLowerInvariant(), "[a-z]+(?:'[a-z]+)*").Select(match => match.Value)];
    }
}
