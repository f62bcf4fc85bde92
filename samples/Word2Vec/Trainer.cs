namespace Word2Vec;

/// <summary>Stochastic gradient descent over all pairs of a word and a word near it, one step for each pair.</summary>
internal sealed class Trainer
{
    private readonly Options options;
    private readonly int[][] speeches;
    private readonly double[] keep;
    private readonly Random random;
    private readonly NegativeSampler sampler;

    // The step of each vector that a pair touches; the vectors of the negatives lie one after the other.
    private readonly double[] wordStep, contextStep, negatives, negativeSteps;
    private readonly int[] drawn;

    public Trainer(Options options, Vocabulary vocabulary, int[][] speeches)
    {
        this.options = options;
        this.speeches = speeches;
        random = new Random(options.Seed);
        sampler = new NegativeSampler(vocabulary, random);
        keep = KeepProbabilities(vocabulary, options.Sample);
        Words = new WordVectors(vocabulary.Words.Length, options.Dimensions);
        Contexts = new WordVectors(vocabulary.Words.Length, options.Dimensions);
        Words.Randomise(random);

        wordStep = new double[options.Dimensions];
        contextStep = new double[options.Dimensions];
        negatives = new double[options.Negatives * options.Dimensions];
        negativeSteps = new double[options.Negatives * options.Dimensions];
        drawn = new int[options.Negatives];
    }

    public WordVectors Words { get; }

    public WordVectors Contexts { get; }

    public void Train(Progress progress)
    {
        long total = (long)options.Epochs * speeches.Sum(speech => speech.Length), done = 0;
        var kept = new List<int>();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            foreach (int[] speech in speeches)
            {
                double rate = options.Rate * (1 - (double)done / total);
                kept.Clear();
                foreach (int word in speech)
                {
                    if (random.NextDouble() < keep[word])
                        kept.Add(word);
                }
                TrainSpeech(kept, rate, progress);
                done += speech.Length;
                progress.Words(speech.Length);
            }
            progress.EndOfEpoch(epoch, options.Rate * (1 - (double)done / total));
        }
    }

    private void TrainSpeech(List<int> speech, double rate, Progress progress)
    {
        for (int position = 0; position < speech.Count; position++)
        {
            // A window of random width weighs near words more than far ones.
            int reach = 1 + random.Next(options.Window);
            int last = Math.Min(speech.Count - 1, position + reach);
            for (int near = Math.Max(0, position - reach); near <= last; near++)
            {
                if (near != position)
                    progress.Pair(TrainPair(speech[position], speech[near], rate));
            }
        }
    }

    /// <summary>One step against the gradient of the loss of one pair: θ ← θ − rate·∂Loss/∂θ.</summary>
    private double TrainPair(int word, int context, double rate)
    {
        int dimensions = options.Dimensions;
        for (int r = 0; r < drawn.Length; r++)
        {
            drawn[r] = sampler.DrawOtherThan(context);
            Contexts[drawn[r]].CopyTo(negatives.AsSpan(r * dimensions));
        }

        Array.Clear(wordStep);
        Array.Clear(contextStep);
        Array.Clear(negativeSteps);

        // The adjoint adds seed·gradient to its buffers: with −rate as the seed they hold the steps themselves.
        double loss = SkipGram.LossAdjoint(
            Words[word], Contexts[context], negatives, drawn.Length, -rate, wordStep, contextStep, negativeSteps);

        Words.Add(word, wordStep);
        Contexts.Add(context, contextStep);
        for (int r = 0; r < drawn.Length; r++)
            Contexts.Add(drawn[r], negativeSteps.AsSpan(r * dimensions, dimensions));
        return loss;
    }

    /// <summary>A word with share f of the text is kept with probability √(s/f) + s/f: the very frequent ones say little about their neighbours.</summary>
    private static double[] KeepProbabilities(Vocabulary vocabulary, double sample)
    {
        double total = vocabulary.Counts.Sum(count => (double)count);
        return [.. vocabulary.Counts.Select(count =>
        {
            double ratio = sample * total / count;
            return sample == 0 ? 1 : Math.Sqrt(ratio) + ratio;
        })];
    }
}
