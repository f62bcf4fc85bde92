using System.Globalization;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Indices that changed places or were bound by a sum.</summary>
internal static class IndexHypotheses
{
    private static readonly (int A, int B)[] Exchanges = [(0, 1), (1, 2), (0, 2)];

    public static string? Exchanged(Evidence evidence)
    {
        foreach ((int a, int b) in Exchanges)
        {
            if (evidence.Pairs.All(p => p.Derived.Rank > b && !p.Derived.IsJagged) && IsExchanged(evidence, a, b))
                return "the indices are exchanged: it is the derivative with its " + (evidence.Pairs[0].Derived.Rank == 2 ? "rows and columns" : Ordinal(a) + " and " + Ordinal(b) + " index") + " exchanged";
        }
        return null;
    }

    /// <summary>Each element is what should be summed over an index: the sum of the derivative along a dimension.</summary>
    public static string? SumStandsForElement(Evidence evidence)
    {
        for (int d = 0; d < evidence.Pairs[0].Derived.Rank && !evidence.Pairs[0].Derived.IsJagged; d++)
        {
            if (IsIndependent(evidence.Pairs, d, p => p.Found, evidence) && evidence.Holds((p, at) => SumAlong(p, d, at)) && SumsOf.IsSumInside(evidence, d))
                return "a summation index stands as a free one: every element along the " + Ordinal(d) + " index of '" + evidence.Quantity.Name + "' is the sum over that index";
        }
        return null;
    }

    public static string? IndexBoundTwice(Evidence evidence)
    {
        for (int d = 0; d < evidence.Pairs[0].Derived.Rank && !evidence.Pairs[0].Derived.IsJagged; d++)
        {
            if (IsIndependent(evidence.Pairs, d, p => p.Found, evidence) && !IsIndependent(evidence.Pairs, d, p => p.Right, evidence) && SumsOf.IsSumInside(evidence, d))
            {
                return "a summation index stands as a free one: the result does not depend on the " + Ordinal(d) + " index of '" + evidence.Quantity.Name
                    + "'; differentiating with respect to one element leaves one term of the sum, which the Kronecker delta picks";
            }
        }
        return null;
    }

    /// <summary>δ_ik, which picks one term of a sum, was written as the variable itself, and the sum kept.</summary>
    public static string? DeltaReplaced(Evidence evidence)
    {
        if (evidence.Quantity.Kind != QuantityKind.Derivative)
            return null;
        int input = evidence.Contest.Hand.Primal.Parameters.Take(evidence.Quantity.Parameter).Sum(p => p.Leaves.Count()) + evidence.Quantity.Leaf;
        if (evidence.Pairs.Any(p => p.Sample.Point.Inputs[input].Memory is not { } x || !x.HasShapeOf(p.Derived)))
            return null;
        Func<int, double> Quotient(Pair pair, Func<int, double> number) => at => number(at) / pair.Sample.Point.Inputs[input].Memory!.Data[at].Real;
        for (int d = 0; d < evidence.Pairs[0].Derived.Rank && !evidence.Pairs[0].Derived.IsJagged; d++)
        {
            if (IsIndependent(evidence.Pairs, d, p => Quotient(p, p.Found), evidence) && !IsIndependent(evidence.Pairs, d, p => Quotient(p, p.Right), evidence))
            {
                string name = evidence.Contest.Hand.Primal.Parameters[evidence.Quantity.Parameter].Name;
                return "a Kronecker delta was replaced by the variable: every element is '" + name + "' at its index times a sum that does not depend on the " + Ordinal(d)
                    + " index; the delta is 1 for one term of the sum and 0 for the others, so a summation index must not stay free";
            }
        }
        return null;
    }

    private static bool IsExchanged(Evidence evidence, int a, int b)
    {
        bool tells = false;
        foreach (Pair pair in evidence.Pairs)
        {
            double scale = Evidence.Scale(pair);
            for (int at = 0; at < pair.Count; at++)
            {
                int[] s = pair.Derived.Subscripts(at);
                (s[a], s[b]) = (s[b], s[a]);
                int other = pair.Derived.Locate(s[0], s[1], s.Length > 2 ? s[2] : 0, out int wrong);
                if (wrong >= 0)
                    continue;
                if (!evidence.AreClose(pair.Found(at), pair.Right(other), scale))
                    return false;
                tells |= !evidence.AreClose(pair.Right(at), pair.Right(other), scale);
            }
        }
        return tells;
    }

    /// <summary>Whether numbers are the same for all values of an index, at every point, and at some point there is more than one.</summary>
    private static bool IsIndependent(IReadOnlyList<Pair> pairs, int dimension, Func<Pair, Func<int, double>> numbers, Evidence evidence)
    {
        bool tells = false;
        foreach (Pair pair in pairs)
        {
            Func<int, double> number = numbers(pair);
            for (int at = 0; at < pair.Count; at++)
            {
                int[] s = pair.Derived.Subscripts(at);
                if (s[dimension] == 0)
                    continue;
                s[dimension] = 0;
                double first = number(Locate(pair.Derived, s));
                if (!evidence.AreClose(number(at), first))
                    return false;
                tells |= first != 0;
            }
        }
        return tells;
    }

    private static double SumAlong(Pair pair, int dimension, int at)
    {
        int[] s = pair.Derived.Subscripts(at);
        double sum = 0;
        for (s[dimension] = 0; s[dimension] < pair.Derived.Extent(dimension); s[dimension]++)
            sum += pair.Right(Locate(pair.Derived, s));
        return sum;
    }

    private static int Locate(Memory memory, int[] s) => memory.Locate(s[0], s.Length > 1 ? s[1] : 0, s.Length > 2 ? s[2] : 0, out _);

    private static string Ordinal(int dimension) => dimension switch { 0 => "first", 1 => "second", _ => "third" };
}
