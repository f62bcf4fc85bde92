using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// Recognises carried values that a loop only adds to, <c>s = s + t</c>, directly or through inner loops and branches.
/// </summary>
/// <remarks>∂s_after/∂t = 1 in every trip, so the adjoint of s is the same before, in and after the loop.</remarks>
internal static class SumReduction
{
    public static bool Is(Iteration loop, Carried carried) => Leads(loop.Body, carried.Inside, carried.Next, OtherOperands(loop, carried));

    /// <summary>Whether the block uses <paramref name="from"/> for nothing but a chain of additions that ends in <paramref name="to"/>.</summary>
    private static bool Leads(Block block, Value from, Operand to, IEnumerable<Operand> leaving)
    {
        Value current = from;
        var passed = new HashSet<Operand>();
        int outside = leaving.Count(o => o.Equals(current));
        foreach (Statement statement in block.Statements)
        {
            // s + (t + s) adds s twice, through one chain and beside it.
            if (passed.Count > 0 && Walk.Statements([statement]).SelectMany(Walk.Operands).Any(passed.Contains))
                return false;
            if (!Uses(statement, current))
                continue;
            if (outside > 0 || Step(statement, current) is not { } next)
                return false;
            passed.Add(current);
            current = next;
            outside = leaving.Count(o => o.Equals(current));
        }
        return outside == 0 && current.Equals(to);
    }

    /// <summary>What the chain goes on with after a statement; null if the statement does something else with it.</summary>
    private static Value? Step(Statement statement, Value current) => statement switch
    {
        Let { Expression: Binary { Operator: BinaryOperator.Add } sum } let
            when sum.A.Equals(current) != sum.B.Equals(current) => let.Target,
        Let { Expression: Binary { Operator: BinaryOperator.Subtract } difference } let
            when difference.A.Equals(current) && !difference.B.Equals(current) => let.Target,
        Iteration loop => StepThrough(loop, current),
        Branch branch => StepThrough(branch, current),
        _ => null,
    };

    private static Value? StepThrough(Iteration loop, Value current)
    {
        if (loop is Loop counted && (counted.Start.Equals(current) || counted.Limit.Equals(current) || counted.Step.Equals(current)))
            return null;
        Carried[] started = [.. loop.Carried.Where(c => c.Initial.Equals(current))];
        bool usedInside = loop.Body.Statements.Any(s => Uses(s, current)) || loop.Carried.Any(c => c.Next.Equals(current));
        return started.Length == 1 && !usedInside && Is(loop, started[0]) ? started[0].After : null;
    }

    private static Value? StepThrough(Branch branch, Value current)
    {
        if (branch.Condition.Equals(current))
            return null;
        Merge? carrying = null;
        foreach (Merge merge in branch.Merges)
        {
            if (LeadsBothWays(branch, merge, current))
                carrying = merge;
        }
        return carrying?.Result;
    }

    private static bool LeadsBothWays(Branch branch, Merge merge, Value current)
    {
        Merge[] others = [.. branch.Merges.Where(m => !ReferenceEquals(m, merge))];
        return Leads(branch.Then, current, merge.Then, others.Select(m => m.Then))
            && Leads(branch.Else, current, merge.Else, others.Select(m => m.Else));
    }

    private static bool Uses(Statement statement, Value value) =>
        Walk.Statements([statement]).Any(s => Walk.Operands(s).Any(o => o.Equals(value)));

    private static IEnumerable<Operand> OtherOperands(Iteration loop, Carried carried) =>
        loop.Carried.Where(c => !ReferenceEquals(c, carried)).Select(c => c.Next);
}
