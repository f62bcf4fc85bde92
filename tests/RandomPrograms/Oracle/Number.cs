namespace DiffGen.RandomPrograms.Oracle;

/// <summary>The kinds of numbers a program computes with.</summary>
internal enum Kind
{
    Bool,
    Int,
    Long,
    Single,
    Double,
}

/// <summary>A dual number: a value and its derivative along one direction.</summary>
/// <param name="Value">A real number, exactly as C# computes it.</param>
/// <param name="Dot">Its derivative along the direction.</param>
/// <param name="Size">
/// The sum, over all paths from the inputs, of the absolute products of partial derivatives. An adjoint adds up those products, in another
/// order: what rounding may do to its result is proportional to this.
/// </param>
/// <param name="Whole">An integer, or 1 for true.</param>
internal readonly record struct Number(double Value, double Dot, double Size, long Whole)
{
    public static Number Real(double value) => new(value, 0, 0, 0);

    public static Number Integer(long value) => new(0, 0, 0, value);

    public static Number Truth(bool value) => new(0, 0, 0, value ? 1 : 0);

    public bool IsTrue => Whole != 0;
}

/// <summary>A place that holds a number: a variable or an element, so that <c>ref</c> can share it.</summary>
internal readonly record struct Place(Number[] Home, int At)
{
    public Number Number
    {
        get => Home[At];
        set => Home[At] = value;
    }
}

/// <summary>An array, a part of one, or an array of arrays, of dual numbers, with the bounds checks of C#.</summary>
internal sealed class DualArray
{
    private readonly Number[] _home;
    private readonly int _start;

    public DualArray(params int[] extents) : this(extents, new Number[extents.Aggregate(1, (a, b) => a * b)], 0)
    {
    }

    /// <summary>An array of arrays.</summary>
    public DualArray(DualArray[] rows) : this([rows.Length], [], 0) => Rows = rows;

    private DualArray(int[] extents, Number[] home, int start) => (Extents, _home, _start) = (extents, home, start);

    public int[] Extents { get; }

    public DualArray[]? Rows { get; }

    public int Length => Extents.Aggregate(1, (a, b) => a * b);

    public Number this[int flat]
    {
        get => _home[_start + flat];
        set => _home[_start + flat] = value;
    }

    /// <summary>All numbers, those of rows one row after the other.</summary>
    public IEnumerable<Number> Numbers => Rows is null ? Enumerable.Range(0, Length).Select(i => this[i]) : Rows.SelectMany(r => r.Numbers);

    public Place At(ReadOnlySpan<long> index)
    {
        int flat = 0;
        for (int d = 0; d < Extents.Length; d++)
        {
            if (index[d] < 0 || index[d] >= Extents[d])
                throw new IndexOutOfRangeException();
            flat = (flat * Extents[d]) + (int)index[d];
        }
        return new Place(_home, _start + flat);
    }

    public DualArray Part(long start, long length)
    {
        if (start < 0 || length < 0 || start + length > Extents[0])
            throw new ArgumentOutOfRangeException(nameof(start));
        return new DualArray([(int)length], _home, _start + (int)start);
    }

    public void CopyTo(DualArray target)
    {
        Number[] values = [.. Numbers];
        target.Part(0, values.Length);
        for (int i = 0; i < values.Length; i++)
            target[i] = values[i];
    }

    public DualArray Copy()
    {
        var copy = new DualArray(Extents);
        for (int i = 0; i < Length; i++)
            copy[i] = this[i];
        return copy;
    }

    public void Fill(Number value)
    {
        for (int i = 0; i < Length; i++)
            this[i] = value;
    }
}

/// <summary>The variables of one call.</summary>
internal sealed class Frame
{
    public Frame(int cells, int arrays) => (Cells, Arrays) = (Make(cells), new DualArray[arrays]);

    /// <summary>The frame of a local function: it shares the variables of the method around it, except its own.</summary>
    public Frame(Frame outer, Callable function)
    {
        Cells = Make(function.Cells);
        Arrays = new DualArray[function.Arrays];
        Array.Copy(outer.Cells, Cells, function.SharedCells);
        Array.Copy(outer.Arrays, Arrays, function.SharedArrays);
    }

    public Place[] Cells { get; }

    public DualArray[] Arrays { get; }

    public Number Result { get; set; }

    /// <summary>What was returned if it is an array or a tuple.</summary>
    public DualArray? Composite { get; set; }

    /// <summary>What was returned, number by number.</summary>
    public Number[] Results(bool any) => !any ? [] : Composite is { } composite ? [.. composite.Numbers] : [Result];

    private static Place[] Make(int count)
    {
        var cells = new Place[count];
        for (int i = 0; i < count; i++)
            cells[i] = new Place(new Number[1], 0);
        return cells;
    }
}

/// <summary>Whether a run came near a point where a derivative does not exist: a branch, a kink or a jump.</summary>
internal sealed class Kinks
{
    /// <summary>How near is near.</summary>
    public double Distance { get; set; } = 1e-6;

    public bool Met { get; private set; }

    /// <summary>Which side of every branch, kink and jump a run took: two runs with the same path are on one smooth piece of the function.</summary>
    public ulong Path { get; private set; }

    public void Forget() => (Met, Path) = (false, 0);

    /// <summary>Says that the program behaves differently on the two sides of a = b.</summary>
    public void Between(in Number a, in Number b)
    {
        if (a.Size + b.Size > 0 && !(Math.Abs(a.Value - b.Value) >= Distance))
            Met = true;
        Turn(a.Value < b.Value ? 1UL : 2UL);
    }

    public void NearInteger(in Number a, double scale = 1)
    {
        double scaled = a.Value * scale * 2;
        if (a.Size > 0 && !(Math.Abs(scaled - Math.Round(scaled)) >= Distance))
            Met = true;
        Turn(BitConverter.DoubleToUInt64Bits(Math.Floor(scaled)));
    }

    private void Turn(ulong side) => Path = unchecked((Path * 1_000_003) + side);
}
