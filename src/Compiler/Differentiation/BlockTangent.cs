using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Differentiates a block: its statements in their order, each followed by the tangent of what it does.</summary>
internal static class BlockTangent
{
    /// <summary>Adds the statements of a block and their tangents to another one.</summary>
    public static void Add(Block primal, BlockBuilder block, TangentContext context)
    {
        foreach (Statement statement in primal.Statements)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            // The primal keeps its own origin; its tangent is known by another one.
            block.Origin = null;
            if (statement is not (Iteration or Branch or Push or Pop or Invoke))
                block.Add(statement);
            block.Origin = OriginOf(statement);
            switch (statement)
            {
                case Let let:
                    ExpressionTangent.Add(let, block, context);
                    break;
                case Store s when context.Activity.IsActive(s.Array):
                    block.Add(new Store(context.TangentOf(s.Array), s.Indices, context.OrZero(s.Value)));
                    break;
                case Accumulate s when context.Activity.IsActive(s.Array) && context[s.Value] is { } tangent:
                    block.Add(new Accumulate(context.TangentOf(s.Array), s.Indices, tangent));
                    break;
                case Clear s when context.Activity.IsActive(s.Array):
                    block.Add(new Clear(context.TangentOf(s.Array)));
                    break;
                case Allocate s when context.HasTangent(s.Array):
                    block.Add(Tangent(s, context));
                    break;
                case Push s:
                    Add(s, block, context);
                    break;
                case Pop s:
                    Add(s, block, context);
                    break;
                case Iteration loop:
                    Add(loop, block, context);
                    break;
                case Branch branch:
                    Add(branch, block, context);
                    break;
                case Invoke invoke:
                    block.Origin = null;
                    RoutineTangent.Add(invoke, block, context);
                    break;
                case Slice:
                    throw new NotSupportedException("A view inside the primal.");
            }
        }
        block.Origin = null;
    }

    private static Origin OriginOf(Statement statement) => statement.Origin is { Sweep: Sweep.Adjoint } adjoint
        ? adjoint
        : new Origin(statement.Origin?.Line ?? "", Sweep.Tangent);

    // A returned array that no input reaches has a tangent all the same; nothing is written to it.
    private static Allocate Tangent(Allocate allocate, TangentContext context)
    {
        bool isActive = context.Activity.IsActive(allocate.Array);
        ArrayVariable? copied = allocate.CopyOf is { } source && context.Activity.IsActive(source) ? context.TangentOf(source) : null;
        return new Allocate(context.TangentOf(allocate.Array), allocate.Extents, allocate.Cleared || !isActive || (allocate.CopyOf is not null && copied is null))
        {
            CopyOf = copied,
        };
    }

    // Every value on a tape has its tangent on top of it, or none has.
    private static void Add(Push push, BlockBuilder block, TangentContext context)
    {
        Origin? tangent = block.Origin;
        block.Origin = null;
        block.Add(push);
        block.Origin = tangent;
        if (context.Activity.IsTapeActive(push.Value.Type))
            block.Add(new Push(context.OrZero(push.Value)));
    }

    private static void Add(Pop pop, BlockBuilder block, TangentContext context)
    {
        if (context.Activity.IsTapeActive(pop.Target.Type))
            block.Add(new Pop(context.Define(pop.Target)));
        block.Origin = null;
        block.Add(pop);
    }

    /// <summary>A value handed from trip to trip hands its tangent on beside it: ṡ_{k+1} = (∂f/∂s_k)·ṡ_k.</summary>
    private static void Add(Iteration loop, BlockBuilder block, TangentContext context)
    {
        Carried[] active = [.. loop.Carried.Where(c => context.Activity.IsActive(c.After) || context.Activity.IsActive(c.Inside))];
        Operand[] initial = [.. active.Select(c => context.OrZero(c.Initial))];
        Value[] inside = [.. active.Select(c => context.Define(c.Inside))];
        var body = new BlockBuilder(context.Ids);
        Add(loop.Body, body, context);
        IEnumerable<Carried> tangents = active.Select((c, i) => new Carried(inside[i], initial[i], context.OrZero(c.Next), context.Define(c.After)));
        block.Origin = null;
        block.Add(loop with { Body = body.ToBlock(), Carried = [.. loop.Carried, .. tangents] });
    }

    private static void Add(Branch branch, BlockBuilder block, TangentContext context)
    {
        BlockBuilder then = new(context.Ids), otherwise = new(context.Ids);
        Add(branch.Then, then, context);
        Add(branch.Else, otherwise, context);
        IEnumerable<Merge> tangents = branch.Merges.Where(m => context.Activity.IsActive(m.Result))
            .Select(m => new Merge(context.Define(m.Result), context.OrZero(m.Then), context.OrZero(m.Else)));
        Operand condition = branch.IsGuard ? Vanishing(branch.Condition, block, context) : branch.Condition;
        block.Origin = null;
        block.Add(branch with { Condition = condition, Then = then.ToBlock(), Else = otherwise.ToBlock(), Merges = [.. branch.Merges, .. tangents] });
    }

    // s·p with s = 0 changes by ṡ·p: it stays 0 only if ṡ is 0 too.
    private static Operand Vanishing(Operand condition, BlockBuilder block, TangentContext context)
    {
        if (context.Definition(condition) is not Binary { Operator: BinaryOperator.Equal, A: var factor })
            return Constant.Bool(false);
        if (context[factor] is not { } tangent)
            return condition;
        Value same = block.Binary(BinaryOperator.Equal, tangent, Constant.Zero(tangent.Type));
        return block.Binary(BinaryOperator.And, condition, same);
    }
}
