using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>From the IR of F to the IR of its Jacobian: the derivative of each output with respect to each input that F does not write.</summary>
/// <remarks>
/// Column by column the tangents along unit vectors, row by row the adjoints of unit seeds: about a quarter of a tangent and the whole of an
/// adjoint each, so that the one or the other is cheaper by what there is more of. A few numbers as inputs are differentiated side by side.
/// </remarks>
internal static class JacobianFunction
{
    public const string MatrixName = "jacobian";

    /// <summary>How many columns a trip of the loop over columns computes.</summary>
    private const int Width = 4;

    /// <summary>Up to how many columns are computed without a loop.</summary>
    private const int MostAtOnce = 8;

    /// <summary>How many columns cost as much as a row.</summary>
    private const int ColumnsForARow = 2;

    public static Function Of(Function primal, CancellationToken cancellation)
    {
        MatrixAxis rows = JacobianAxes.Rows(primal), columns = JacobianAxes.Columns(primal);
        Scalar element = MatrixDerivative.ElementOfJacobian(primal);
        if (columns.KnownLength is <= MostAtOnce && (columns.KnownLength == 1 || rows.KnownLength != 1))
            return AtOnce(new MatrixDerivative(primal, MatrixName, element, primal.NextId), rows, columns, cancellation);

        var parameters = new AdjointParameters(primal, isGradient: false);
        Function adjoint = parameters.Differentiate(cancellation);
        var reverse = new UnitSeeds(parameters, adjoint, columns);
        var matrix = new MatrixDerivative(primal, MatrixName, element, adjoint.NextId);
        if (rows.KnownLength == 1)
        {
            columns.Measure(matrix.Body);
            matrix.Check(Constant.Int(1), columns.Length);
            rows.Measure(matrix.Body);
            WrittenOut all = reverse.Fill(matrix, rows, matrix.Body, Constant.Int(0), matrix.Body, []);
            return matrix.Finish(adjoint, o => all[o]);
        }
        return InLoops(matrix, rows, columns, reverse, cancellation);
    }

    private static Function AtOnce(MatrixDerivative matrix, MatrixAxis rows, MatrixAxis columns, CancellationToken cancellation)
    {
        Direction[] directions = [.. columns.Items.OfType<AxisItem.Number>().Select(n => Along(n, columns.Items.Count, rows))];
        VectorTangent tangent = VectorTangent.Of(matrix.Primal, directions, matrix.Ids, cancellation);
        // What is returned is made inside: only then is it known how many rows there are.
        Block body = tangent.Function.Body;
        int known = !rows.IsKnownAfterwards ? 0
            : 1 + body.Statements.Select((s, i) => s is Allocate { Array.Role: ArrayRole.Result } ? i : -1).Max();
        var early = new Block(body.Statements.Take(known).ToEquatableArray());
        foreach (Statement statement in early.Statements)
            matrix.Body.Add(statement);
        rows.Measure(matrix.Body);
        columns.Measure(matrix.Body);
        matrix.Check(rows.Length, columns.Length);
        MatrixColumn[] all = [.. tangent.Along.Select((t, k) => new MatrixColumn(columns.Start(k), t, null))];
        var direct = new InMatrix(matrix);
        MatrixColumn.PutDirectly(direct, body, early, rows, all);
        if (!direct.IsEmpty)
            matrix.Body.Add(new Clear(matrix.Matrix));
        foreach (Statement statement in direct.Rewrite(new Block(body.Statements.Skip(known).ToEquatableArray())).Statements)
            matrix.Body.Add(statement);
        MatrixColumn.ReadOff(matrix, matrix.Body, rows, all, o => o, a => a, direct);
        matrix.Routines.AddRange(tangent.Function.Routines);
        return tangent.Named(matrix.Finish());
    }

    private static Direction Along(AxisItem.Number input, int all, MatrixAxis rows) => new(all == 1 ? "" : Names.Word(input.Name!),
        new Dictionary<Value, Operand> { [(Value)input.Value] = Constant.Real(input.Value.Type, 1) }, new Dictionary<ArrayVariable, ArrayVariable>(),
        JacobianAxes.Numbers(rows), JacobianAxes.Arrays(rows));

    private static Function InLoops(MatrixDerivative matrix, MatrixAxis rows, MatrixAxis columns, UnitSeeds reverse, CancellationToken cancellation)
    {
        BlockBuilder body = matrix.Body;
        columns.Measure(body);
        if (!rows.IsKnownAfterwards)
        {
            rows.Measure(body);
            matrix.Check(rows.Length, columns.Length);
        }
        matrix.RunPrimal();
        if (rows.IsKnownAfterwards)
        {
            rows.Measure(body);
            matrix.Check(rows.Length, columns.Length);
        }
        var byColumns = new BlockBuilder(matrix.Ids) { Origin = MatrixDerivative.Origin };
        ByColumns(matrix, rows, columns, byColumns, cancellation);
        if (columns.KnownLength is not null)
        {
            foreach (Statement statement in byColumns.Statements)
                body.Add(statement);
            return matrix.Finish();
        }
        var byRows = new BlockBuilder(matrix.Ids) { Origin = MatrixDerivative.Origin };
        ByRows(matrix, rows, reverse, byRows);
        Value rowsCost = body.Binary(BinaryOperator.Multiply, Constant.Int(ColumnsForARow), rows.Length);
        Value isNarrow = body.Binary(BinaryOperator.LessOrEqual, columns.Length, rowsCost);
        body.Add(new Branch(isNarrow, byColumns.ToBlock(), byRows.ToBlock(), []));
        return matrix.Finish();
    }

    private static void ByColumns(MatrixDerivative matrix, MatrixAxis rows, MatrixAxis columns, BlockBuilder block, CancellationToken cancellation)
    {
        int width = Math.Min(Width, columns.KnownLength ?? Width);
        var trip = new UnitDirections(matrix, [.. columns.Items.Select((item, k) => (item, columns.Start(k)))], columns.Length, width, block);
        VectorTangent tangent = VectorTangent.Of(matrix.Primal, trip.Along(JacobianAxes.Numbers(rows), JacobianAxes.Arrays(rows)), matrix.Ids, cancellation);
        MatrixColumn[] all =
        [
            .. trip.Columns.Select((c, l) => new MatrixColumn(c.Ordinal, tangent.Along[l], c.MayBeBeyond ? (c.Ordinal, columns.Length) : null)),
        ];
        var direct = new InMatrix(matrix);
        MatrixColumn.PutDirectly(direct, tangent.Function.Body, Block.Empty, rows, all);
        Dictionary<ArrayVariable, ArrayVariable> workspace = matrix.Workspace(block, trip.Body);
        Function pass = tangent.Named(tangent.Function with { Body = direct.Rewrite(tangent.Function.Body) });
        WrittenOut copy = WrittenOut.In(pass, new Dictionary<Value, Operand>(), workspace, trip.Body, matrix.Routines, matrix.Ragged);
        MatrixColumn.ReadOff(matrix, trip.Body, rows, all, o => copy[o], a => copy[a], direct);
        if (!direct.IsEmpty)
            block.Add(new Clear(matrix.Matrix));
        block.Add(trip.ToLoop());
    }

    private static void ByRows(MatrixDerivative matrix, MatrixAxis rows, UnitSeeds reverse, BlockBuilder block)
    {
        Value row = matrix.Ids.Value(Scalar.Int32, "row");
        var trip = new BlockBuilder(matrix.Ids) { Origin = MatrixDerivative.Origin };
        reverse.Fill(matrix, rows, block, row, trip, matrix.Workspace(block, trip));
        block.Add(new Loop(row, Constant.Int(0), LoopTest.Less, rows.Length, Constant.Int(1), [], trip.ToBlock()));
    }
}
