namespace DiffGen.Compiler.Judgement;

/// <summary>How large the inputs of a point are.</summary>
internal static class Sizes
{
    private const int Largest = 5;
    private const int Plans = 8;

    /// <summary>
    /// An extent for each class, from 0 to 5 and different from one another where that can be; every few points all are equal,
    /// so that what is only right for square matrices, or transposed, can be told from what is wrong.
    /// </summary>
    /// <param name="facts">The classes.</param>
    /// <param name="number">Which point it is.</param>
    /// <param name="random">Where numbers come from.</param>
    public static int[] Draw(ShapeFacts facts, int number, SplitMix random)
    {
        int[] sizes = new int[facts.Count];
        int equal = 2 + random.Below(2);
        int[] distinct = Shuffled(random, (number % Plans) switch { 0 => 2, 1 => 1, _ => random.Below(3) });
        int empty = number % Plans == 4 && sizes.Length > 0 ? random.Below(sizes.Length) : -1;
        var drawn = new HashSet<int>(facts.Asked.Concat(facts.IndexOf.Values).Concat(facts.Classes.Where(c => !c.Key.IsExtent).Select(c => c.Value)));
        for (int c = 0, d = 0; c < sizes.Length; c++)
        {
            int least = facts.Least.TryGetValue(c, out int needed) ? needed : 0;
            // What is only read is as long as what is read of it.
            if (!drawn.Contains(c))
                sizes[c] = least;
            else if (c == empty)
                sizes[c] = least;
            else
                sizes[c] = Math.Max(least, (number % Plans) switch
                {
                    2 => equal,
                    6 => random.Below(Largest + 1),
                    _ => distinct[d++ % distinct.Length],
                });
        }
        return sizes;
    }

    // first, first + 1, … up to 5, the smaller ones first on the whole: they take less time and show as much.
    private static int[] Shuffled(SplitMix random, int first)
    {
        first = Math.Max(1, first);
        int[] sizes = [.. Enumerable.Range(first, Largest - first + 1)];
        for (int i = 0; i < sizes.Length - 1; i++)
        {
            int j = i + random.Below(Math.Min(3, sizes.Length - i));
            (sizes[i], sizes[j]) = (sizes[j], sizes[i]);
        }
        return sizes;
    }
}
