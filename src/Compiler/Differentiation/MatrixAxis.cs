using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What stands along the rows or the columns of a matrix of derivatives, in order.</summary>
internal abstract record AxisItem
{
    /// <summary>One number.</summary>
    /// <param name="Value">Which one.</param>
    /// <param name="Name">The parameter that it is, or a member of it; null if it is returned.</param>
    internal sealed record Number(Operand Value, string? Name) : AxisItem;

    /// <summary>The elements of an array, row by row; of an array of structs the numbers of each element side by side.</summary>
    internal sealed record Elements(EquatableArray<ArrayVariable> Members) : AxisItem
    {
        public ArrayVariable First => Members[0];
    }
}

/// <summary>The rows or the columns of a matrix of derivatives: how many there are, and which is whose.</summary>
internal sealed class MatrixAxis(IReadOnlyList<AxisItem> items)
{
    private readonly List<Operand> _starts = [];

    public IReadOnlyList<AxisItem> Items => items;

    /// <summary>How many there are, if that is known before the program runs.</summary>
    public int? KnownLength => items.All(i => i is AxisItem.Number) ? items.Count : null;

    /// <summary>Whether an array that the function itself makes is among them.</summary>
    public bool IsKnownAfterwards => items.OfType<AxisItem.Elements>().Any(e => e.First.Role == ArrayRole.Result);

    /// <summary>How many there are; once <see cref="Measure"/> has looked.</summary>
    public Operand Length { get; private set; } = Constant.Int(0);

    /// <summary>The first row or column of an item; once <see cref="Measure"/> has looked.</summary>
    public Operand Start(int item) => _starts[item];

    /// <summary>Computes where each item begins.</summary>
    public void Measure(BlockBuilder block)
    {
        foreach (AxisItem item in items)
        {
            _starts.Add(Length);
            Length = Plus(Length, Count(item, block), block);
        }
    }

    /// <summary>The number of numbers in an item.</summary>
    public static Operand Count(AxisItem item, BlockBuilder block)
    {
        if (item is not AxisItem.Elements elements)
            return Constant.Int(1);
        ArrayVariable array = elements.First;
        Operand count = block.Let(new Extent(array, 0));
        if (array.Form == ArrayForm.Jagged)
            count = TotalOfRows(array, count, block);
        else
        {
            for (int d = 1; d < array.Rank; d++)
                count = Times(count, block.Let(new Extent(array, d)), block);
        }
        return Times(count, Constant.Int(elements.Members.Count), block);
    }

    /// <summary>Adds loops that visit each number of an array, in order.</summary>
    /// <param name="start">The row or column of the first.</param>
    /// <param name="visit">Adds what is done to a number: its array, its subscripts, its row or column.</param>
    public static void ForEach(AxisItem.Elements elements, Operand start, BlockBuilder block, Action<BlockBuilder, ArrayVariable, EquatableArray<Operand>, Operand> visit)
    {
        ArrayVariable array = elements.First;
        int members = elements.Members.Count;
        Nest([], Constant.Int(0), start, block);

        // The ordinal of the element is that of the subscripts so far, times the extent, plus the next subscript.
        void Nest(Operand[] indices, Operand ordinal, Operand first, BlockBuilder outer)
        {
            int d = indices.Length;
            if (d == array.Rank)
            {
                Operand position = Plus(first, Times(ordinal, Constant.Int(members), outer), outer);
                for (int m = 0; m < members; m++)
                    visit(outer, elements.Members[m], indices.ToEquatableArray(), Plus(position, Constant.Int(m), outer));
                return;
            }
            bool isRow = array.Form == ArrayForm.Jagged && d == 1;
            Value counter = outer.Ids.Value(Scalar.Int32, new[] { "i", "j", "k" }[d]);
            Value extent = outer.Let(new Extent(array, d, isRow ? indices[0] : null));
            Operand before = isRow ? Constant.Int(0) : Times(ordinal, extent, outer);
            var body = new BlockBuilder(outer.Ids) { Origin = outer.Origin };
            if (array.Form == ArrayForm.Jagged && d == 0)
            {
                // Where a row begins is known when the one before has ended.
                Value row = outer.Ids.Value(Scalar.Int32, "start"), after = outer.Ids.Value(Scalar.Int32);
                Nest([counter], Constant.Int(0), row, body);
                Operand length = Times(body.Let(new Extent(array, 1, counter)), Constant.Int(members), body);
                Value next = body.Binary(BinaryOperator.Add, row, length);
                outer.Add(new Loop(counter, Constant.Int(0), LoopTest.Less, extent, Constant.Int(1), [new Carried(row, first, next, after)], body.ToBlock()));
                return;
            }
            Nest([.. indices, counter], Plus(before, counter, body), first, body);
            outer.Add(new Loop(counter, Constant.Int(0), LoopTest.Less, extent, Constant.Int(1), [], body.ToBlock()));
        }
    }

    /// <summary>The row or column of an element of an array whose rows are equally long.</summary>
    public static Operand Position(AxisItem.Elements elements, EquatableArray<Operand> indices, int member, Operand start, BlockBuilder block)
    {
        Operand ordinal = indices[0];
        for (int d = 1; d < indices.Count; d++)
            ordinal = Plus(Times(ordinal, block.Let(new Extent(elements.First, d)), block), indices[d], block);
        return Plus(Plus(start, Times(ordinal, Constant.Int(elements.Members.Count), block), block), Constant.Int(member), block);
    }

    private static Value TotalOfRows(ArrayVariable array, Operand rows, BlockBuilder block)
    {
        Value row = block.Ids.Value(Scalar.Int32, "i"), total = block.Ids.Value(Scalar.Int32, "total"), after = block.Ids.Value(Scalar.Int32, "total");
        var body = new BlockBuilder(block.Ids) { Origin = block.Origin };
        Value next = body.Binary(BinaryOperator.Add, total, body.Let(new Extent(array, 1, row)));
        block.Add(new Loop(row, Constant.Int(0), LoopTest.Less, rows, Constant.Int(1), [new Carried(total, Constant.Int(0), next, after)], body.ToBlock()));
        return after;
    }

    public static Operand Plus(Operand a, Operand b, BlockBuilder block) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => b,
        (_, Constant { IsZero: true }) => a,
        (Constant x, Constant y) => Constant.Int((int)(x.Number + y.Number)),
        _ => block.Binary(BinaryOperator.Add, a, b),
    };

    private static Operand Times(Operand a, Operand b, BlockBuilder block) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => a,
        (Constant { Number: 1 }, _) => b,
        (_, Constant { Number: 1 }) => a,
        (Constant x, Constant y) => Constant.Int((int)(x.Number * y.Number)),
        _ => block.Binary(BinaryOperator.Multiply, a, b),
    };
}
