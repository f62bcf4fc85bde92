using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses a loop into two: the loop again, recording, and later a loop over the same counters that runs the adjoint of the
/// body, backwards (where the order makes no difference, the optimiser turns it round again).
/// </summary>
/// <remarks>
/// A carried value s_{k+1} = f(s_k) gives a carried adjoint s̄_k = s̄_{k+1}·∂f/∂s_k; a value from outside the loop collects
/// Σ over the trips, a carried sum.
/// </remarks>
internal static class LoopReversal
{
    public static void Reverse(Iteration loop, Region outer, AdjointContext context)
    {
        var region = new Region(outer, loop, loop.Body, shared: false, FrameKind.Loop, context);
        (Carried Primal, Value Start, Operand Initial)[] adjoints = StartCarried(loop, outer, region, context);
        BlockReversal.Reverse(region, context);

        var carried = new List<Carried>();
        foreach ((Carried primal, Value start, Operand initial) in adjoints)
        {
            Operand next = region.Frame[primal.Inside] ?? Constant.Zero(start.Type);
            carried.Add(new Carried(start, initial, next, context.Ids.Value(start.Type, start.Name)));
        }
        carried.AddRange(CarriedSums(region, outer.Frame, context));

        Value counter = context.Ids.Value(loop.Counter.Type, loop.Counter.Name);
        var mirror = new Dictionary<Value, Operand> { [loop.Counter] = counter };
        Block body = Recording.Resolve(region, mirror, carried.Select(c => c.Next), new TripRecorder(region, context), context);
        outer.Forward[outer.Position] = loop with { Body = new Block(region.ForwardStatements().ToEquatableArray()) };
        if (body.Statements.Count > 0 || carried.Count > 0)
        {
            var (start, test, limit, step) = Backwards(loop, outer.Reverse);
            outer.Reverse.Add(new Loop(counter, start, test, limit, step, Rewriter.Substituting(mirror).Rewrite(carried), body));
        }
        for (int i = 0; i < adjoints.Length; i++)
        {
            if (context.Activity.IsActive(adjoints[i].Primal.Initial))
                outer.Frame.Add(adjoints[i].Primal.Initial, carried[i].After, outer.Reverse);
        }
    }

    private static (Operand Start, LoopTest Test, Operand Limit, Operand Step) Backwards(Iteration loop, BlockBuilder block) => loop switch
    {
        Loop counted => LoopArithmetic.Backwards(counted, block),
        While conditional => (block.Binary(BinaryOperator.Subtract, conditional.Trips, Constant.Int(1)), LoopTest.GreaterOrEqual, Constant.Int(0), Constant.Int(-1)),
        _ => throw new ArgumentOutOfRangeException(nameof(loop)),
    };

    /// <summary>
    /// Carries the sums that leave a loop; each starts from what is known outside and is what is known outside afterwards.
    /// </summary>
    private static IEnumerable<Carried> CarriedSums(Region region, AdjointFrame outer, AdjointContext context)
    {
        foreach (Value value in region.Frame.Imported)
        {
            Operand initial = outer.SoFar(value) ?? Constant.Zero(value.Type);
            Value after = context.Ids.Value(value.Type, Names.Adjoint(value));
            outer.Set(value, after);
            yield return new Carried(region.Frame.StartOf(value), initial, region.Frame[value]!, after);
        }
    }

    private static (Carried Primal, Value Start, Operand Initial)[] StartCarried(
        Iteration loop, Region outer, Region region, AdjointContext context)
    {
        var adjoints = new List<(Carried, Value, Operand)>();
        foreach (Carried carried in loop.Carried)
        {
            bool active = context.Activity.IsActive(carried.After) || context.Activity.IsActive(carried.Inside);
            if (!active)
                continue;
            Operand initial = outer.Frame[carried.After] ?? Constant.Zero(carried.After.Type);
            Value start = context.Ids.Value(carried.After.Type, Names.Adjoint(carried.After));
            if (context.Activity.IsActive(carried.Next))
                region.Frame.Add(carried.Next, start, region.Reverse);
            adjoints.Add((carried, start, initial));
        }
        return [.. adjoints];
    }
}
