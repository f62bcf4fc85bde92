using System.Globalization;

namespace Word2Vec;

/// <summary>What can be chosen on the command line.</summary>
internal sealed record Options
{
    public int Dimensions { get; private init; } = 48;
    public int Epochs { get; private init; } = 25;
    public int Window { get; private init; } = 5;
    public int Negatives { get; private init; } = 10;
    public int MinCount { get; private init; } = 10;
    public double Rate { get; private init; } = 0.025;
    public double Sample { get; private init; } = 1e-3;
    public int Seed { get; private init; } = 1;

    public const string Usage =
        """
        Word2Vec: skip-gram word vectors of Shakespeare's plays, trained with a generated gradient.

          --smoke          a short run that only shows that everything works
          --epochs N       passes over the text (25)
          --dim N          length of a word vector (48)
          --window N       at most so many words to each side count as near (5)
          --negatives N    words drawn at random for each pair (10)
          --min-count N    rarer words are left out (10)
          --rate X         learning rate at the start; it falls to 0 in a straight line (0.025)
          --sample X       words more frequent than this share of the text are thinned out (0.001; 0 = never)
          --seed N         same seed, same result (1)
        """;

    /// <summary>The options, or a message that says which argument is wrong.</summary>
    public static (Options? Options, string? Error) Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            if (name == "--smoke")
            {
                options = options with { Epochs = 2, Dimensions = 24, Negatives = 5 };
                continue;
            }
            if (!Known.TryGetValue(name, out var set))
                return (null, $"Unknown option '{name}'.");
            if (++i == arguments.Length)
                return (null, $"Option '{name}' needs a value.");
            if (set(options, arguments[i]) is not { } changed)
                return (null, $"Option '{name}' cannot be '{arguments[i]}'.");
            options = changed;
        }
        return (options, null);
    }

    private static readonly Dictionary<string, Func<Options, string, Options?>> Known = new(StringComparer.Ordinal)
    {
        ["--epochs"] = (options, text) => Count(text, 1_000) is { } n ? options with { Epochs = n } : null,
        ["--dim"] = (options, text) => Count(text, 10_000) is { } n ? options with { Dimensions = n } : null,
        ["--window"] = (options, text) => Count(text, 1_000) is { } n ? options with { Window = n } : null,
        ["--negatives"] = (options, text) => Count(text, 1_000) is { } n ? options with { Negatives = n } : null,
        ["--min-count"] = (options, text) => Count(text, 1_000) is { } n ? options with { MinCount = n } : null,
        ["--rate"] = (options, text) => Number(text) is > 0 and { } x ? options with { Rate = x } : null,
        ["--sample"] = (options, text) => Number(text) is >= 0 and { } x ? options with { Sample = x } : null,
        ["--seed"] = (options, text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) ? options with { Seed = n } : null,
    };

    private static int? Count(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= 1 && n <= most ? n : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x) ? x : null;
}
