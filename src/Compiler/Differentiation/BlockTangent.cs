using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Differentiates a block: its statements in their order, each followed by the tangent of what it does.</summary>
internal static class BlockTangent
{
    /// <summary>Adds the statements of a block and their tangents along some directions to another one.</summary>
    /// <param name="directions">What is known of each direction; at least one.</param>
    public static void Add(Block primal, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        foreach (Statement statement in primal.Statements)
        {
            directions[0].Cancellation.ThrowIfCancellationRequested();
            // The primal keeps its own origin; its tangent is known by another one.
            block.Origin = null;
            if (statement is not (Iteration or Branch or Push or Pop or OutsideCall))
                block.Add(statement);
            block.Origin = OriginOf(statement);
            switch (statement)
            {
                case Push s:
                    Add(s, block, directions);
                    break;
                case Pop s:
                    Add(s, block, directions);
                    break;
                case Iteration loop:
                    Add(loop, block, directions);
                    break;
                case Branch branch:
                    Add(branch, block, directions);
                    break;
                case Invoke invoke:
                    block.Origin = null;
                    RoutineTangent.Add(invoke, block, directions);
                    break;
                case Apply call:
                    CallTangent.Add(call, block, directions);
                    break;
                case Slice:
                    throw new NotSupportedException("A view inside the primal.");
                default:
                    foreach (TangentContext direction in directions)
                        AddTangent(statement, block, direction);
                    break;
            }
        }
        block.Origin = null;
    }

    private static void AddTangent(Statement statement, BlockBuilder block, TangentContext context)
    {
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
        }
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

    // Every value on a tape has its tangents on top of it, or none has.
    private static void Add(Push push, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        Origin? tangent = block.Origin;
        block.Origin = null;
        block.Add(push);
        block.Origin = tangent;
        foreach (TangentContext direction in directions.Where(d => d.Activity.IsTapeActive(push.Value.Type)))
            block.Add(new Push(direction.OrZero(push.Value)));
    }

    private static void Add(Pop pop, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        foreach (TangentContext direction in directions.Reverse().Where(d => d.Activity.IsTapeActive(pop.Target.Type)))
            block.Add(new Pop(direction.Define(pop.Target)));
        block.Origin = null;
        block.Add(pop);
    }

    /// <summary>A value handed from trip to trip hands its tangent on beside it: ṡ_{k+1} = (∂f/∂s_k)·ṡ_k.</summary>
    private static void Add(Iteration loop, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        (TangentContext Direction, Carried Primal, Operand Initial, Value Inside)[] active =
        [
            .. from direction in directions
               from c in loop.Carried
               where direction.Activity.IsActive(c.After) || direction.Activity.IsActive(c.Inside)
               let initial = direction.OrZero(c.Initial)
               select (direction, c, initial, direction.Define(c.Inside)),
        ];
        var body = new BlockBuilder(directions[0].Ids);
        Add(loop.Body, body, directions);
        IEnumerable<Carried> tangents = active.Select(a => new Carried(a.Inside, a.Initial, a.Direction.OrZero(a.Primal.Next), a.Direction.Define(a.Primal.After)));
        block.Origin = null;
        block.Add(loop with { Body = body.ToBlock(), Carried = [.. loop.Carried, .. tangents] });
    }

    private static void Add(Branch branch, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        Operand[] vanishing = branch.IsGuard ? [.. directions.Select(d => Vanishing(branch.Condition, block, d))] : [];
        Operand condition = branch.IsGuard ? vanishing.Aggregate((all, one) => And(all, one, block)) : branch.Condition;
        BlockBuilder then = new(directions[0].Ids), otherwise = new(directions[0].Ids);
        Add(branch.Then, then, directions);
        Add(branch.Else, otherwise, directions);
        // Where a factor is 0 and stays so along one direction only, that one gets nothing of what the others need.
        bool isApart = branch.IsGuard && directions.Count > 1;
        Operand Else(Operand isZero, Operand zero, Operand value) =>
            isApart && zero is Constant && value != zero ? Select(isZero, zero, value, otherwise) : value;
        IEnumerable<Merge> tangents =
        [
            .. from k in Enumerable.Range(0, directions.Count)
               from m in branch.Merges
               where directions[k].Activity.IsActive(m.Result)
               let zero = directions[k].OrZero(m.Then)
               let value = Else(isApart ? vanishing[k] : branch.Condition, zero, directions[k].OrZero(m.Else))
               select new Merge(directions[k].Define(m.Result), zero, value),
        ];
        IEnumerable<Merge> primal = [.. branch.Merges.Select(m => m with { Else = Else(branch.Condition, m.Then, m.Else) })];
        block.Origin = null;
        block.Add(branch with { Condition = condition, Then = then.ToBlock(), Else = otherwise.ToBlock(), Merges = [.. primal, .. tangents] });
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

    private static Operand And(Operand a, Operand b, BlockBuilder block) => a == b ? a : block.Binary(BinaryOperator.And, a, b);

    private static Value Select(Operand condition, Operand then, Operand otherwise, BlockBuilder block)
    {
        Value result = block.Ids.Value(then.Type);
        block.Add(new Branch(condition, Block.Empty, Block.Empty, [new Merge(result, then, otherwise)]));
        return result;
    }
}
