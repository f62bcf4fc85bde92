using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses a branch into two: the branch again, handing out what its adjoint needs, and later a branch on the same condition.
/// </summary>
/// <remarks>A merge v = c ? a : b gives ā += v̄ in one branch, b̄ += v̄ in the other; the branch not taken contributes nothing.</remarks>
internal static class BranchReversal
{
    public static void Reverse(Branch branch, Region outer, AdjointContext context)
    {
        Region then = Reverse(branch, branch.Then, m => m.Then, outer, context);
        Region otherwise = Reverse(branch, branch.Else, m => m.Else, outer, context);

        var merges = new List<Merge>();
        foreach (Value value in then.Frame.Imported.Union(otherwise.Frame.Imported).ToArray())
        {
            Operand before = outer.Frame.SoFar(value) ?? Constant.Zero(value.Type);
            Value result = context.Ids.Value(value.Type, Names.Adjoint(value));
            merges.Add(new Merge(result, then.Frame[value] ?? before, otherwise.Frame[value] ?? before));
            outer.Frame.Set(value, result);
        }
        var kept = new List<Merge>();
        Block reversedThen = Recording.Resolve(then, [], merges.Select(m => m.Then), new MergeRecorder(kept, (v, none) => (v, none), context), context);
        Block reversedElse = Recording.Resolve(otherwise, [], merges.Select(m => m.Else), new MergeRecorder(kept, (v, none) => (none, v), context), context);
        outer.Forward[outer.Position] = branch with
        {
            Then = new Block(then.ForwardStatements().ToEquatableArray()),
            Else = new Block(otherwise.ForwardStatements().ToEquatableArray()),
            Merges = branch.Merges.Concat(kept).ToEquatableArray(),
        };
        foreach (Merge merge in kept)
            outer.Define(merge.Result);
        if (merges.Count > 0 || reversedThen.Statements.Count > 0 || reversedElse.Statements.Count > 0)
            outer.Reverse.Add(new Branch(branch.Condition, reversedThen, reversedElse, merges.ToEquatableArray()));
    }

    private static Region Reverse(Branch branch, Block block, Func<Merge, Operand> side, Region outer, AdjointContext context)
    {
        var region = new Region(outer, branch, block, shared: false, FrameKind.Branch, context);
        foreach (Merge merge in branch.Merges)
        {
            if (outer.Frame[merge.Result] is { } adjoint && context.Activity.IsActive(merge.Result) && context.Activity.IsActive(side(merge)))
                region.Frame.Add(side(merge), adjoint, region.Reverse);
        }
        BlockReversal.Reverse(region, context);
        return region;
    }
}
