namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>A way to be wrong: says, as a sentence without end, what is wrong if that is it; null if it is not.</summary>
internal delegate string? Hypothesis(Evidence evidence);

/// <summary>The errors that people make, the simpler explanation first. Each one has to account for the numbers at every point.</summary>
internal static class Hypotheses
{
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
        IndexHypotheses.SumStandsForElement,
        IndexHypotheses.IndexBoundTwice,
        IndexHypotheses.DeltaReplaced,
        FactorHypotheses.OfAnElement,
        RangeHypotheses.OnlyAtTheEnd,
        RangeHypotheses.Diagonal,
    ];

    private static readonly Hypothesis[] OfCode =
    [
        TermHypotheses.Occurrences,
        RepairHypotheses.OneChange,
        BranchHypotheses.OneSide,
    ];

    public static string? Explain(Evidence evidence)
    {
        IEnumerable<Hypothesis> tried = evidence.Pairs.Count > 0 ? [.. OfNumbers, .. OfCode] : OfCode;
        foreach (Hypothesis hypothesis in tried)
        {
            evidence.Cancellation.ThrowIfCancellationRequested();
            if (hypothesis(evidence) is { } explanation)
                return explanation;
        }
        return null;
    }
}
