using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Exchanges two loops of the adjoint sweep where the inner one jumps through memory and the outer one would walk:
/// for b { P; for k { dA[k, b] += u·B[k, b] } } ⟹ for b { P; us[b] = u } for k { for b { dA[k, b] += us[b]·B[k, b] } }.
/// </summary>
/// <remarks>
/// Loop distribution with scalar expansion, then interchange (Allen and Kennedy, <i>Optimizing Compilers for Modern Architectures</i>, chapter 5).
/// Legal where the inner loop only adds to arrays that nothing in the outer loop reads, and reads only arrays that
/// nothing in it writes: sums may be added in any order in the adjoint sweep.
/// </remarks>
internal sealed class InterchangeLoops
{
    public static readonly Pass Pass = new(nameof(InterchangeLoops), Run);

    private readonly AffineAnalysis _analysis;
    private readonly IdSource _ids;

    private InterchangeLoops(Function function, CancellationToken ct)
    {
        _analysis = AffineAnalysis.Of(function, ct);
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, CancellationToken ct)
    {
        var pass = new InterchangeLoops(function, ct);
        Block body = pass.Visit(function.Body, [], ct);
        return function with { Body = body, NextId = pass._ids.Next };
    }

    private Block Visit(Block block, IReadOnlyList<Loop> around, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Loop loop:
                    output.AddRange(Exchange(loop with { Body = Visit(loop.Body, [.. around, loop], ct) }, around));
                    break;
                case While loop:
                    output.Add(loop with { Body = Visit(loop.Body, around, ct) });
                    break;
                case Branch branch:
                    output.Add(branch with { Then = Visit(branch.Then, around, ct), Else = Visit(branch.Else, around, ct) });
                    break;
                default:
                    output.Add(statement);
                    break;
            }
        }
        return new Block(output.ToEquatableArray());
    }

    private IEnumerable<Statement> Exchange(Loop outer, IReadOnlyList<Loop> around)
    {
        if (outer.Body.Statements.Count == 0 || outer.Body.Statements[outer.Body.Statements.Count - 1] is not Loop inner
            || !OnlyAdds(inner) || !HeaderIsInvariant(inner, outer) || !Gains(outer, inner))
        {
            return [outer];
        }
        Statement[] before = [.. outer.Body.Statements.Take(outer.Body.Statements.Count - 1)];
        if (!MayRunAfter(inner, before))
            return [outer];

        // Values of a trip of the outer loop that the inner one uses are kept for all trips.
        var perTrip = new HashSet<Value>(before.SelectMany(Walk.Definitions).Concat(outer.Carried.Select(c => c.Inside)));
        Value[] kept = [.. Walk.Statements(inner.Body).SelectMany(Walk.Operands).OfType<Value>().Where(perTrip.Contains).Distinct()];
        var made = new Origin("", Sweep.Adjoint);
        var allocations = new BlockBuilder(_ids) { Origin = made };
        var stores = new BlockBuilder(_ids) { Origin = made };
        var loads = new BlockBuilder(_ids) { Origin = made };
        Value counter = _ids.Value(outer.Counter.Type, outer.Counter.Name);
        var mirror = new Dictionary<Value, Operand> { [outer.Counter] = counter };
        foreach (Value value in kept)
        {
            if (LiesInArray(value, before, perTrip) is { } load)
            {
                mirror[value] = loads.Load(load.Array, load.Indices.Select(i => Rewriter.Resolve(i, mirror)).ToEquatableArray(), value.Name);
                continue;
            }
            var all = new ArrayVariable(_ids.Take(), (value.Name ?? "t") + "s", value.Type, ArrayForm.Span, ArrayRole.Scratch);
            allocations.Add(new Allocate(all, [LoopArithmetic.Trips(outer, allocations)], Cleared: false));
            stores.Add(new Store(all, [LoopArithmetic.Ordinal(outer, stores)], value));
            mirror[value] = loads.Load(all, [LoopArithmetic.Ordinal(outer with { Counter = counter }, loads)], value.Name);
        }
        Block innermost = new(loads.Statements.Concat(Rewriter.Substituting(mirror).Rewrite(inner.Body).Statements).ToEquatableArray());
        Loop along = new(counter, outer.Start, outer.Test, outer.Limit, outer.Step, [], innermost) { Origin = inner.Origin };
        Loop across = inner with { Body = new Block([along]) };
        // Knowing that the innermost loop runs, later passes may take out of it what could fail if it did not.
        var after = new BlockBuilder(_ids) { Origin = made };
        if (around.Any(l => LoopArithmetic.RunsAtAll(l).Equals(LoopArithmetic.RunsAtAll(along))))
            after.Add(across);
        else
            after.Add(new Branch(after.Let(LoopArithmetic.RunsAtAll(along)), new Block([across]), Block.Empty, []));
        bool nothingLeft = before.Length == 0 && outer.Carried.Count == 0;
        return nothingLeft
            ? after.Statements
            : [.. allocations.Statements, outer with { Body = new Block(before.Concat(stores.Statements).ToEquatableArray()) }, .. after.Statements];
    }

    /// <summary>The load that gave a value, if it gives the same after the outer loop: nothing in it writes to the array.</summary>
    private static Load? LiesInArray(Value value, Statement[] before, HashSet<Value> perTrip) =>
        before.OfType<Let>().FirstOrDefault(l => l.Target.Equals(value))?.Expression is Load load
        && load.Indices.All(i => i is not Value v || !perTrip.Contains(v))
        && !Walk.Statements(before).Any(s => load.Array.Equals(Walk.Writes(s)))
            ? load
            : null;

    /// <summary>Whether the loop does nothing but add to arrays it does not read.</summary>
    private static bool OnlyAdds(Loop loop)
    {
        if (loop.Carried.Count > 0 || !loop.Body.Statements.Any(s => s is Accumulate))
            return false;
        var added = new HashSet<ArrayVariable>(loop.Body.Statements.OfType<Accumulate>().Select(a => a.Array));
        return loop.Body.Statements.All(s => s switch
        {
            Let { Expression: Load load } => !added.Contains(load.Array),
            Let => true,
            Accumulate a => a.Origin is { Sweep: Sweep.Adjoint },
            _ => false,
        });
    }

    private static bool HeaderIsInvariant(Loop inner, Loop outer)
    {
        var inside = new HashSet<Operand>([outer.Counter, .. outer.Carried.Select(c => c.Inside), .. outer.Body.Statements.SelectMany(Walk.Definitions)]);
        return !inside.Contains(inner.Start) && !inside.Contains(inner.Limit) && !inside.Contains(inner.Step);
    }

    /// <summary>Whether what comes before the inner loop, in all later trips too, neither sees its sums nor changes what it reads.</summary>
    private static bool MayRunAfter(Loop inner, Statement[] before)
    {
        var added = new HashSet<ArrayVariable>(inner.Body.Statements.OfType<Accumulate>().Select(a => a.Array));
        var read = new HashSet<ArrayVariable>(inner.Body.Statements.Select(Walk.Reads).OfType<ArrayVariable>());
        return Walk.Statements(before).All(s =>
            (Walk.Reads(s) is not { } seen || !added.Contains(seen))
            && (Walk.Writes(s) is not { } changed || (!read.Contains(changed) && (s is Accumulate || !added.Contains(changed))))
            && s is not (Push or Pop));
    }

    /// <summary>Whether more accesses walk through memory with the outer counter than with the inner one.</summary>
    private bool Gains(Loop outer, Loop inner)
    {
        int with = 0, without = 0;
        foreach (Statement statement in inner.Body.Statements)
        {
            (ArrayVariable Array, EquatableArray<Operand> Indices)? access = statement switch
            {
                Let { Expression: Load load } => (load.Array, load.Indices),
                Accumulate a => (a.Array, a.Indices),
                _ => null,
            };
            if (access is not { } found || found.Array.Rank < 2)
                continue;
            AffineForm last = _analysis.Form(found.Indices[found.Indices.Count - 1]);
            with += last.Coefficient(outer.Counter) != 0 ? 1 : 0;
            without += last.Coefficient(inner.Counter) != 0 ? 1 : 0;
        }
        return with > without;
    }
}
