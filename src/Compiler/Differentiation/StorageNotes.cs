using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Collects what a reverse transform stores, for those who ask.</summary>
internal sealed class StorageNotes
{
    private readonly List<StoredValue> _stored = [];
    private readonly Dictionary<Value, StoredValue> _kept = [];

    public IReadOnlyList<StoredValue> Stored => _stored;

    /// <summary>Why values of a region are about to be stored, and who reads them; where, is not known yet.</summary>
    /// <param name="needed">The values that the adjoint uses.</param>
    /// <param name="inputs">What a value can be computed again from; null if it cannot.</param>
    public StoredValue[] Describe(IReadOnlyList<Value> stored, IReadOnlyList<Value> needed, Func<Value, Value[]?> inputs,
        Region region, IReadOnlyList<Statement> reverse, AdjointContext context)
    {
        EquatableArray<Iteration> loops = Around(region).Select(r => r.Owner).OfType<Iteration>().Reverse().ToEquatableArray();
        string? routine = region.NearestShared() is { Shared: false } ? context.Function.Name : null;
        var computedFrom = new Dictionary<Value, Value[]?>();
        var usedBy = new Dictionary<Value, List<Value>>();
        foreach (Value value in Reachable(needed, v => computedFrom[v] = inputs(v)))
        {
            foreach (Value input in computedFrom[value] ?? [])
                (usedBy.TryGetValue(input, out List<Value>? users) ? users : usedBy[input] = []).Add(value);
        }
        Dictionary<Value, (int Place, Origin Line)> reads = FirstReads(reverse);
        var stops = new HashSet<Value>(stored);

        return [.. stored.Select(Describe)];

        StoredValue Describe(Value value)
        {
            // A value that a branch handed out for its adjoint, and that has to be stored now for the loop around it.
            if (_kept.TryGetValue(value, out StoredValue? inside))
                return inside with { Loops = loops, Routine = routine };
            Value hindrance = Reachable([value], v => computedFrom[v]).First(v => computedFrom[v] is null);
            Origin? read = Reachable([value], v => (v.Equals(value) || !stops.Contains(v)) && usedBy.TryGetValue(v, out List<Value>? users) ? users : null)
                .Where(v => (v.Equals(value) || !stops.Contains(v)) && reads.ContainsKey(v)).Select(v => reads[v]).OrderBy(r => r.Place).FirstOrDefault().Line;
            return new StoredValue(value, Definition(value, region), null, value, loops, routine, Cause(hindrance, region, context), read);
        }
    }

    /// <summary>A value has been stored.</summary>
    /// <param name="read">The statement that reads it back; null if it is kept in a variable of the primal.</param>
    public void Add(StoredValue value, Value readBack, Statement? read)
    {
        if (read is null)
            _kept[readBack] = value;
        else
            _stored.Add(value with { ReadBack = readBack, Place = Walk.Reads(read) });
    }

    private static IEnumerable<Region> Around(Region region)
    {
        for (Region? r = region; r is { Shared: false }; r = r.Parent)
            yield return r;
    }

    // Breadth first, so that the nearest obstacle is found first.
    private static IEnumerable<Value> Reachable(IEnumerable<Value> values, Func<Value, IEnumerable<Value>?> next)
    {
        var pending = new Queue<Value>(values);
        var seen = new HashSet<Value>(pending);
        while (pending.Count > 0)
        {
            Value value = pending.Dequeue();
            foreach (Value other in next(value) ?? [])
            {
                if (seen.Add(other))
                    pending.Enqueue(other);
            }
            yield return value;
        }
    }

    private static Dictionary<Value, (int Place, Origin Line)> FirstReads(IReadOnlyList<Statement> reverse)
    {
        var reads = new Dictionary<Value, (int, Origin)>();
        foreach (Statement statement in Walk.Statements(reverse))
        {
            if (statement.Origin is not { Line.Length: > 0 } line)
                continue;
            foreach (Value value in Walk.Operands(statement).OfType<Value>())
            {
                if (!reads.ContainsKey(value))
                    reads.Add(value, (reads.Count, line));
            }
        }
        return reads;
    }

    private static Statement? Definition(Value value, Region region) =>
        region.IndexOf(value) is >= 0 and int index ? region.Primal.Statements[index] : null;

    private StorageCause Cause(Value value, Region region, AdjointContext context)
    {
        if (_kept.TryGetValue(value, out StoredValue? inside))
            return inside.Cause;
        if (Definition(value, region) is { } definition)
            return Cause(value, definition, region, context);
        return region.Owner is Iteration loop && loop.Carried.FirstOrDefault(c => c.Inside.Equals(value)) is { } carried
            ? new StorageCause(StorageReason.HandedOn, value, null, Origin(carried, loop))
            : new StorageCause(StorageReason.Argument, value, null, null);
    }

    /// <summary>The innermost statement that makes what a trip hands on, where a branch or an inner loop only passes it along.</summary>
    private static Statement Origin(Carried carried, Iteration loop)
    {
        Statement made = loop;
        Block block = loop.Body;
        Operand handedOn = carried.Next;
        var same = new HashSet<Operand> { carried.Inside };
        while (block.Statements.FirstOrDefault(s => Walk.Definitions(s).Any(d => d.Equals(handedOn))) is { } definition)
        {
            made = definition;
            if (definition is Branch branch && branch.Merges.First(m => m.Result.Equals(handedOn)) is var merge)
                (block, handedOn) = same.Contains(merge.Then) ? (branch.Else, merge.Else) : (branch.Then, merge.Then);
            else if (definition is Iteration inner && inner.Carried.FirstOrDefault(c => c.After.Equals(handedOn)) is { } passed && same.Add(passed.Inside))
                (block, handedOn) = (inner.Body, passed.Next);
            else
                break;
        }
        return made;
    }

    private static StorageCause Cause(Value value, Statement definition, Region region, AdjointContext context)
    {
        switch (definition)
        {
            case Let { Expression: Load load }:
                if (Around(region).Any(r => r.Primal.Statements.Any(s => s is Allocate a && a.Array.Equals(load.Array))))
                    return new StorageCause(StorageReason.MadeAnew, value, definition, null);
                Statement? write = context.Overwrites.Overwriting(definition, load.Array, region.DirectLoop());
                return new StorageCause(write is null ? StorageReason.Shared : StorageReason.Overwritten, value, definition, write);
            case Let:
                return new StorageCause(StorageReason.Expensive, value, definition, definition);
            case Branch:
                return new StorageCause(StorageReason.Branch, value, definition, definition);
            case While loop when loop.Trips.Equals(value):
                return new StorageCause(StorageReason.Trips, value, definition, definition);
            case Iteration:
                return new StorageCause(StorageReason.Loop, value, definition, definition);
            default:
                return new StorageCause(StorageReason.Call, value, definition, definition);
        }
    }
}
