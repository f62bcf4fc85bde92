using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>From the gradient of F to the IR of its Hessian: the tangents of the gradient along the unit vectors.</summary>
/// <remarks>
/// ∂²F/∂x∂y = ∂²F/∂y∂x: along a direction in x only what comes after x in the order of the groups is computed, which leaves out the rest of
/// the gradient with all that only it needs, and of one array the half below the diagonal is used. Every number is written to both of its
/// places. Numbers come first, several at a time without a loop; they are the cheapest to go along.
/// </remarks>
internal sealed class HessianFunction
{
    public const string MatrixName = "hessian";

    /// <summary>How many columns a trip of a loop over the elements of an array computes.</summary>
    private const int Width = 4;

    /// <summary>How many numbers are gone along at a time.</summary>
    private const int MostAtOnce = 8;

    private readonly MatrixDerivative _matrix;
    private readonly Function _gradient;
    private readonly MatrixAxis _inputs;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<ArrayVariable, ArrayVariable> _derivatives = [];
    private readonly CancellationToken _cancellation;

    /// <param name="Index">Where it is in the order of the inputs.</param>
    /// <param name="Input">A number or an array of F's.</param>
    /// <param name="Derivative">That of F with respect to it.</param>
    private sealed record Entry(int Index, AxisItem Input, AxisItem Derivative);

    private HessianFunction(Function primal, Function gradient, Scalar element, CancellationToken cancellation)
    {
        _gradient = gradient;
        _matrix = new MatrixDerivative(primal, MatrixName, element, gradient.NextId);
        _inputs = JacobianAxes.Inputs(primal);
        _cancellation = cancellation;
        AxisItem[] derivatives = [.. gradient.Parameters.Skip(primal.Parameters.Count)
            .SelectMany(p => JacobianAxes.Items(p, n => gradient.Outputs.First(o => o.Parameter == n.Name).Value))];
        IEnumerable<Entry> all = _inputs.Items.Select((item, i) => new Entry(i, item, derivatives[i]));
        _entries.AddRange(all.OrderBy(e => e.Input is AxisItem.Number ? 0 : 1));
        foreach (ArrayVariable derivative in gradient.Parameters.Skip(primal.Parameters.Count).SelectMany(p => p.Leaves).OfType<ArrayParameter>().Select(p => p.Array))
            _derivatives.Add(derivative, gradient.SameShapes.First(s => s.Array == derivative).Like);
    }

    /// <param name="primal">F, which returns a number.</param>
    /// <param name="gradient">FGradient.</param>
    public static Function Of(Function primal, Function gradient, CancellationToken cancellation) =>
        new HessianFunction(primal, gradient, ((Result.Number)primal.Result!).Value.Type, cancellation).Make();

    private Function Make()
    {
        _inputs.Measure(_matrix.Body);
        _matrix.Check(_inputs.Length, _inputs.Length);
        int numbers = _entries.Count(e => e.Input is AxisItem.Number);
        if (numbers == _entries.Count && numbers <= MostAtOnce)
        {
            WrittenOut all = Numbers(0, numbers, new Dictionary<ArrayVariable, ArrayVariable>(), _matrix.Body);
            return _matrix.Finish(_gradient, o => all[o]);
        }
        _matrix.RunPrimal();
        for (int first = 0; first < numbers; first += MostAtOnce)
            Numbers(first, Math.Min(numbers, first + MostAtOnce), _matrix.Workspace(_matrix.Body, _matrix.Body), _matrix.Body);
        for (int entry = numbers; entry < _entries.Count; entry++)
            Array(entry);
        return _matrix.Finish();
    }

    // Straight on: a column for each of some numbers.
    private WrittenOut Numbers(int first, int end, Dictionary<ArrayVariable, ArrayVariable> workspace, BlockBuilder block)
    {
        Direction[] directions = [.. Enumerable.Range(first, end - first).Select(k =>
        {
            var input = (AxisItem.Number)_entries[k].Input;
            return new Direction(end - first == 1 ? "" : Names.Word(input.Name!), new Dictionary<Value, Operand> { [(Value)input.Value] = Constant.Real(input.Value.Type, 1) },
                new Dictionary<ArrayVariable, ArrayVariable>(), Scalars(k), Memory(k));
        })];
        (VectorTangent tangent, WrittenOut copy) = Pass(directions, workspace, block);
        for (int k = first; k < end; k++)
        {
            var column = new MatrixColumn(_inputs.Start(_entries[k].Index), tangent.Along[k - first], null);
            foreach (Entry row in _entries.Skip(k))
                ReadOff(row, [column], copy, block, isDiagonal: false);
        }
        return copy;
    }

    // In a loop: several columns in a trip.
    private void Array(int first)
    {
        Entry entry = _entries[first];
        Operand start = _inputs.Start(entry.Index);
        BlockBuilder body = _matrix.Body;
        Operand count = MatrixAxis.Count(entry.Input, body);
        var trip = new UnitDirections(_matrix, [(entry.Input, Constant.Int(0))], count, Width, body);
        IReadOnlyList<Operand> scalars = Scalars(first);
        IReadOnlyList<ArrayVariable> memory = Memory(first);
        (VectorTangent tangent, WrittenOut copy) = Pass(trip.Along(scalars, memory), _matrix.Workspace(body, trip.Body), trip.Body);
        MatrixColumn[] columns =
        [
            .. trip.Columns.Select((c, l) => new MatrixColumn(MatrixAxis.Plus(start, c.Ordinal, trip.Body), tangent.Along[l], c.MayBeBeyond ? (c.Ordinal, count) : null)),
        ];
        ReadOff(entry, columns, copy, trip.Body, isDiagonal: true);
        foreach (Entry row in _entries.Skip(first + 1))
            ReadOff(row, columns, copy, trip.Body, isDiagonal: false);
        body.Add(trip.ToLoop());
    }

    private (VectorTangent Tangent, WrittenOut Copy) Pass(Direction[] directions, Dictionary<ArrayVariable, ArrayVariable> workspace, BlockBuilder block)
    {
        VectorTangent tangent = VectorTangent.Of(_gradient, directions, _matrix.Ids, _cancellation);
        foreach (KeyValuePair<ArrayVariable, ArrayVariable> derivative in _derivatives)
            workspace.Add(derivative.Key, _matrix.Like(derivative.Value, derivative.Key.Name, derivative.Key.Element, block));
        return (tangent, WrittenOut.In(tangent.Named(tangent.Function), new Dictionary<Value, Operand>(), workspace, block, _matrix.Routines, _matrix.Ragged));
    }

    private void ReadOff(Entry row, IReadOnlyList<MatrixColumn> columns, WrittenOut copy, BlockBuilder block, bool isDiagonal)
    {
        Operand start = _inputs.Start(row.Index);
        if (row.Derivative is AxisItem.Number number)
        {
            foreach (MatrixColumn column in columns)
                column.Guarded(block, inner => Put(start, column.Index, copy[column.Along.OrZero(number.Value)], inner));
            return;
        }
        var derivative = (AxisItem.Elements)row.Derivative;
        var input = (AxisItem.Elements)row.Input;
        MatrixAxis.ForEach(input, start, block, (inner, member, indices, position) =>
        {
            ArrayVariable gradient = derivative.Members[input.Members.Items.IndexOf(member)];
            foreach (MatrixColumn column in columns)
            {
                if (!isDiagonal)
                {
                    column.Guarded(inner, b => Put(position, column.Index, Tangent(gradient, indices, column.Along, copy, b), b));
                    continue;
                }
                // What is not above the diagonal: a column that does not exist has no such elements.
                var half = new BlockBuilder(inner.Ids) { Origin = inner.Origin };
                Put(position, column.Index, Tangent(gradient, indices, column.Along, copy, half), half);
                inner.Add(new Branch(inner.Binary(BinaryOperator.GreaterOrEqual, position, column.Index), half.ToBlock(), Block.Empty, []));
            }
        });
    }

    private static Operand Tangent(ArrayVariable gradient, EquatableArray<Operand> indices, TangentContext along, WrittenOut copy, BlockBuilder block) =>
        along.Activity.IsActive(gradient) ? block.Load(copy[along.TangentOf(gradient)], indices) : Constant.Zero(gradient.Element);

    private void Put(Operand row, Operand column, Operand value, BlockBuilder block)
    {
        value = _matrix.Converted(value, block);
        _matrix.Put(block, row, column, value);
        if (row != column)
            _matrix.Put(block, column, row, value);
    }

    private IReadOnlyList<Operand> Scalars(int first) => [.. _entries.Skip(first).Select(e => e.Derivative).OfType<AxisItem.Number>().Select(n => n.Value)];

    private IReadOnlyList<ArrayVariable> Memory(int first) => [.. _entries.Skip(first).Select(e => e.Derivative).OfType<AxisItem.Elements>().SelectMany(e => e.Members)];
}
