using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What of an array a called method is given: all of it, a row, or elements side by side.</summary>
/// <param name="Array">The array.</param>
/// <param name="Row">The row's number; null for the whole array.</param>
/// <param name="Start">The index of the first element; null for all.</param>
/// <param name="Length">The number of elements.</param>
internal sealed record CallMemory(ArrayVariable Array, Operand? Row, Operand? Start, Operand? Length)
{
    public static CallMemory Of(PassedAs.Memory passed, ArrayVariable array, EquatableArray<Operand> arguments) => new(array,
        passed.Row is { } row ? arguments[row] : null, passed.Start is { } start ? arguments[start] : null, passed.Length is { } length ? arguments[length] : null);

    private bool IsWhole => Row is null && Start is null;

    /// <summary>How many elements there are; of an array of the function's own by the operands it was made with.</summary>
    public EquatableArray<Operand> Extents(Function function, BlockBuilder block) => this switch
    {
        { Length: { } length } => [length],
        { Row: { } row } => [block.Let(new Extent(Array, 1, row))],
        _ => Walk.Statements(function.Body).OfType<Allocate>().FirstOrDefault(a => a.Array.Equals(Array))?.Extents
            ?? Enumerable.Range(0, Array.Rank).Select(d => (Operand)block.Let(new Extent(Array, d))).ToEquatableArray(),
    };

    /// <summary>Where an element stands in the array.</summary>
    public EquatableArray<Operand> At(EquatableArray<Operand> index, BlockBuilder block)
    {
        if (IsWhole)
            return index;
        Operand last = Start is null ? index[0] : block.Binary(BinaryOperator.Add, Start, index[0]);
        return Row is null ? [last] : [Row, last];
    }

    /// <summary>Whether C# converts this to what is taken; scratch of the method's own becomes what is taken.</summary>
    public bool Fits(ArrayForm taken)
    {
        if (Start is not null)
            return taken == ArrayForm.ReadOnlySpan || (taken == ArrayForm.Span && Array is not { Role: ArrayRole.Parameter, Form: ArrayForm.ReadOnlySpan });
        return Row is not null || Array.Role != ArrayRole.Parameter || Array.Form == taken
            || taken == ArrayForm.ReadOnlySpan || (taken == ArrayForm.Span && Array.Form == ArrayForm.Vector);
    }

    /// <summary>A new array for these elements.</summary>
    public ArrayVariable Like(IdSource ids) => new(ids.Take(), Array.Name, Array.Element, IsWhole ? Array.Form : ArrayForm.Vector, ArrayRole.Scratch);

    /// <summary>A new array with these elements.</summary>
    public ArrayVariable Copy(EquatableArray<Operand> extents, BlockBuilder block)
    {
        ArrayVariable copy = Like(block.Ids);
        Silently(block, () =>
        {
            block.Add(new Allocate(copy, extents, Cleared: false));
            Each(extents, backwards: false, block, (inner, i) => inner.Add(new Store(copy, i, inner.Load(Array, At(i, inner)))));
        });
        return copy;
    }

    /// <summary>Zeros of the same extents.</summary>
    public ArrayVariable Zeros(EquatableArray<Operand> extents, BlockBuilder block)
    {
        ArrayVariable zeros = Like(block.Ids);
        Silently(block, () => block.Add(new Allocate(zeros, extents, Cleared: true)));
        return zeros;
    }

    /// <summary>Writes the elements of a copy back, or adds them.</summary>
    public void WriteBack(ArrayVariable copy, bool adds, EquatableArray<Operand> extents, BlockBuilder block) => Silently(block, () =>
        Each(extents, backwards: false, block, (inner, i) =>
        {
            Value element = inner.Load(copy, i);
            inner.Add(adds ? new Accumulate(Array, At(i, inner), element) : new Store(Array, At(i, inner), element));
        }));

    /// <summary>Something to do with every element, from the first to the last or the other way round.</summary>
    public static void Each(EquatableArray<Operand> extents, bool backwards, BlockBuilder block, Action<BlockBuilder, EquatableArray<Operand>> element) =>
        Each(extents, [], backwards, block, element);

    private static void Each(EquatableArray<Operand> extents, Operand[] outer, bool backwards, BlockBuilder block, Action<BlockBuilder, EquatableArray<Operand>> element)
    {
        if (outer.Length == extents.Count)
        {
            element(block, outer.ToEquatableArray());
            return;
        }
        Operand extent = extents[outer.Length];
        Value counter = block.Ids.Value(Scalar.Int32, outer.Length switch { 0 => "i", 1 => "j", _ => "k" });
        var body = new BlockBuilder(block.Ids) { Origin = block.Origin };
        Each(extents, [.. outer, counter], backwards, body, element);
        Operand zero = Constant.Int(0);
        block.Add(backwards
            ? new Loop(counter, block.Binary(BinaryOperator.Subtract, extent, Constant.Int(1)), LoopTest.GreaterOrEqual, zero, Constant.Int(-1), [], body.ToBlock())
            : new Loop(counter, zero, LoopTest.Less, extent, Constant.Int(1), [], body.ToBlock()));
    }

    /// <summary>What is done for a call alone gets no comment of its own.</summary>
    public static Origin WithoutLine(Origin? origin) => new("", origin?.Sweep ?? Sweep.Primal);

    private static void Silently(BlockBuilder block, Action add)
    {
        Origin? origin = block.Origin;
        block.Origin = WithoutLine(origin);
        add();
        block.Origin = origin;
    }
}
