namespace DiffGen.Compiler.IR;

/// <summary>What a piece of IR is made of: operands used, values defined, nested blocks.</summary>
internal static class Walk
{
    public static IEnumerable<Operand> Operands(Expression expression) => expression switch
    {
        Unary u => [u.A],
        Binary b => [b.A, b.B],
        Call c => c.Arguments,
        Convert c => [c.A],
        Load l => l.Indices,
        Extent { Row: { } row } => [row],
        Extent or Given or LargeInteger => [],
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    /// <summary>The operands a statement reads itself, not those of its nested blocks; merges and hand-overs included.</summary>
    public static IEnumerable<Operand> Operands(Statement statement) => statement switch
    {
        Let s => Operands(s.Expression),
        Store s => [.. s.Indices, s.Value],
        Accumulate s => [.. s.Indices, s.Value],
        Allocate s => s.Extents,
        Slice s => s.Fixed,
        CheckShape s => s.Extents,
        Clear or Pop => [],
        // Twice what is compared twice, so that it is computed once and not written out in both places.
        Check s => [s.Start, s.Start, s.Count, s.Count, s.Extent],
        Loop s => [s.Start, s.Limit, s.Step, .. HandOvers(s)],
        While s => [s.Condition, .. HandOvers(s)],
        Branch s => [s.Condition, .. s.Merges.SelectMany(m => new[] { m.Then, m.Else })],
        Push s => [s.Value],
        OutsideCall s => s.Arguments,
        Throw s => s.Operands,
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static IEnumerable<Operand> HandOvers(Iteration loop) => loop.Carried.SelectMany(c => new[] { c.Initial, c.Next });

    /// <summary>The values a statement defines for the block it stands in.</summary>
    public static IEnumerable<Value> Definitions(Statement statement) => statement switch
    {
        Let s => [s.Target],
        Pop s => [s.Target],
        While s => [.. s.Carried.Select(c => c.After), s.Trips],
        Loop s => s.Carried.Select(c => c.After),
        Branch s => s.Merges.Select(m => m.Result),
        OutsideCall s => s.Results,
        _ => [],
    };

    /// <summary>The values a statement defines for its own nested blocks.</summary>
    public static IEnumerable<Value> InnerDefinitions(Statement statement) => statement is Iteration loop
        ? [loop.Counter, .. loop.Carried.Select(c => c.Inside)]
        : [];

    public static IEnumerable<Block> Blocks(Statement statement) => statement switch
    {
        Iteration s => [s.Body],
        Branch s => [s.Then, s.Else],
        OutsideCall s => [s.Effects],
        _ => [],
    };

    /// <summary>A loop or branch with other blocks; any other statement as it is.</summary>
    public static Statement WithBlocks(Statement statement, Func<Block, Block> block) => statement switch
    {
        Iteration s => s with { Body = block(s.Body) },
        Branch s => s with { Then = block(s.Then), Else = block(s.Else) },
        _ => statement,
    };

    /// <summary>All statements of a block and of the blocks nested in it, outer before inner.</summary>
    public static IEnumerable<Statement> Statements(Block block) => Statements(block.Statements);

    public static IEnumerable<Statement> Statements(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            yield return statement;
            foreach (Block block in Blocks(statement))
            {
                foreach (Statement nested in Statements(block))
                    yield return nested;
            }
        }
    }

    /// <summary>The array a statement or expression reads elements of.</summary>
    public static ArrayVariable? Reads(Statement statement) => statement switch
    {
        Let { Expression: Load load } => load.Array,
        Allocate { CopyOf: { } copied } => copied,
        _ => null,
    };

    /// <summary>The array whose elements a statement changes, not counting nested blocks.</summary>
    public static ArrayVariable? Writes(Statement statement) => statement switch
    {
        Store s => s.Array,
        Accumulate s => s.Array,
        Clear s => s.Array,
        Allocate s => s.Array,
        _ => null,
    };
}
