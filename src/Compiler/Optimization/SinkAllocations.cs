using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Moves the allocation of a local array into the loop that alone uses it, where every trip writes each element before it reads it:
/// the array is private to a trip, and trips that share nothing can be reversed one by one.
/// </summary>
/// <remarks>
/// Array privatisation (Tu &amp; Padua 1993), by the shapes of written and read sections: a section is, for each subscript, one
/// operand or the whole range of a loop.
/// </remarks>
internal static class SinkAllocations
{
    public static Function Run(Function function, CancellationToken cancellation) =>
        function with { Body = Sink(function.Body, cancellation) };

    private static Block Sink(Block block, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var statements = new List<Statement>(block.Statements);
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is not Allocate { Array.Role: ArrayRole.Local } allocate)
                continue;
            int[] users = [.. Enumerable.Range(0, statements.Count).Where(k => k != i && Touches(statements[k], allocate.Array))];
            if (users.Length == 1 && statements[users[0]] is Iteration loop && IsPrivate(loop, allocate.Array))
            {
                Statement[] body = [allocate with { Cleared = false }, .. loop.Body.Statements];
                statements[users[0]] = loop with { Body = new Block(body.ToEquatableArray()) };
                statements.RemoveAt(i);
            }
        }
        return new Block(statements.Select(s => Walk.WithBlocks(s, b => Sink(b, cancellation))).ToEquatableArray());
    }

    private static bool Touches(Statement statement, ArrayVariable array) => Walk.Statements([statement])
        .Any(s => array.Equals(Walk.Reads(s)) || array.Equals(Walk.Writes(s)) || s is Let { Expression: Extent e } && e.Array.Equals(array));

    private static bool IsPrivate(Iteration loop, ArrayVariable array) => WritesFirst(loop.Body, array, [], []);

    /// <summary>
    /// Whether no element of the array is read in the block before it is written; the sections surely written are added to the list.
    /// </summary>
    private static bool WritesFirst(Block block, ArrayVariable array, List<Section> written, IReadOnlyList<Loop> loops)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load } when load.Array.Equals(array):
                    if (!written.Exists(s => s.Covers(load.Indices, loops)))
                        return false;
                    break;
                case Let { Expression: Extent extent } when extent.Array.Equals(array):
                    return false;
                case Accumulate accumulate when accumulate.Array.Equals(array):
                    if (!written.Exists(s => s.Covers(accumulate.Indices, loops)))
                        return false;
                    break;
                case Store store when store.Array.Equals(array):
                    written.Add(new Section(store.Indices.Select(i => new Subscript(i, null)).ToEquatableArray()));
                    break;
                case While loop:
                    if (!WritesFirst(loop.Body, array, [.. written], loops))
                        return false;
                    break;
                case Loop loop:
                    List<Section> inner = [.. written];
                    if (!WritesFirst(loop.Body, array, inner, [.. loops, loop]))
                        return false;
                    written.AddRange(inner.Skip(written.Count).Select(s => s.Over(loop)).OfType<Section>().ToArray());
                    break;
                case OutsideCall call:
                    if (Touches(call, array))
                        return false;
                    break;
                case Branch branch:
                    if (!WritesFirst(branch.Then, array, [.. written], loops) || !WritesFirst(branch.Else, array, [.. written], loops))
                        return false;
                    break;
            }
        }
        return true;
    }

    /// <summary>One place of a section: a fixed operand, or all counters of a loop with step ±1.</summary>
    private sealed record Subscript(Operand? Fixed, Loop? Range)
    {
        public bool Covers(Operand index, IReadOnlyList<Loop> loops) => Range is null
            ? index.Equals(Fixed)
            : loops.Any(l => l.Counter.Equals(index) && l.Start.Equals(Range.Start) && l.Limit.Equals(Range.Limit)
                && l.Test == Range.Test && l.Step.Equals(Range.Step));
    }

    /// <summary>A rectangular part of an array.</summary>
    private sealed record Section(EquatableArray<Subscript> Subscripts)
    {
        public bool Covers(EquatableArray<Operand> indices, IReadOnlyList<Loop> loops) =>
            Subscripts.Zip(indices, (s, i) => s.Covers(i, loops)).All(covered => covered);

        /// <summary>
        /// What all trips of a loop write together, seen from outside; null if that is not certain: a loop may not run at all.
        /// </summary>
        public Section? Over(Loop loop)
        {
            var inside = new HashSet<Operand>(
                [.. Walk.Statements(loop.Body).SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))), .. loop.Carried.Select(c => c.Inside)]);
            if (Subscripts.Any(s => s.Fixed is { } o && inside.Contains(o)) || !Subscripts.Any(s => loop.Counter.Equals(s.Fixed)))
                return null;
            return new Section(Subscripts.Select(s => loop.Counter.Equals(s.Fixed) ? new Subscript(null, loop) : s).ToEquatableArray());
        }
    }
}
