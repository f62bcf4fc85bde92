using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Runs the adjoint of a loop's (or branch's) body right after the body, trip by trip, so that nothing is stored: possible where
/// trips are independent up to sums and the adjoints that enter are known before the loop.
/// </summary>
/// <remarks>
/// For s = Σᵢ f(xᵢ) with s̄ known: each trip does s += f(xᵢ) and x̄ᵢ += s̄·f'(xᵢ). It is asked that every active carried value is
/// a <see cref="SumReduction"/>, that s̄ does not depend on the loop, that the adjoints it adds to are only added to by what comes
/// after it in the primal, and that an active array from outside that it writes is not touched after it, and no element of it by two
/// trips: ȳᵢ is then known before the loop.
/// </remarks>
internal static class FusedSweeps
{
    public static bool TryReverse(Iteration loop, Region outer, AdjointContext context)
    {
        Carried[] active = [.. loop.Carried.Where(c => context.Activity.IsActive(c.After) || context.Activity.IsActive(c.Inside))];
        if (!active.All(c => SumReduction.Is(loop, c)) || !CanRunEarly(loop, active.Select(c => c.After), outer, context))
            return false;

        var region = new Region(outer, loop, loop.Body, shared: true, FrameKind.Loop, context);
        foreach (Carried c in active)
        {
            if (outer.Frame[c.After] is not { } adjoint)
                continue;
            if (context.Activity.IsActive(c.Next))
                region.Frame.Add(c.Next, adjoint, region.Reverse);
            if (context.Activity.IsActive(c.Initial))
                outer.Frame.Add(c.Initial, adjoint, outer.Reverse);
        }
        BlockReversal.Reverse(region, context);

        var carried = new List<Carried>(loop.Carried);
        foreach (Value value in region.Frame.Imported)
        {
            Value after = context.Ids.Value(value.Type, Names.Adjoint(value));
            carried.Add(new Carried(region.Frame.StartOf(value), Constant.Zero(value.Type), region.Frame[value]!, after));
            outer.Frame.Add(value, after, outer.Reverse);
        }
        outer.Forward[outer.Position] = loop with { Body = Together(region), Carried = carried.ToEquatableArray() };
        return true;
    }

    public static bool TryReverse(Branch branch, Region outer, AdjointContext context)
    {
        Merge[] active = [.. branch.Merges.Where(m => context.Activity.IsActive(m.Result))];
        // A mere choice between two values is shorter as the choice between their adjoints.
        bool computes = branch.Then.Statements.Concat(branch.Else.Statements).Any(context.Activity.HasActive);
        if (!computes || !CanRunEarly(branch, active.Select(m => m.Result), outer, context))
            return false;

        Region then = Reverse(branch, branch.Then, active, m => m.Then, outer, context);
        Region otherwise = Reverse(branch, branch.Else, active, m => m.Else, outer, context);
        var merges = new List<Merge>(branch.Merges);
        foreach (Value value in then.Frame.Imported.Union(otherwise.Frame.Imported).ToArray())
        {
            Constant zero = Constant.Zero(value.Type);
            Value result = context.Ids.Value(value.Type, Names.Adjoint(value));
            merges.Add(new Merge(result, then.Frame[value] ?? zero, otherwise.Frame[value] ?? zero));
            outer.Frame.Add(value, result, outer.Reverse);
        }
        outer.Forward[outer.Position] = branch with
        {
            Then = Together(then),
            Else = Together(otherwise),
            Merges = merges.ToEquatableArray(),
        };
        return true;
    }

    private static Region Reverse(
        Branch branch, Block block, Merge[] active, Func<Merge, Operand> side, Region outer, AdjointContext context)
    {
        var region = new Region(outer, branch, block, shared: true, FrameKind.FusedBranch, context);
        foreach (Merge merge in active)
        {
            if (outer.Frame[merge.Result] is { } adjoint && context.Activity.IsActive(side(merge)))
                region.Frame.Add(side(merge), adjoint, region.Reverse);
        }
        BlockReversal.Reverse(region, context);
        return region;
    }

    private static Block Together(Region region) =>
        new(region.ForwardStatements().Concat(region.Reverse.Statements).ToEquatableArray());

    /// <summary>
    /// Whether the adjoint of a statement may run with the statement itself. If so, what it takes to know the adjoints of the
    /// results is moved before the statement.
    /// </summary>
    private static bool CanRunEarly(Statement statement, IEnumerable<Value> results, Region outer, AdjointContext context)
    {
        if (!outer.Shared || !ArraysAllow(statement, outer, context))
            return false;
        var slice = new EarlySlice(outer, context);
        foreach (Value result in results)
        {
            if (outer.Frame[result] is { } adjoint && !slice.TryInclude(adjoint))
                return false;
        }
        slice.Move();
        return true;
    }

    private static bool ArraysAllow(Statement statement, Region outer, AdjointContext context)
    {
        Statement[] inside = [.. Walk.Statements([statement])];
        var made = new HashSet<ArrayVariable>(inside.OfType<Allocate>().Select(a => a.Array));
        foreach (Statement s in inside)
        {
            if (Walk.Writes(s) is { } written && !made.Contains(written) && context.Activity.IsActive(written)
                && (outer.IsTouchedLater(written) || statement is Iteration loop && !context.Overwrites.TripsAreApart(loop, written)))
                return false;
            if (Walk.Reads(s) is { } read && !made.Contains(read) && context.Activity.IsActive(read)
                && outer.IsWrittenLater(read))
                return false;
        }
        return true;
    }
}
