using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Computes a row of a Jacobian: the adjoint of F whose seed is 1 for one output and 0 for the others.</summary>
/// <param name="parameters">Those of the adjoint.</param>
/// <param name="adjoint">FAdjoint.</param>
/// <param name="columns">What the row consists of.</param>
internal sealed class UnitSeeds(AdjointParameters parameters, Function adjoint, MatrixAxis columns)
{
    private readonly Block _body = OnSeeds(adjoint.Body);

    /// <param name="matrix">What is being made.</param>
    /// <param name="rows">All outputs.</param>
    /// <param name="around">Where memory may be taken, and the matrix set to 0.</param>
    /// <param name="row">The row.</param>
    /// <param name="block">Where it is computed.</param>
    /// <param name="workspace">What stands for the arrays that F changes.</param>
    public WrittenOut Fill(MatrixDerivative matrix, MatrixAxis rows, BlockBuilder around, Operand row, BlockBuilder block, Dictionary<ArrayVariable, ArrayVariable> workspace)
    {
        var arrays = new Dictionary<ArrayVariable, ArrayVariable>(workspace);
        var numbers = new Dictionary<Value, Operand>();
        Seed(matrix, rows, around, row, block, numbers, arrays);

        var direct = new InMatrix(matrix);
        for (int item = 0; item < columns.Items.Count; item++)
        {
            if (columns.Items[item] is not AxisItem.Elements elements)
                continue;
            for (int m = 0; m < elements.Members.Count; m++)
            {
                ArrayVariable derivative = AdjointOf(elements.Members[m]);
                if (direct.CanReplace(_body, derivative, isGuarded: false))
                    direct.PutInRow(derivative, elements, m, columns.Start(item), row);
            }
        }
        // Derivatives with respect to what has no columns are computed to no purpose and go.
        foreach ((ArrayVariable array, ArrayVariable derivative) in parameters.Arrays.Where(a => !direct.Replaces(a.Adjoint) && !arrays.ContainsKey(a.Adjoint)))
        {
            ArrayVariable scratch = derivative with { Id = matrix.Ids.Take(), Role = ArrayRole.Scratch, Form = derivative.Rank == 1 ? ArrayForm.Vector : derivative.Form, Member = null };
            AdjointFunction.AllocateLike(array, scratch, block);
            arrays.Add(derivative, scratch);
        }
        if (!direct.IsEmpty)
            around.Add(new Clear(matrix.Matrix));
        WrittenOut copy = WrittenOut.In(adjoint with { Body = direct.Rewrite(_body) }, numbers, arrays, block, matrix.Routines, matrix.Ragged);
        ReadOff(matrix, row, block, copy, direct);
        return copy;
    }

    private void Seed(MatrixDerivative matrix, MatrixAxis rows, BlockBuilder around, Operand row, BlockBuilder block,
        Dictionary<Value, Operand> numbers, Dictionary<ArrayVariable, ArrayVariable> arrays)
    {
        var seeds = new Queue<Operand>(parameters.Seeds.Select(s => s.Seed));
        for (int item = 0; item < rows.Items.Count; item++)
        {
            if (rows.Items[item] is AxisItem.Number number)
            {
                if (number.Name is null || matrix.Primal.Outputs.Any(o => o.Parameter == number.Name))
                    numbers.Add((Value)seeds.Dequeue(), UnitVector.Element(rows.Start(item), row, number.Value.Type, block));
                continue;
            }
            var elements = (AxisItem.Elements)rows.Items[item];
            var seedOf = new Dictionary<ArrayVariable, ArrayVariable>();
            foreach (ArrayVariable output in elements.Members)
            {
                ArrayVariable seed = output.Role == ArrayRole.Result ? AdjointOfReturned(output) : AdjointOf(output);
                seedOf[output] = arrays[seed] = matrix.Like(output, Names.Adjoint(output), output.Element, around);
            }
            MatrixAxis.ForEach(elements, rows.Start(item), block, (inner, member, indices, position) =>
                inner.Add(new Store(seedOf[member], indices, UnitVector.Element(position, row, member.Element, inner))));
        }
    }

    private void ReadOff(MatrixDerivative matrix, Operand row, BlockBuilder block, WrittenOut copy, InMatrix direct)
    {
        for (int item = 0; item < columns.Items.Count; item++)
        {
            if (columns.Items[item] is AxisItem.Number number)
            {
                string name = parameters.Derivatives.First(d => d.Input == number.Value).Parameter;
                Operand derivative = adjoint.Outputs.FirstOrDefault(o => o.Parameter == name)?.Value ?? Constant.Zero(number.Value.Type);
                matrix.Put(block, row, columns.Start(item), copy[derivative]);
            }
            else if (columns.Items[item] is AxisItem.Elements elements && !elements.Members.All(m => direct.Replaces(AdjointOf(m))))
            {
                MatrixAxis.ForEach(elements, columns.Start(item), block, (inner, member, indices, position) =>
                {
                    if (!direct.Replaces(AdjointOf(member)))
                        matrix.Put(inner, row, position, inner.Load(copy[AdjointOf(member)], indices));
                });
            }
        }
    }

    // An adjoint that begins as a copy of the seed can be the seed: it is made anew for every row, and has the right shape.
    private static Block OnSeeds(Block block) =>
        new(block.Statements.Where(s => s is not (CheckShape or Allocate { CopyOf: not null })).Select(s => Walk.WithBlocks(s, OnSeeds)).ToEquatableArray());

    private ArrayVariable AdjointOfReturned(ArrayVariable array)
    {
        ArrayVariable seed = parameters.ArraySeeds.First(s => s.Array == array).Seed;
        return Walk.Statements(adjoint.Body).OfType<Allocate>().FirstOrDefault(a => a.CopyOf == seed)?.Array ?? seed;
    }

    private ArrayVariable AdjointOf(ArrayVariable array) => parameters.Arrays.First(a => a.Array == array).Adjoint;
}
