namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>A way to be wrong: says, as a sentence without end, what is wrong if that is it; null if it is not.</summary>
internal delegate string? Hypothesis(Evidence evidence);

/// <summary>The errors that people make, the simpler explanation first. Each one has to account for the numbers at every point.</summary>
internal static class Hypotheses
{
    // What accounts for the numbers, whatever the code is.
    private static readonly Hypothesis[] OfNumbers =
    [
        BufferHypotheses.LeftAsItWas,
        BufferHypotheses.AddedTo,
        BufferHypotheses.Overwritten,
        BufferHypotheses.SeedNotConsumed,
        FactorHypotheses.Sign,
        FactorHypotheses.Constant,
        FactorHypotheses.OfAnInput,
        IndexHypotheses.Exchanged,
        FactorHypotheses.OfAnElement,
    ];

    private static readonly Hypothesis[] OfCode =
    [
        TermHypotheses.Occurrences,
        DirectionHypotheses.Contributions,
        RepairHypotheses.OneChange,
    ];

    // What says how it looks where no change of the code says what to do.
    private static readonly Hypothesis[] OfLooks =
    [
        IndexHypotheses.SumStandsForElement,
        IndexHypotheses.IndexBoundTwice,
        IndexHypotheses.DeltaReplaced,
        BranchHypotheses.OneSide,
        SignHypotheses.OnlyWherePositive,
        RangeHypotheses.OnlyAtTheEnd,
        RangeHypotheses.Diagonal,
    ];

    public static string? Explain(Evidence evidence)
    {
        IEnumerable<Hypothesis> tried = evidence.Pairs.Count > 0 ? [.. OfNumbers, .. OfCode, .. OfLooks] : [.. OfCode, BranchHypotheses.OneSide];
        foreach (Hypothesis hypothesis in tried)
        {
            evidence.Cancellation.ThrowIfCancellationRequested();
            if (hypothesis(evidence) is { } explanation)
                return explanation;
        }
        return null;
    }
}
