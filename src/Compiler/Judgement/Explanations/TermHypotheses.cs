using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>
/// A derivative is a sum over the places where F reads the variable (the product rule); some of its terms are missing, or have a wrong factor.
/// </summary>
internal static class TermHypotheses
{
    private const int MostPlaces = 5;
    private const int MostPairs = 5;

    private static readonly double[] Factors = [0, -1, 2, 0.5];

    private sealed record Place(Let Let, string Text);

    public static string? Occurrences(Evidence evidence)
    {
        if (evidence.Pairs.Count == 0 || evidence.Quantity.Kind != QuantityKind.Derivative || evidence.Contest.Hand.Kind == DerivativeKind.Tangent || evidence.Budget.IsSpent)
            return null;
        Function primal = evidence.Contest.Hand.Primal;
        Parameter parameter = primal.Parameters[evidence.Quantity.Parameter];
        if (primal.Routines.Count > 0 || parameter is not (ArrayParameter or ScalarParameter { Passing: Passing.ByValue or Passing.In }) || evidence.IsOutput(evidence.Quantity.Parameter))
            return null;
        Place[] places = [.. Places(primal, parameter)];
        if (places.Length is < 2 or > MostPlaces)
            return null;

        // Points at which there is something to see, and the terms of the derivative there, one for each place.
        Pair[] pairs = [.. evidence.Pairs.Where(p => Evidence.Scale(p) > 0 || p.Sample.Differs).OrderByDescending(p => p.Sample.Differs).Take(MostPairs)];
        var terms = new List<double[]>[places.Length];
        for (int o = 0; o < places.Length; o++)
        {
            if (Terms(evidence, primal, parameter, places[o].Let, pairs) is not { } found)
                return null;
            terms[o] = found;
        }
        foreach (double factor in Factors)
        {
            for (int subset = 1; subset < (1 << places.Length) - 1; subset++)
            {
                if (Fits(evidence, pairs, terms, o => (subset >> o & 1) != 0 ? factor : 1))
                    return Said(factor, [.. places.Where((_, o) => (subset >> o & 1) != 0)]);
            }
        }
        for (int twice = 0; twice < places.Length; twice++)
        {
            for (int never = 0; never < places.Length; never++)
            {
                if (twice != never && Fits(evidence, pairs, terms, o => o == twice ? 2 : o == never ? 0 : 1))
                    return "the term that comes from " + places[twice].Text + " is counted twice, and the one from " + places[never].Text + " is missing: they are equal only where something is symmetric";
            }
        }
        return null;
    }

    private static string Said(double factor, Place[] places)
    {
        string terms = (places.Length == 1 ? "the term that comes from " : "the terms that come from ") + string.Join(" and ", places.Select(p => p.Text).Distinct());
        bool one = places.Length == 1;
        return factor switch
        {
            0 => terms + (one ? " is missing" : " are missing"),
            -1 => "the sign of " + terms + " is wrong",
            2 => terms + (one ? " is counted twice" : " are counted twice"),
            _ => "the factor 2 is missing in " + terms,
        };
    }

    private static bool Fits(Evidence evidence, Pair[] pairs, List<double[]>[] terms, Func<int, double> factor)
    {
        for (int p = 0; p < pairs.Length; p++)
        {
            double scale = Evidence.Scale(pairs[p]);
            for (int at = 0; at < pairs[p].Count; at++)
            {
                double sum = 0;
                for (int o = 0; o < terms.Length; o++)
                    sum += factor(o) * terms[o][p][at];
                if (!evidence.AreClose(pairs[p].Found(at), sum, scale))
                    return false;
            }
        }
        return true;
    }

    private static IEnumerable<Place> Places(Function primal, Parameter parameter)
    {
        PrimalText text = PrimalText.Of(primal);
        foreach (Let let in Walk.Statements(primal.Body).OfType<Let>())
        {
            bool reads = parameter is ArrayParameter { Array: var array }
                ? let.Expression is Load load && load.Array.Equals(array)
                : Walk.Operands(let.Expression).Contains(((ScalarParameter)parameter).Value);
            if (reads)
            {
                string? read = parameter is ArrayParameter ? text.Of(let.Target with { Name = null }) ?? parameter.Name : parameter.Name;
                yield return new Place(let, "'" + read + "'" + (let.Origin is { Line.Length: > 0 } origin ? " in '" + origin.Line + "'" : ""));
            }
        }
    }

    /// <summary>The part of the derivative that comes from one place: everywhere else the variable is another one, and constant.</summary>
    private static List<double[]>? Terms(Evidence evidence, Function primal, Parameter parameter, Let place, Pair[] pairs)
    {
        Contest contest = evidence.Contest;
        int next = primal.NextId;
        Parameter other;
        Func<Let, Let> elsewhere;
        if (parameter is ArrayParameter { Array: var array } p)
        {
            ArrayVariable copy = array with { Id = next };
            other = p with { Name = p.Name + "Held", Array = copy, IsConstant = true };
            elsewhere = let => let.Expression is Load load && load.Array.Equals(array) ? let with { Expression = load with { Array = copy } } : let;
        }
        else
        {
            var scalar = (ScalarParameter)parameter;
            Value copy = scalar.Value with { Id = next };
            other = scalar with { Name = scalar.Name + "Held", Value = copy, IsConstant = true };
            var rewriter = new Rewriter(o => o.Equals(scalar.Value) ? copy : o);
            elsewhere = let => let with { Expression = rewriter.Rewrite(let.Expression) };
        }
        Block Changed(Block block) => new(block.Statements.Select(s => s is Let let && !ReferenceEquals(s, place) ? elsewhere(let) : Walk.WithBlocks(s, Changed)).ToEquatableArray());
        Function held = primal with { Parameters = primal.Parameters.Append(other).ToEquatableArray(), Body = Changed(primal.Body), NextId = next + 1 };
        Function derivative = contest.Hand.Kind == DerivativeKind.Gradient ? AdjointFunction.Gradient(held, evidence.Cancellation) : AdjointFunction.Adjoint(held, evidence.Cancellation);
        Role[] roles = [.. Role.OfDerived(held, contest.Hand.Kind).Select(r => r == new Role(RoleKind.Own, primal.Parameters.Count) ? r with { Of = evidence.Quantity.Parameter } : r)];
        var terms = new List<double[]>();
        foreach (Pair pair in pairs)
        {
            Outcome outcome = contest.Other(derivative, roles, pair.Sample.Point);
            if (outcome.Fault is not null || evidence.Budget.IsSpent)
                return null;
            Memory term = outcome.Quantities[evidence.QuantityIndex];
            bool adds = contest.Hand.Kind == DerivativeKind.Adjoint;
            terms.Add([.. term.Data.Select((n, at) => adds ? n.Real - pair.Before!.Data[at].Real : n.Real)]);
        }
        return terms;
    }
}
