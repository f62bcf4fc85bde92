using System.Globalization;
using Word2Vec;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Contains("--help"))
{
    Console.WriteLine(Options.Usage);
    return 0;
}
var (options, error) = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine();
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

Corpus corpus = Corpus.Read(Path.Combine(AppContext.BaseDirectory, "Data", "tinyshakespeare.txt"));
Vocabulary vocabulary = Vocabulary.Of(corpus, options.MinCount);
if (vocabulary.Words.Length < 2)
{
    Console.Error.WriteLine($"No words occur {options.MinCount} times: choose a smaller --min-count.");
    return 2;
}
int[][] speeches = vocabulary.Encode(corpus);
Console.WriteLine(
    $"{speeches.Length:N0} speeches, {speeches.Sum(speech => speech.Length):N0} words, " +
    $"{vocabulary.Words.Length:N0} of them different; {options.Dimensions} dimensions, {options.Epochs} epochs, seed {options.Seed}");

var trainer = new Trainer(options, vocabulary, speeches);
trainer.Train(new Progress(Console.Out));

Console.WriteLine();
Console.WriteLine("Nearest words (cosine)");
string[] shown = ["king", "queen", "father", "love", "death", "heart", "heaven", "eyes", "night", "thou", "rome"];
foreach (string word in shown)
{
    if (vocabulary.IndexOf(word) is >= 0 and var index)
    {
        var near = Neighbours.Of(index, trainer.Words, 7).Select(other => $"{vocabulary.Words[other.Word]} {other.Cosine:0.00}");
        Console.WriteLine($"  {word,-8} {string.Join("  ", near)}");
    }
}
return 0;
