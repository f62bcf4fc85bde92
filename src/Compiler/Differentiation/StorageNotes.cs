using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Collects what a reverse transform stores, for those who ask.</summary>
internal sealed class StorageNotes
{
    private readonly List<StoredValue> _stored = [];
    private readonly Dictionary<Value, StoredValue> _kept = [];

    public IReadOnlyList<StoredValue> Stored => _stored;

    /// <summary>Why a value of a region is about to be stored, and who reads it; where, is not known yet.</summary>
    /// <param name="inputs">What a value can be computed again from; null if it cannot.</param>
    public StoredValue Describe(
        Value value, Region region, IReadOnlyList<Value> needed, IReadOnlyList<Statement> reverse, Func<Value, Value[]?> inputs, AdjointContext context)
    {
        EquatableArray<Iteration> loops = Around(region).Select(r => r.Owner).OfType<Iteration>().Reverse().ToEquatableArray();
        string? routine = region.NearestShared() is { Shared: false } ? context.Function.Name : null;
        // A value that a branch handed out for its adjoint, and that has to be stored now for the loop around it.
        if (_kept.TryGetValue(value, out StoredValue? inside))
            return inside with { Loops = loops, Routine = routine };
        Value hindrance = Reachable(value, inputs).First(v => inputs(v) is null);
        StorageCause cause = Cause(hindrance, region, context);
        HashSet<Value> readers = [value, .. needed.Where(n => Reachable(n, inputs).Contains(value))];
        return new StoredValue(value, Definition(value, region), null, value, loops, routine, cause, FirstRead(readers, reverse));
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
    private static IEnumerable<Value> Reachable(Value value, Func<Value, Value[]?> inputs)
    {
        var seen = new HashSet<Value> { value };
        var pending = new Queue<Value>([value]);
        while (pending.Count > 0)
        {
            Value next = pending.Dequeue();
            yield return next;
            foreach (Value input in inputs(next) ?? [])
            {
                if (seen.Add(input))
                    pending.Enqueue(input);
            }
        }
    }

    private static Origin? FirstRead(HashSet<Value> readers, IReadOnlyList<Statement> reverse) => Walk.Statements(reverse)
        .FirstOrDefault(s => s.Origin is { Line.Length: > 0 } && Walk.Operands(s).Any(o => o is Value v && readers.Contains(v)))?.Origin;

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
