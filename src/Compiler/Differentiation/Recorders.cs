using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Makes a value of the primal available where its adjoint runs, by storing it.</summary>
internal interface IRecorder
{
    /// <summary>Stores a value in the primal.</summary>
    Recorded Record(Value value, BlockBuilder adjoint);
}

/// <summary>A value that the primal stores.</summary>
/// <param name="ReadBack">What it is read back as, in the adjoint.</param>
/// <param name="Loops">The loops that have a place for it in every trip, from the outside in; null if those are all around it.</param>
internal sealed record Recorded(Value ReadBack, IReadOnlyList<Loop>? Loops);

/// <summary>Keeps a value of a branch in a local: one more result of the branch.</summary>
internal sealed class MergeRecorder(
    List<Merge> merges, Func<Value, Constant, (Operand Then, Operand Else)> sides, AdjointContext context) : IRecorder
{
    public Recorded Record(Value value, BlockBuilder adjoint)
    {
        var (then, otherwise) = sides(value, Constant.Zero(value.Type));
        Value kept = context.Ids.Value(value.Type, value.Name);
        merges.Add(new Merge(kept, then, otherwise));
        return new Recorded(kept, null);
    }
}

/// <summary>Keeps a value of a trip or a call on the tape: a frame each, the last one's on top.</summary>
internal sealed class FrameRecorder(Region region, AdjointContext context) : IRecorder
{
    // What is put on the tape last is taken first: everything is put there at the end, so that the values of inner loops and calls
    // lie below and are taken later.
    public Recorded Record(Value value, BlockBuilder adjoint)
    {
        region.AtEnd.Insert(0, new Push(value));
        Value taken = context.Ids.Value(value.Type, value.Name);
        adjoint.Add(new Pop(taken));
        return new Recorded(taken, null);
    }
}

/// <summary>
/// Keeps a value of a loop body for all trips: in scratch with a place for each trip in which it may be another one, where the number of trips
/// of all loops is known before the first; on a tape where it is not.
/// </summary>
internal sealed class TripRecorder : IRecorder
{
    private readonly Region _region;
    private readonly AdjointContext _context;
    private readonly Region _shared;
    // Null where nobody knows beforehand how many trips there will be.
    private readonly TripDependence? _dependence;

    public TripRecorder(Region region, AdjointContext context)
    {
        _region = region;
        _context = context;
        _shared = region.NearestShared();
        Region[] around = [.. Around(region, _shared).Reverse()];
        Iteration[] iterations = [.. around.Select(r => r.Owner).OfType<Iteration>()];
        // How many trips of a routine there will be, nobody knows.
        bool countable = _shared.Shared && iterations.All(i => i is Loop loop && Header(loop).All(o => o is not Value v || !around.Any(a => a.Defined.Contains(v))));
        _dependence = countable ? new TripDependence([.. iterations.Cast<Loop>()], IsOutside) : null;
    }

    private bool IsOutside(Value value)
    {
        for (Region? r = _shared; r is not null; r = r.Parent)
        {
            if (r.Defined.Contains(value))
                return true;
        }
        return false;
    }

    public Recorded Record(Value value, BlockBuilder adjoint) => _dependence is not null
        ? RecordInScratch(value, _dependence.Of(value), adjoint)
        : new FrameRecorder(_region, _context).Record(value, adjoint);

    private Recorded RecordInScratch(Value value, IReadOnlyList<Loop> loops, BlockBuilder adjoint)
    {
        var tape = new ArrayVariable(_context.Ids.Take(), Names.Recorded(value, Definition(value)), value.Type, ArrayForm.Span, ArrayRole.Scratch);
        var before = new BlockBuilder(_context.Ids);
        Operand size = LoopArithmetic.Trips(loops[0], before);
        foreach (Loop inner in loops.Skip(1))
            size = Together(BinaryOperator.Multiply, size, LoopArithmetic.Trips(inner, before), before);
        before.Add(new Allocate(tape, [size], Cleared: false));
        _shared.Before[_shared.Position].AddRange(before.Statements);

        var primal = new BlockBuilder(_context.Ids);
        primal.Add(new Store(tape, [Place(loops, primal)], value));
        int index = _region.IndexOf(value);
        (index < 0 ? _region.AtStart : _region.After[index]).AddRange(primal.Statements);
        return new Recorded(adjoint.Load(tape, [Place(loops, adjoint)], value.Name), loops);
    }

    /// <summary>The number of trips of all loops together before this one.</summary>
    private static Operand Place(IReadOnlyList<Loop> loops, BlockBuilder block)
    {
        Operand place = LoopArithmetic.Ordinal(loops[0], block);
        foreach (Loop loop in loops.Skip(1))
        {
            Operand row = Together(BinaryOperator.Multiply, place, LoopArithmetic.Trips(loop, block), block);
            place = Together(BinaryOperator.Add, row, LoopArithmetic.Ordinal(loop, block), block);
        }
        return place;
    }

    // Loops may count in different types.
    private static Value Together(BinaryOperator op, Operand a, Operand b, BlockBuilder block) =>
        a.Type == b.Type ? block.Binary(op, a, b) : block.Binary(op, Wide(a, block), Wide(b, block));

    private static Operand Wide(Operand operand, BlockBuilder block) => operand switch
    {
        { Type: Scalar.Int64 } => operand,
        Constant number => number with { Type = Scalar.Int64 },
        _ => block.Let(new IR.Convert(Scalar.Int64, operand)),
    };

    private Statement? Definition(Value value) => _region.IndexOf(value) is >= 0 and int index ? _region.Primal.Statements[index] : null;

    private static Operand[] Header(Loop loop) => [loop.Start, loop.Limit, loop.Step];

    private static IEnumerable<Region> Around(Region region, Region shared)
    {
        for (Region r = region; r != shared; r = r.Parent!)
            yield return r;
    }
}
