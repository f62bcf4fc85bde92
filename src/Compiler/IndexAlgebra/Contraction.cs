using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Σ_i δ_ij a_i = a_j, with the ranges respected: the range of i becomes a condition on j. Conditions that follow from the others, or
/// from what is known where the formula stands, are left out.
/// </summary>
/// <param name="countsTrips">Whether a sum of what does not depend on its index becomes a product.</param>
internal sealed class Contraction(FormulaAlgebra algebra, bool countsTrips = true)
{
    /// <param name="known">What holds where the formula stands: the ranges of its free indices.</param>
    public Formula Contract(Formula formula, IReadOnlyList<Condition> known) =>
        algebra.Collect(formula.Summands.SelectMany(s => Contract(s, known).Summands));

    private Formula Contract(Summand summand, IReadOnlyList<Condition> known)
    {
        if (!algebra.Spend())
            return algebra.Refuse();
        summand = UseDeltas(summand);
        if (summand.Conditions.Any(c => c.Known == false))
            return Formula.Zero;
        EquatableArray<Condition> conditions = summand.Conditions.Where(c => c.Known is null).Distinct().ToEquatableArray();
        if (conditions.Count > 0)
        {
            Condition[] whole = [.. conditions.Where(c => IsOfWholeRange(c, summand.Bound, conditions))];
            EquatableArray<Condition> open = conditions.Where(c => !whole.Contains(c)).ToEquatableArray();
            if (!algebra.Spend(1 + open.Count))
                return algebra.Refuse();
            if (open.Count > 0)
            {
                if (Constraints.Contradict(known.Concat(open)))
                    return Formula.Zero;
                open = Needed(open, known);
                conditions = conditions.Where(c => whole.Contains(c) || open.Contains(c)).ToEquatableArray();
            }
        }
        Condition[] inside = [.. known, .. conditions];
        Formula result = algebra.Of(summand with
        {
            Conditions = conditions,
            Factors = FormulaAlgebra.Combine(summand.Factors.Select(f => f with { Atom = FormulaAlgebra.Map(f.Atom, inner => Contract(inner, inside)) })),
        });
        return countsTrips && result.Summands.Count == 1 ? CountTrips(result.Summands[0], known) : result;
    }

    // Each δ with a summation index on one side removes the sum.
    private Summand UseDeltas(Summand summand)
    {
        while (true)
        {
            (Condition Delta, Index Index)? use = null;
            foreach (Condition condition in summand.Conditions)
            {
                if (condition.IsEquality && Unit(condition.Form, summand.Bound) is { } index)
                {
                    use = (condition, index);
                    break;
                }
            }
            if (use is not var (delta, removed) || !algebra.Spend())
                return summand;
            long coefficient = delta.Form.Coefficient(removed);
            Affine solution = Affine.Of(removed).Minus(delta.Form.Times(coefficient));
            summand = algebra.Substitute(
                summand with
                {
                    Bound = summand.Bound.Where(b => !b.Equals(removed)).ToEquatableArray(),
                    Conditions = summand.Conditions.Where(c => !c.Equals(delta)).ToEquatableArray(),
                },
                a => a.Equals(removed) ? solution : null);
        }
    }

    /// <summary>A bound index that an equation can be solved for in integers; the innermost, so that outer names stay.</summary>
    private static Index? Unit(Affine form, EquatableArray<Index> bound) => form.Parts
        .Where(p => p is { Coefficient: 1 or -1, Atom: Index i } && bound.Contains(i)
            && !form.Parts.Any(q => q.Atom is Gathered g && Affine.Of(g).Indices.Contains(i)))
        .Select(p => (Index)p.Atom).LastOrDefault();

    // 0 ≤ i < extent of an index that no other condition is about: nothing follows from it and it follows from nothing.
    private static bool IsOfWholeRange(Condition condition, EquatableArray<Index> bound, EquatableArray<Condition> all) =>
        !condition.IsEquality && condition.Form.Indices.Take(2).ToArray() is [var index] && bound.Contains(index)
        && all.Where(c => c.Form.Indices.Contains(index)).ToArray() is { Length: 2 } both && both.All(c => !c.IsEquality && IsOneBound(c.Form, index))
        && both[0].Form.Coefficient(index) != both[1].Form.Coefficient(index);

    private static bool IsOneBound(Affine form, Index index) => form.Coefficient(index) switch
    {
        1 => form.Parts.Count == 1 && form.Constant == 0,
        -1 => form.Plus(Affine.Of(index)).Plus(1).Atom is Size,
        _ => false,
    };

    private EquatableArray<Condition> Needed(EquatableArray<Condition> conditions, IReadOnlyList<Condition> known)
    {
        var kept = conditions.ToList();
        for (int i = kept.Count - 1; i >= 0; i--)
        {
            Condition condition = kept[i];
            if (Constraints.Imply(known.Concat(kept.Where((_, k) => k != i)), condition))
                kept.RemoveAt(i);
        }
        return kept.ToEquatableArray();
    }

    // Σ over from ≤ i ≤ to of what does not depend on i is (to − from + 1) times that.
    private Formula CountTrips(Summand summand, IReadOnlyList<Condition> known)
    {
        foreach (Index index in summand.Bound)
        {
            Condition[] about = [.. summand.Conditions.Where(c => c.Form.Indices.Contains(index))];
            if (about.Length != 2 || about.Any(c => c.IsEquality) || summand.Factors.Any(f => FormulaAlgebra.Free(f.Atom).Contains(index)))
                continue;
            Affine? lower = about.Select(c => c.Form).FirstOrDefault(f => f.Coefficient(index) == 1);
            Affine? upper = about.Select(c => c.Form).FirstOrDefault(f => f.Coefficient(index) == -1);
            if (lower is null || upper is null)
                continue;
            Affine trips = lower.Plus(upper).Plus(1);
            Summand rest = summand with
            {
                Bound = summand.Bound.Where(b => !b.Equals(index)).ToEquatableArray(),
                Conditions = summand.Conditions.Where(c => !about.Contains(c)).ToEquatableArray(),
            };
            if (Constraints.Imply(known.Concat(rest.Conditions), new Condition(trips, false)))
                return Contract(algebra.Multiply(algebra.Of(rest), FormulaAlgebra.Real(trips)), known);
        }
        return new Formula([summand]);
    }
}
