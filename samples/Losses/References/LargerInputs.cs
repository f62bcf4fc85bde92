namespace Losses.References;

/// <summary>Inputs of the size at which a loss is timed: repeatable numbers between −1 and 1.</summary>
public static class LargerInputs
{
    private const int Seed = 20261;

    public static NamedArrays CosineTransform(int n)
    {
        var random = new Random(Seed);
        return new NamedArrays().With("M", Reals(random, n, n)).With("x", Reals(random, n)).With("y", Reals(random, n));
    }

    public static NamedArrays CosineInnerProduct(int n)
    {
        var random = new Random(Seed);
        var A = (double[,])Reals(random, n, n);
        for (int i = 0; i < n; i++)
            A[i, i] += n;   // keeps xᵀAx positive
        return new NamedArrays().With("A", A).With("x", Reals(random, n)).With("y", Reals(random, n));
    }

    public static NamedArrays GatedPairs(int N, int M, int K)
    {
        var random = new Random(Seed);
        double[] gates = [.. Enumerable.Range(0, N + M).Select(_ => (double)random.Next(2))];
        return new NamedArrays().With("h", gates).With("phi", Reals(random, N + M, K)).With("N", N);
    }

    public static NamedArrays Word2Vec(int vocabulary, int dimensions, int pairs, int negatives)
    {
        var random = new Random(Seed);
        int[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabulary))];
        return new NamedArrays()
            .With("Vc", Reals(random, vocabulary, dimensions)).With("Vw", Reals(random, vocabulary, dimensions))
            .With("centers", Words(pairs)).With("contexts", Words(pairs))
            .With("negCenters", Words(pairs * negatives)).With("negContexts", Words(pairs * negatives));
    }

    public static NamedArrays Bilinear(int p, int q)
    {
        var random = new Random(Seed);
        return new NamedArrays().With("vc", Reals(random, p)).With("B", Reals(random, p, q)).With("vw", Reals(random, q));
    }

    public static NamedArrays MatrixFactorisation(int rows, int columns, int d)
    {
        var random = new Random(Seed);
        return new NamedArrays()
            .With("P", Reals(random, rows, columns)).With("U", Reals(random, rows, d)).With("V", Reals(random, columns, d))
            .With("lam", 0.1);
    }

    public static NamedArrays Orthogonality(int l, int m, int n)
    {
        var random = new Random(Seed);
        return new NamedArrays().With("Phi", Reals(random, l, m, n)).With("beta", 0.5);
    }

    public static NamedArrays SoftmaxFrobenius(int d, int n, int l, int m)
    {
        var random = new Random(Seed);
        return new NamedArrays()
            .With("W", Reals(random, d, n)).With("Z", Reals(random, d, l))
            .With("beta", Reals(random, n, m)).With("D", Reals(random, d, m));
    }

    private static Array Reals(Random random, params int[] shape) => NamedArrays.Shaped(
        shape, Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => 2 * random.NextDouble() - 1));
}
