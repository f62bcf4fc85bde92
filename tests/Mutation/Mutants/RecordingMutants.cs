namespace DiffGen.Mutation.Mutants;

/// <summary>Stale values instead of recorded ones.</summary>
internal static class RecordingMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("an element is read again though it has been overwritten", "Differentiation/Recording.cs",
            "Load load => Survives(let, load.Array, region, context)", "Load => true"),
        new("a value is looked for where it was stored though it has been overwritten there", "Differentiation/Recording.cs",
            "s.Value.Equals(value) && Survives(s, s.Array, region, context)", "s.Value.Equals(value)"),
        new("a value is looked for at a place that is itself only to be found there", "Differentiation/Recording.cs",
            "&& s.Indices.All(i => IsPlain(i, region, context))", ""),
        new("an array made in a loop is read when it is gone", "Differentiation/Recording.cs",
            "r.Primal.Statements.Any(s => s is Allocate a && a.Array.Equals(array))", "false"),
        new("too few values are stored: those on the wrong side of the cut", "Differentiation/RecordingCut.cs",
            "reaches[(2 * i) + 1] && !reaches[2 * i]", "!reaches[(2 * i) + 1] && reaches[2 * i]"),
        new("the cut is taken before the flow is the greatest", "Differentiation/RecordingCut.cs",
            "while (network.Augment(source, sink))", "if (network.Augment(source, sink))"),
        new("the flow cannot be led back", "Differentiation/FlowNetwork.cs",
            "Change(arrival[node] ^ 1, 1);", ""),
        new("all trips of the outer loop record in the same places", "Differentiation/Recorders.cs",
            "place = block.Binary(BinaryOperator.Add, row, LoopArithmetic.Ordinal(loop, block));", "place = LoopArithmetic.Ordinal(loop, block);"),
        new("values are put on the tape before the calls of the trip", "Differentiation/Recorders.cs",
            "region.AtEnd.Insert(0, new Push(value));", "if (region.IndexOf(value) < 0) region.AtStart.Insert(0, new Push(value)); else region.AtEnd.Insert(0, new Push(value));"),
        new("the number of trips is computed ahead though the outer loop changes it", "Differentiation/Recorders.cs",
            "Header(loop).All(o => o is not Value v || !around.Any(a => a.Defined.Contains(v)))", "Header(loop).All(o => true)"),
        new("a value that a branch keeps is handed out by the other side", "Differentiation/BranchReversal.cs",
            "new MergeRecorder(kept, (v, none) => (v, none), context)", "new MergeRecorder(kept, (v, none) => (none, none), context)"),
    ];
}
