using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses a loop into two: the loop again, recording, and later a loop over the same counters that runs the adjoint of the
/// body, backwards where the order matters.
/// </summary>
/// <remarks>
/// A carried value s_{k+1} = f(s_k) gives a carried adjoint s̄_k = s̄_{k+1}·∂f/∂s_k; a value from outside the loop collects
/// Σ over the trips, a carried sum.
/// </remarks>
internal static class LoopReversal
{
    public static void Reverse(Loop loop, Region outer, AdjointContext context)
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
        bool ordered = carried.Exists(c => !c.Next.Equals(c.Inside));
        carried.AddRange(CarriedSums(region, outer.Frame, context));

        Value counter = context.Ids.Value(loop.Counter.Type, loop.Counter.Name);
        var mirror = new Dictionary<Value, Operand> { [loop.Counter] = counter };
        Block body = Recording.Resolve(region, mirror, carried.Select(c => c.Next), new TripRecorder(region, context), context);
        outer.Forward[outer.Position] = loop with { Body = new Block(region.ForwardStatements().ToEquatableArray()) };
        if (body.Statements.Count > 0 || carried.Count > 0)
        {
            var reversed = new Loop(counter, loop.Start, loop.Test, loop.Limit, loop.Step,
                Rewriter.Substituting(mirror).Rewrite(carried), body);
            if (ordered || OrderMatters(reversed, context))
            {
                var (start, test, limit, step) = LoopHeader.Backwards(loop, outer.Reverse);
                reversed = reversed with { Start = start, Test = test, Limit = limit, Step = step };
            }
            outer.Reverse.Add(reversed);
        }
        for (int i = 0; i < adjoints.Length; i++)
        {
            if (context.Activity.IsActive(adjoints[i].Primal.Initial))
                outer.Frame.Add(adjoints[i].Primal.Initial, carried[i].After, outer.Reverse);
        }
    }

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
        Loop loop, Region outer, Region region, AdjointContext context)
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

    /// <summary>
    /// Whether trips may not be exchanged: they take from a tape, or one reads or resets adjoints that another touches.
    /// </summary>
    private static bool OrderMatters(Loop reversed, AdjointContext context)
    {
        Statement[] inside = [.. Walk.Statements(reversed.Body)];
        if (inside.Any(s => s is Pop))
            return true;
        var made = new HashSet<ArrayVariable>(inside.OfType<Allocate>().Select(a => a.Array));
        var affine = new AffineAnalysis([reversed]);
        foreach (ArrayVariable array in inside.Select(ReadOrReset).OfType<ArrayVariable>().Distinct())
        {
            if (made.Contains(array) || !context.IsAdjoint(array))
                continue;
            EquatableArray<Operand>?[] elements = [.. inside.Select(s => Element(s, array)).Where(e => e is not null)];
            if (inside.Any(s => s is Clear c && c.Array.Equals(array))
                || elements.Any(a => elements.Any(b => !affine.DisjointAcrossIterations(reversed, a!.Value, b!.Value))))
                return true;
        }
        return false;
    }

    private static ArrayVariable? ReadOrReset(Statement statement) =>
        statement is Accumulate ? null : Walk.Reads(statement) ?? Walk.Writes(statement);

    private static EquatableArray<Operand>? Element(Statement statement, ArrayVariable array) => statement switch
    {
        Let { Expression: Load load } when load.Array.Equals(array) => load.Indices,
        Store store when store.Array.Equals(array) => store.Indices,
        Accumulate accumulate when accumulate.Array.Equals(array) => accumulate.Indices,
        _ => null,
    };
}
