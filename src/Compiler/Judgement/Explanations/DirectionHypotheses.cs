using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>A tangent is a sum over the directions in which the parameters move; what one of them contributes is missing, or has a wrong factor.</summary>
internal static class DirectionHypotheses
{
    private static readonly double[] Factors = [0, -1, 2, 0.5];

    public static string? Contributions(Evidence evidence)
    {
        Contest contest = evidence.Contest;
        if (evidence.Pairs.Count == 0 || contest.Hand.Kind != DerivativeKind.Tangent)
            return null;
        int[] directions = [.. contest.Hand.Roles.Where(r => r.Kind == RoleKind.Derivative).Select(r => r.Of).Distinct()];
        if (directions.Length < 2)
            return null;
        foreach (int direction in directions)
        {
            // What is left of the right tangent when this parameter does not move.
            var without = new Dictionary<Pair, Memory>();
            foreach (Pair pair in evidence.Pairs)
            {
                Outcome still = contest.Derived(Still(pair.Sample.Point, direction));
                if (still.Fault is not null || evidence.Budget.IsSpent)
                    return null;
                without.Add(pair, still.Quantities[evidence.QuantityIndex]);
            }
            foreach (double factor in Factors)
            {
                if (evidence.Holds((p, at) => without[p].Data[at].Real + (factor * (p.Right(at) - without[p].Data[at].Real))))
                {
                    string what = "what '" + contest.Hand.Hand.Parameters[contest.Hand.Roles.ToList().FindIndex(r => r == new Role(RoleKind.Derivative, direction))].Name + "' contributes ";
                    return what + factor switch { 0 => "is missing", -1 => "has the wrong sign", 2 => "is counted twice", _ => "lacks the factor 2" };
                }
            }
        }
        return null;
    }

    private static Point Still(Point point, int parameter) => point with
    {
        Before = point.Before.ToDictionary(b => b.Key, b => b.Key != parameter ? b.Value
            : [.. b.Value.Select(a => a.Memory is { } memory ? (Argument)memory.Like() : default(Number))]),
    };
}
