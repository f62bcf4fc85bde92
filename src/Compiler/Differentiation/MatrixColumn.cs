using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>A column of a Jacobian that a pass computes.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Along">The tangents along its direction.</param>
/// <param name="Limit">What must be less than what for the column to exist; null if it does.</param>
internal sealed record MatrixColumn(Operand Index, TangentContext Along, (Operand Ordinal, Operand Count)? Limit)
{
    /// <summary>Lets the tangents of outputs be computed where they belong, if nothing is done with them but that.</summary>
    /// <param name="early">What of the body runs before there is a matrix.</param>
    public static void PutDirectly(InMatrix direct, Block body, Block early, MatrixAxis rows, IReadOnlyList<MatrixColumn> columns)
    {
        bool IsEarly(ArrayVariable tangent) => Walk.Statements(early).Any(s => s is not Allocate && (Walk.Writes(s) == tangent || Walk.Reads(s) == tangent));

        for (int item = 0; item < rows.Items.Count; item++)
        {
            if (rows.Items[item] is not AxisItem.Elements elements)
                continue;
            for (int m = 0; m < elements.Members.Count; m++)
            {
                ArrayVariable output = elements.Members[m];
                if (columns.Any(c => !c.Along.Activity.IsActive(output) || !direct.CanReplace(body, c.Along.TangentOf(output), c.Limit is not null)
                    || IsEarly(c.Along.TangentOf(output))))
                    continue;
                foreach (MatrixColumn column in columns)
                    direct.PutInColumn(column.Along.TangentOf(output), elements, m, rows.Start(item), column.Index, column.Limit);
            }
        }
    }

    /// <summary>Copies the tangents of outputs to the columns.</summary>
    /// <param name="number">What has become of an operand of the pass.</param>
    /// <param name="array">What has become of an array of the pass.</param>
    /// <param name="direct">What is there already.</param>
    public static void ReadOff(MatrixDerivative matrix, BlockBuilder block, MatrixAxis rows, IReadOnlyList<MatrixColumn> columns,
        Func<Operand, Operand> number, Func<ArrayVariable, ArrayVariable> array, InMatrix direct)
    {
        foreach (MatrixColumn column in columns.Where(_ => rows.Items.Any(i => i is AxisItem.Number)))
        {
            column.Guarded(block, inner =>
            {
                for (int item = 0; item < rows.Items.Count; item++)
                {
                    if (rows.Items[item] is AxisItem.Number output)
                        matrix.Put(inner, rows.Start(item), column.Index, number(column.Along.OrZero(output.Value)));
                }
            });
        }
        for (int item = 0; item < rows.Items.Count; item++)
        {
            if (rows.Items[item] is not AxisItem.Elements elements || elements.Members.All(IsThere))
                continue;
            MatrixAxis.ForEach(elements, rows.Start(item), block, (inner, member, indices, position) =>
            {
                foreach (MatrixColumn column in columns.Where(_ => !IsThere(member)))
                    column.Guarded(inner, b => matrix.Put(b, position, column.Index, column.Tangent(member, indices, array, b)));
            });
        }

        bool IsThere(ArrayVariable output) => columns.All(c => c.Along.Activity.IsActive(output) && direct.Replaces(c.Along.TangentOf(output)));
    }

    private Operand Tangent(ArrayVariable output, EquatableArray<Operand> indices, Func<ArrayVariable, ArrayVariable> array, BlockBuilder block) =>
        Along.Activity.IsActive(output) ? block.Load(array(Along.TangentOf(output)), indices) : Constant.Zero(output.Element);

    /// <summary>Adds what is to be done only if the column exists.</summary>
    public void Guarded(BlockBuilder block, Action<BlockBuilder> add)
    {
        if (Limit is not { } limit)
        {
            add(block);
            return;
        }
        var inner = new BlockBuilder(block.Ids) { Origin = block.Origin };
        add(inner);
        block.Add(new Branch(block.Binary(BinaryOperator.Less, limit.Ordinal, limit.Count), inner.ToBlock(), Block.Empty, []));
    }
}
