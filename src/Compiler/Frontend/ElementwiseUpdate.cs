using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Frontend;

/// <summary>
/// Loops in which every trip reads an element of one array before it writes the element of another with the same indices, and no trip comes to
/// an element again: <c>x[i] += a * h[i]</c>. There it makes no difference whether the two arrays are one.
/// </summary>
internal sealed class ElementwiseUpdate(IEnumerable<ArrayVariable> read, IEnumerable<ArrayVariable> written)
{
    private readonly HashSet<ArrayVariable> _read = [.. read];
    private readonly HashSet<ArrayVariable> _written = [.. written];
    private EquatableArray<Operand>? _indices;
    private bool _hasWritten;

    public bool Is(Statement statement) => Is([statement], []);

    /// <param name="counters">Those of the loops around, each of which must be one of the indices.</param>
    private bool Is(IEnumerable<Statement> statements, EquatableArray<Operand> counters) => statements.All(s => s switch
    {
        Loop loop => Is(loop.Body.Statements, [.. counters, loop.Counter]),
        Branch branch => Is(branch.Then.Statements, counters) && Is(branch.Else.Statements, counters),
        Let { Expression: Load load } when _read.Contains(load.Array) => !_hasWritten && IsOwnElement(load.Indices, counters),
        Store store when _written.Contains(store.Array) => Written(store.Indices, counters),
        Accumulate sum when _written.Contains(sum.Array) => Written(sum.Indices, counters),
        _ => !Walk.Statements([s]).Any(Touches),
    });

    private bool Written(EquatableArray<Operand> indices, EquatableArray<Operand> counters)
    {
        _hasWritten = true;
        return IsOwnElement(indices, counters);
    }

    private bool IsOwnElement(EquatableArray<Operand> indices, EquatableArray<Operand> counters)
    {
        _indices ??= indices;
        return _indices.Value.Equals(indices) && indices.Count == counters.Count && counters.All(c => indices.Contains(c));
    }

    private bool Touches(Statement s) =>
        s is Invoke || (Walk.Reads(s) is { } r && _read.Contains(r)) || (Walk.Writes(s) is { } w && _written.Contains(w));
}
