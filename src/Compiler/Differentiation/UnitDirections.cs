using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// A loop over the columns of a matrix of derivatives, several in a trip: each trip makes that many unit vectors and runs the tangents along
/// them beside one primal. In the last trip there may be some that point nowhere, and are not read off.
/// </summary>
internal sealed class UnitDirections
{
    private readonly MatrixDerivative _matrix;
    private readonly Dictionary<Value, Operand>[] _numbers;
    private readonly Dictionary<ArrayVariable, ArrayVariable>[] _arrays;
    private readonly Operand[] _ordinals;
    private readonly Value _counter;

    /// <param name="matrix">What is being made.</param>
    /// <param name="items">What the columns are, and where among them each begins.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="width">How many are computed in a trip.</param>
    /// <param name="around">Where the loop is to stand.</param>
    public UnitDirections(MatrixDerivative matrix, IReadOnlyList<(AxisItem Item, Operand Start)> items, Operand count, int width, BlockBuilder around)
    {
        _matrix = matrix;
        Count = count;
        _counter = matrix.Ids.Value(Scalar.Int32, "column");
        Body = new BlockBuilder(matrix.Ids) { Origin = MatrixDerivative.Origin };
        _ordinals = [.. Enumerable.Range(0, width).Select(l => MatrixAxis.Plus(_counter, Constant.Int(l), Body))];
        _numbers = [.. _ordinals.Select(_ => new Dictionary<Value, Operand>())];
        _arrays = [.. _ordinals.Select(_ => new Dictionary<ArrayVariable, ArrayVariable>())];
        foreach ((AxisItem item, Operand start) in items)
            Seed(item, start, around);
    }

    /// <summary>What a trip does.</summary>
    public BlockBuilder Body { get; }

    public Operand Count { get; }

    /// <summary>The columns of a trip: which of all, and whether that may be beyond the last.</summary>
    public IEnumerable<(Operand Ordinal, bool MayBeBeyond)> Columns => _ordinals.Select((o, l) => (o, l > 0));

    public Direction[] Along(IReadOnlyList<Operand> scalars, IReadOnlyList<ArrayVariable> memory) =>
    [
        .. _ordinals.Select((_, l) => new Direction(Suffix(l), _numbers[l], _arrays[l], scalars, memory) { MayVanish = true }),
    ];

    public Loop ToLoop() => new(_counter, Constant.Int(0), LoopTest.Less, Count, Constant.Int(_ordinals.Length), [], Body.ToBlock());

    private string Suffix(int l) => _ordinals.Length == 1 ? "" : l.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Seed(AxisItem item, Operand start, BlockBuilder around)
    {
        if (item is AxisItem.Number { Value: Value number })
        {
            for (int l = 0; l < _ordinals.Length; l++)
                _numbers[l].Add(number, UnitVector.Element(start, _ordinals[l], number.Type, Body, (Names.Tangent(number) ?? "t") + Suffix(l)));
            return;
        }
        var elements = (AxisItem.Elements)item;
        foreach (ArrayVariable array in elements.Members)
        {
            for (int l = 0; l < _ordinals.Length; l++)
            {
                _arrays[l].Add(array, _matrix.Like(array, Names.Tangent(array) + Suffix(l), array.Element, around));
            }
        }
        MatrixAxis.ForEach(elements, start, Body, (block, member, indices, position) =>
        {
            for (int l = 0; l < _ordinals.Length; l++)
                block.Add(new Store(_arrays[l][member], indices, UnitVector.Element(position, _ordinals[l], member.Element, block)));
        });
    }
}

/// <summary>The vectors that are 1 in one place and 0 elsewhere.</summary>
internal static class UnitVector
{
    /// <summary>δ: 1 if two places are the same, otherwise 0.</summary>
    public static Operand Element(Operand place, Operand one, Scalar type, BlockBuilder block, string? name = null)
    {
        if (place is Constant a && one is Constant b)
            return Constant.Real(type, a.Number == b.Number ? 1 : 0);
        Value result = block.Ids.Value(type, name);
        Value same = block.Binary(BinaryOperator.Equal, place, one);
        block.Add(new Branch(same, Block.Empty, Block.Empty, [new Merge(result, Constant.Real(type, 1), Constant.Real(type, 0))]));
        return result;
    }
}
