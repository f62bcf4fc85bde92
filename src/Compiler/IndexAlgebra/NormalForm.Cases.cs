using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

// Σ over i < N and Σ over i ≥ N is Σ over all i: summands that differ in a range alone are put together, or cut where another one is.
internal sealed partial class NormalForm
{
    private const int MostCuts = 6;

    /// <summary>A formula whose summands cancel once their ranges are cut at each other's bounds is 0.</summary>
    private Formula Merge(Formula formula, IReadOnlyList<Condition> known)
    {
        if (formula.IsZero || formula.Summands.Any(s => FormulaAlgebra.Obstacle(new Formula([s])) is not null))
            return formula;
        Summand[] left = [.. formula.Summands];
        var result = new List<Summand>();
        foreach (IGrouping<string, Summand> alike in left.GroupBy(s => _keys.Of(s with { Conditions = [] }), StringComparer.Ordinal))
        {
            if (alike.Count() == 1 || !Cancels([.. alike], known))
                result.AddRange(alike);
        }
        return new Formula(result.ToEquatableArray());
    }

    private bool Cancels(Summand[] alike, IReadOnlyList<Condition> known)
    {
        // All with the same names: those of the first one.
        var aligned = new List<Summand> { alike[0] };
        foreach (Summand summand in alike.Skip(1))
        {
            if (Aligned(summand, alike[0]) is not { } same)
                return false;
            aligned.Add(same);
        }
        Condition[] cuts = [.. aligned.SelectMany(s => s.Conditions).Where(c => !c.IsEquality && c.Known is null).Distinct()];
        Condition[] deltas = [.. aligned.SelectMany(s => s.Conditions).Where(c => c.IsEquality).Distinct()];
        if (cuts.Length + deltas.Length > MostCuts * 2)
            return false;
        return CellsCancel(aligned, [.. deltas, .. cuts], 0, [.. known]);
    }

    // In a cell every condition holds or does not; the coefficients of those that hold there must add up to 0.
    private bool CellsCancel(List<Summand> summands, Condition[] cuts, int at, Condition[] cell)
    {
        if (!algebra.Spend(20))
            return false;
        if (summands.Count == 0 || Constraints.Contradict(cell))
            return true;
        if (at == cuts.Length)
        {
            double sum = summands.Sum(s => s.Coefficient);
            return Math.Abs(sum) <= 1e-12 * summands.Max(s => Math.Abs(s.Coefficient));
        }
        Condition cut = cuts[at];
        List<Summand> outside = [.. summands.Where(s => !s.Conditions.Contains(cut))];
        if (!CellsCancel(summands, cuts, at + 1, [.. cell, cut]))
            return false;
        return cut.IsEquality
            ? CellsCancel(outside, cuts, at + 1, [.. cell, new Condition(cut.Form.Plus(-1), false)])
                && CellsCancel(outside, cuts, at + 1, [.. cell, new Condition(cut.Form.Times(-1).Plus(-1), false)])
            : CellsCancel(outside, cuts, at + 1, [.. cell, new Condition(cut.Form.Times(-1).Plus(-1), false)]);
    }

    // The summand with the bound indices of another one that has the same factors.
    private Summand? Aligned(Summand summand, Summand like)
    {
        if (summand.Bound.Count != like.Bound.Count || summand.Bound.Count > 4)
            return null;
        Summand bare = like with { Conditions = [], Coefficient = 1 };
        var target = new HashSet<string>(bare.Factors.Select(f => _keys.Of(f)), StringComparer.Ordinal);
        foreach (Index[] order in Orders([.. like.Bound]))
        {
            var map = summand.Bound.Select((b, i) => (b, i)).ToDictionary(p => p.b, p => Affine.Of(order[p.i]));
            Summand renamed = algebra.Substitute(summand, a => a is Index i && map.TryGetValue(i, out Affine? by) ? by : null) with { Bound = like.Bound };
            if (renamed.Factors.Count == target.Count && target.SetEquals(renamed.Factors.Select(f => _keys.Of(f))))
                return renamed;
        }
        return null;
    }

    private static IEnumerable<Index[]> Orders(Index[] indices) => indices.Length <= 1
        ? [indices]
        : indices.SelectMany((first, i) => Orders([.. indices.Where((_, k) => k != i)]).Select(rest => rest.Prepend(first).ToArray()));
}
