using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>An element set to 0 and then added to is assigned: ā[i] = 0; … ā[i] += v ⟹ … ā[i] = v.</summary>
/// <remarks>
/// This is what x[i] = f(x[i]) reverses to. Both stand in one block of the adjoint sweep and nothing between them touches the array;
/// 0 + v is v but for the sign of a zero.
/// </remarks>
internal static class AssignAfterReset
{
    public static readonly Pass Pass = new(nameof(AssignAfterReset), Run);

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = Visit(function.Body, AffineAnalysis.Of(function, ct), ct) };

    private static Block Visit(Block block, AffineAnalysis analysis, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var statements = block.Statements.Select(s => Walk.WithBlocks(s, b => Visit(b, analysis, ct))).ToList();
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is not Store { Origin.Sweep: Sweep.Adjoint, Value: Constant { IsZero: true } } reset)
                continue;
            int next = statements.FindIndex(i + 1, s => Touches(s, reset.Array));
            if (next >= 0 && statements[next] is Accumulate { Origin.Sweep: Sweep.Adjoint } sum && analysis.SameElement(sum.Indices, reset.Indices))
            {
                statements[next] = new Store(sum.Array, sum.Indices, sum.Value) { Origin = sum.Origin };
                statements.RemoveAt(i);
            }
        }
        return new Block(statements.ToEquatableArray());
    }

    private static bool Touches(Statement statement, ArrayVariable array) =>
        Walk.Statements([statement]).Any(s => array.Equals(Walk.Reads(s)) || array.Equals(Walk.Writes(s)));
}
