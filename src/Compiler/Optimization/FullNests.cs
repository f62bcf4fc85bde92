using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Finds where an array is cleared and the next thing that happens to it is a nest of loops that meets each element exactly once.
/// </summary>
/// <remarks>
/// Each element once: the subscripts are the counters of the loops of the nest, each of them once, each loop runs over the whole extent
/// of its dimension, and what is done to the element is unconditional.
/// </remarks>
internal sealed class FullNests(Function function, CancellationToken ct)
{
    private readonly AffineAnalysis _analysis = AffineAnalysis.Of(function, ct);
    private readonly Shapes _shapes = new(function);

    /// <summary>
    /// Rewrites each such nest with <paramref name="fill"/> and leaves the clearing out. Fill gets the nest, the array, and the block that
    /// is run for each element; it returns null if the nest needs the zeros.
    /// </summary>
    public Block Visit(Block block, Func<Loop, ArrayVariable, IReadOnlyList<Statement>, Loop?> fill)
    {
        ct.ThrowIfCancellationRequested();
        var statements = block.Statements.ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            ArrayVariable? cleared = statements[i] switch
            {
                // The numbers of structs are cleared together, or not at all.
                Clear { Array.Member: null } s => s.Array,
                Allocate { Cleared: true } s => s.Array,
                _ => null,
            };
            int next = cleared is null ? -1 : statements.FindIndex(i + 1, s => Touches(s, cleared));
            if (next < 0 || statements[next] is not Loop nest || Touching(nest, cleared!) is not { } touching
                || fill(nest, cleared!, touching) is not { } filled)
            {
                continue;
            }
            statements[next] = filled;
            if (statements[i] is Allocate allocate)
                statements[i] = allocate with { Cleared = false };
            else
                statements.RemoveAt(i--);
        }
        return new Block(statements.Select(s => Walk.WithBlocks(s, b => Visit(b, fill))).ToEquatableArray());
    }

    public static bool Touches(Statement statement, ArrayVariable array) =>
        Walk.Statements([statement]).Any(s => Walk.Reads(s) == array || Walk.Writes(s) == array);

    // The statements of the innermost block that touch the array, if the first of them does so once for each element.
    private List<Statement>? Touching(Loop nest, ArrayVariable array)
    {
        var loops = new List<Loop>();
        for (Loop loop = nest; ;)
        {
            loops.Add(loop);
            List<Statement> touching = [.. loop.Body.Statements.Where(s => Touches(s, array))];
            if (touching.Count == 1 && touching[0] is Loop inner)
                loop = inner;
            else
                return Indices(touching[0]) is { } indices && indices.Count == loops.Count && loops.All(l => RunsOverDimension(l, array, indices)) ? touching : null;
        }
    }

    private static EquatableArray<Operand>? Indices(Statement statement) => statement switch
    {
        Store s => s.Indices,
        Accumulate s => s.Indices,
        _ => null,
    };

    private bool RunsOverDimension(Loop loop, ArrayVariable array, EquatableArray<Operand> indices)
    {
        int dimension = indices.Items.IndexOf(loop.Counter);
        if (dimension < 0)
            return false;
        bool IsExtent(Operand operand) => _shapes.IsExtent(operand, _analysis.Definition, array, dimension, indices[0]);
        return loop switch
        {
            { Start: Constant { IsZero: true }, Test: LoopTest.Less, Step: Constant { Number: 1 } } => IsExtent(loop.Limit),
            { Limit: Constant { Number: 0 }, Test: LoopTest.GreaterOrEqual, Step: Constant { Number: -1 } }
                or { Limit: Constant { Number: -1 }, Test: LoopTest.Greater, Step: Constant { Number: -1 } } =>
                _analysis.Definition(loop.Start) is Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: 1 } } last && IsExtent(last.A),
            _ => false,
        };
    }
}
