using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Lets parts of the matrix of derivatives take the place of arrays that would only be copied there: a column that of the tangents of an output,
/// a row that of the adjoints of an input.
/// </summary>
/// <remarks>The matrix is 0 when the rewritten statements begin.</remarks>
internal sealed class InMatrix(MatrixDerivative matrix)
{
    private readonly Dictionary<ArrayVariable, Place> _places = [];

    /// <param name="Item">What has the same shape.</param>
    /// <param name="Member">Which number of a struct the array holds.</param>
    /// <param name="Start">The row or column of the first element.</param>
    /// <param name="IsColumn">Whether the elements stand below one another.</param>
    /// <param name="Other">The column, or the row.</param>
    /// <param name="Limit">What <paramref name="Ordinal"/> must be less than for the column to exist; null if it does.</param>
    private sealed record Place(AxisItem.Elements Item, int Member, Operand Start, bool IsColumn, Operand Other, (Operand Ordinal, Operand Count)? Limit);

    public bool IsEmpty => _places.Count == 0;

    /// <summary>Whether an array can be replaced by elements of the matrix.</summary>
    /// <param name="body">All that is done to it.</param>
    /// <param name="array">The array.</param>
    /// <param name="isGuarded">Whether its part of the matrix may not exist, so that nothing can be read there.</param>
    public bool CanReplace(Block body, ArrayVariable array, bool isGuarded)
    {
        if (array.Form == ArrayForm.Jagged || array.Element != matrix.Matrix.Element)
            return false;
        int made = body.Statements.Count(s => s is Allocate a && a.Array == array);
        return Walk.Statements(body).All(s => s switch
        {
            Allocate a => a.CopyOf != array && (a.Array != array || (a.CopyOf is null && --made >= 0)),
            Clear c => c.Array != array,
            Let { Expression: Extent e } => e.Array != array,
            Let { Expression: Load e } => e.Array != array || !isGuarded,
            OutsideCall i => !Walk.Statements(i.Effects).Any(e => Walk.Reads(e) == array || Walk.Writes(e) == array),
            _ => true,
        }) && made == 0;
    }

    public void PutInColumn(ArrayVariable array, AxisItem.Elements item, int member, Operand start, Operand column, (Operand Ordinal, Operand Count)? limit) =>
        _places.Add(array, new Place(item, member, start, IsColumn: true, column, limit));

    public void PutInRow(ArrayVariable array, AxisItem.Elements item, int member, Operand start, Operand row) =>
        _places.Add(array, new Place(item, member, start, IsColumn: false, row, null));

    public bool Replaces(ArrayVariable array) => _places.ContainsKey(array);

    public Block Rewrite(Block block)
    {
        var output = new BlockBuilder(matrix.Ids);
        foreach (Statement statement in block.Statements)
        {
            output.Origin = statement.Origin;
            Rewrite(statement, output);
        }
        return output.ToBlock();
    }

    private void Rewrite(Statement statement, BlockBuilder output)
    {
        switch (statement)
        {
            case Allocate s when _places.ContainsKey(s.Array):
                break;
            case Store s when _places.TryGetValue(s.Array, out Place? place):
                Guarded(place, output, inner => inner.Add(new Store(matrix.Matrix, Indices(place, s.Indices, inner), s.Value)));
                break;
            case Accumulate s when _places.TryGetValue(s.Array, out Place? place):
                Guarded(place, output, inner => inner.Add(new Accumulate(matrix.Matrix, Indices(place, s.Indices, inner), s.Value)));
                break;
            case Let { Expression: Load load } s when _places.TryGetValue(load.Array, out Place? place):
                output.Add(s with { Expression = new Load(matrix.Matrix, Indices(place, load.Indices, output)) });
                break;
            default:
                output.Add(Walk.WithBlocks(statement, Rewrite));
                break;
        }
    }

    private static void Guarded(Place place, BlockBuilder output, Action<BlockBuilder> add)
    {
        if (place.Limit is not { } limit)
        {
            add(output);
            return;
        }
        var inner = new BlockBuilder(output.Ids) { Origin = output.Origin };
        add(inner);
        output.Add(new Branch(output.Binary(BinaryOperator.Less, limit.Ordinal, limit.Count), inner.ToBlock(), Block.Empty, []));
    }

    private static EquatableArray<Operand> Indices(Place place, EquatableArray<Operand> indices, BlockBuilder block)
    {
        Operand position = MatrixAxis.Position(place.Item, indices, place.Member, place.Start, block);
        return place.IsColumn ? [position, place.Other] : [place.Other, position];
    }
}
