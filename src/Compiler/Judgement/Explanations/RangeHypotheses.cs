using DiffGen.Compiler.Interpretation;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Right but for some indices.</summary>
internal static class RangeHypotheses
{
    public static string? OnlyAtTheEnd(Evidence evidence)
    {
        if (evidence.Pairs.Any(p => p.Derived.IsJagged))
            return null;
        for (int d = 0; d < evidence.Pairs[0].Derived.Rank; d++)
        {
            if (OnlyWhere(evidence, (m, s) => s[d] == m.Extent(d) - 1))
                return Said("last", d, evidence);
            if (OnlyWhere(evidence, (_, s) => s[d] == 0))
                return Said("first", d, evidence);
        }
        return null;
    }

    public static string? Diagonal(Evidence evidence)
    {
        if (evidence.Pairs.Any(p => p.Derived.IsJagged || p.Derived.Rank < 2))
            return null;
        if (OnlyWhere(evidence, (_, s) => s[0] == s[1]))
            return "it is right except on the diagonal, where both indices are the same and one term is counted for the two";
        return OnlyWhere(evidence, (_, s) => s[0] != s[1]) ? "it is right on the diagonal only" : null;
    }

    private static string Said(string which, int dimension, Evidence evidence) =>
        "only the " + which + " element" + (evidence.Pairs[0].Derived.Rank > 1 ? "s along the " + (dimension switch { 0 => "first", 1 => "second", _ => "third" }) + " index" : "")
        + " of '" + evidence.Quantity.Name + "' " + (evidence.Pairs[0].Derived.Rank > 1 ? "are" : "is") + " wrong: a range is off by one";

    private static bool OnlyWhere(Evidence evidence, Func<Memory, int[], bool> where)
    {
        bool inside = false, outside = false;
        foreach (Pair pair in evidence.Pairs)
        {
            double scale = Evidence.Scale(pair);
            for (int at = 0; at < pair.Count; at++)
            {
                bool same = evidence.AreClose(pair.Found(at), pair.Right(at), scale);
                bool isWhere = where(pair.Derived, pair.Derived.Subscripts(at));
                if (!same && !isWhere)
                    return false;
                inside |= !same;
                outside |= same && !isWhere && pair.Right(at) != 0;
            }
        }
        return inside && outside;
    }
}
