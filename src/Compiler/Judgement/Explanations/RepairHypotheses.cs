using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>One small change of the code makes it right; a line that was written out in several places changes in all of them.</summary>
internal static class RepairHypotheses
{
    private const int MostTried = 1500;
    private const int MostSamples = 8;

    // Making the change takes as long as so many steps.
    private const int StepsOfATry = 150;

    public static string? OneChange(Evidence evidence)
    {
        // Whether F's own parameters come out right is not asked of a change.
        if (evidence.QuantityIndex >= 0 && evidence.Quantity.Kind == QuantityKind.Own)
            return null;
        Function hand = evidence.Contest.Hand.Hand;
        var repairs = new Repairs(hand);
        IReadOnlyList<Repair> all = repairs.All();
        // The smallest point that differs sorts out most; those that agree see what a change breaks.
        Sample[] samples = [.. evidence.Samples.Where(s => s.Differs).OrderBy(s => s.Point.Value.Steps).Take(MostSamples / 2),
            .. evidence.Samples.Where(s => s.Differs).OrderByDescending(s => s.Point.Value.Steps).Take(MostSamples / 4), .. evidence.Samples.Where(s => !s.Differs).Take(MostSamples / 4)];
        int tried = 0;
        IEnumerable<Repair[]> singly = all.Select(r => new[] { r }), inAllPlaces = all.GroupBy(r => r.Text).Where(g => g.Count() > 1).Select(g => g.ToArray());
        foreach (Repair[] together in singly.Concat(inAllPlaces).OrderBy(r => r[0].Rank))
        {
            if (++tried > MostTried || evidence.Budget.IsSpent)
                return null;
            evidence.Cancellation.ThrowIfCancellationRequested();
            evidence.Budget.Spend(StepsOfATry);
            Function repaired = Repair.Apply(hand, together, repairs.NextId);
            bool MakesRight(Sample s) => evidence.Comparison.Agrees(s, evidence.Contest.ByHand(s.Point, instead: repaired));
            // What is right by accident where a few numbers are compared is not where all are.
            if (samples.All(MakesRight) && evidence.Samples.All(MakesRight))
                return together[0].Text;
        }
        return null;
    }
}
