using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Gives the adjoint of a block the primal's values that it uses: computed again where that is cheap and possible, stored by the
/// primal where not.
/// </summary>
/// <remarks>
/// In this order: not needed · computed again from what is still there (counters, values of outer blocks, elements that nobody has
/// overwritten) · stored, as few values as possible (<see cref="RecordingCut"/>).
/// </remarks>
internal static class Recording
{
    private const int LargestBranchComputedAgain = 16;

    /// <summary>The adjoint statements of a region, preceded by what makes the primal's values available to them.</summary>
    /// <param name="mirror">
    /// What primal values are called in the adjoint: on entry the counter of a loop, on return all values used.
    /// </param>
    /// <param name="exits">Operands that leave the adjoint without a statement: merges and carried values.</param>
    public static Block Resolve(
        Region region, Dictionary<Value, Operand> mirror, IEnumerable<Operand> exits, IRecorder recorder, AdjointContext context)
    {
        IReadOnlyList<Statement> reverse = region.Reverse.Statements;
        List<Value> needed = Needed(reverse, exits, region, mirror);
        Value[]? From(Value value) => Inputs(value, region, mirror, context);
        RecordingPlan plan = RecordingCut.Plan(needed, From, context.Cancellation);
        StoredValue[]? notes = context.Notes?.Describe(plan.Stored, needed, From, region, reverse, context);

        var prelude = new BlockBuilder(context.Ids);
        for (int i = 0; i < plan.Stored.Count; i++)
        {
            (Value readBack, IReadOnlyList<Loop>? loops) = recorder.Record(plan.Stored[i], prelude);
            mirror[plan.Stored[i]] = readBack;
            if (notes is not null)
                context.Notes!.Add(loops is null ? notes[i] : notes[i] with { Loops = [.. loops] }, readBack, prelude.Statements.LastOrDefault(s => Walk.Definitions(s).Contains(readBack)));
        }
        var recomputed = new HashSet<Value>(plan.Recomputed);
        foreach (int index in plan.Recomputed.Select(region.IndexOf).Distinct().OrderBy(i => i).ToArray())
            Recompute(region.Primal.Statements[index], recomputed, mirror, region, prelude, context);

        Rewriter rewriter = Rewriter.Substituting(mirror);
        return new Block(prelude.Statements.Concat(reverse).Select(rewriter.Rewrite).ToEquatableArray());
    }

    private static List<Value> Needed(
        IReadOnlyList<Statement> reverse, IEnumerable<Operand> exits, Region region, Dictionary<Value, Operand> mirror)
    {
        var needed = new List<Value>();
        var seen = new HashSet<Value>(mirror.Keys);
        foreach (Operand operand in Walk.Statements(reverse).SelectMany(Walk.Operands).Concat(exits))
        {
            if (operand is Value value && region.Defined.Contains(value) && seen.Add(value))
                needed.Add(value);
        }
        return needed;
    }

    /// <summary>
    /// The values of this block that a value can be computed from again; null if it cannot, or should rather be stored.
    /// </summary>
    private static Value[]? Inputs(Value value, Region region, Dictionary<Value, Operand> mirror, AdjointContext context)
    {
        int index = region.IndexOf(value);
        if (index < 0)
            return mirror.ContainsKey(value) ? [] : null;
        Statement statement = region.Primal.Statements[index];
        IEnumerable<Operand>? operands = statement switch
        {
            Let let when IsCheap(let, region, context) => Walk.Operands(let),
            Branch branch when branch.Merges.Any(m => m.Result.Equals(value)) && IsCheap(branch, region, context) => Leaves(branch),
            _ => Resting(value, region, context)?.Indices,
        };
        return operands is null ? null : [.. operands.OfType<Value>().Where(v => region.Defined.Contains(v) && !mirror.ContainsKey(v))];
    }

    private static bool IsCheap(Let let, Region region, AdjointContext context) => let.Expression switch
    {
        Call call => RuleTable.Find(call.Function, call.Arguments.Count) is not { Expensive: true },
        Load load => Survives(let, load.Array, region, context),
        Extent extent => !context.IsGone(extent.Array),
        _ => true,
    };

    private static bool IsCheap(Branch branch, Region region, AdjointContext context)
    {
        Statement[] inside = [.. branch.Then.Statements, .. branch.Else.Statements];
        return inside.Length <= LargestBranchComputedAgain
            && inside.All(s => s is Let let && IsCheap(let, region, context) || s is Branch nested && IsCheap(nested, region, context));
    }

    /// <summary>What a branch uses of the values around it.</summary>
    private static IEnumerable<Operand> Leaves(Branch branch)
    {
        var inner = new HashSet<Operand>(Walk.Blocks(branch).SelectMany(Walk.Statements).SelectMany(Walk.Definitions));
        return Walk.Statements([branch]).SelectMany(Walk.Operands).Where(o => !inner.Contains(o));
    }

    /// <summary>A store that put the value where it still lies when the adjoint runs: it can be read there.</summary>
    private static Store? Resting(Value value, Region region, AdjointContext context) => region.Primal.Statements
        .OfType<Store>().FirstOrDefault(s => s.Value.Equals(value) && Survives(s, s.Array, region, context)
            && s.Indices.All(i => IsPlain(i, region, context)));

    // A place that itself had to be read where it rests could go round in circles: y[(int)v] = v.
    private static bool IsPlain(Operand operand, Region region, AdjointContext context)
    {
        if (operand is not Value value || !region.Defined.Contains(value) || (region.Owner is Iteration loop && loop.Counter.Equals(value)))
            return true;
        return region.IndexOf(value) is >= 0 and int index && region.Primal.Statements[index] is Let let && IsCheap(let, region, context)
            && Walk.Operands(let).All(o => IsPlain(o, region, context));
    }

    /// <summary>Whether what an access has read can be read again where the adjoint of a region runs.</summary>
    public static bool Survives(Statement access, ArrayVariable array, Region region, AdjointContext context)
    {
        if (context.IsGone(array))
            return false;
        // An array made inside a loop whose adjoint runs later is gone by then.
        for (Region? r = region; r is { Shared: false }; r = r.Parent)
        {
            if (r.Primal.Statements.Any(s => s is Allocate a && a.Array.Equals(array)))
                return false;
        }
        return context.Overwrites.Survives(access, array, region.DirectLoop());
    }

    private static void RecomputeFirst(
        Value value, HashSet<Value> wanted, Dictionary<Value, Operand> mirror, Region region, BlockBuilder prelude, AdjointContext context)
    {
        if (mirror.ContainsKey(value) || !wanted.Contains(value))
            return;
        Statement statement = region.Primal.Statements[region.IndexOf(value)];
        foreach (Value operand in Walk.Operands(statement).OfType<Value>())
            RecomputeFirst(operand, wanted, mirror, region, prelude, context);
        Recompute(statement, wanted, mirror, region, prelude, context);
    }

    private static void Recompute(
        Statement statement, HashSet<Value> wanted, Dictionary<Value, Operand> mirror, Region region, BlockBuilder prelude, AdjointContext context)
    {
        if (Walk.Definitions(statement).Any(mirror.ContainsKey))
            return;
        if (statement is Let let && IsCheap(let, region, context) || statement is Branch branch && IsCheap(branch, region, context))
        {
            var renamed = new Dictionary<Value, Value>();
            var rewriter = new Rewriter(
                o => o is Value v && renamed.TryGetValue(v, out Value? n) ? n : o,
                v => renamed[v] = context.Ids.Value(v.Type, v.Name));
            prelude.Add(rewriter.Rewrite(statement));
            foreach (Value value in Walk.Definitions(statement).Where(wanted.Contains))
                mirror[value] = renamed[value];
            return;
        }
        foreach (Value value in Walk.Definitions(statement).Where(wanted.Contains).ToArray())
        {
            Store resting = Resting(value, region, context)!;
            // The subscripts may have become known only after the value.
            foreach (Value subscript in resting.Indices.OfType<Value>())
                RecomputeFirst(subscript, wanted, mirror, region, prelude, context);
            mirror[value] = prelude.Load(resting.Array, resting.Indices, value.Name);
        }
    }
}
