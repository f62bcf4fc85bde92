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

/// <summary>An array of dual numbers with the bounds checks of C#.</summary>
internal sealed class DualArray(int[] extents)
{
    public int[] Extents { get; } = extents;

    public Number[] Elements { get; } = new Number[extents.Aggregate(1, (a, b) => a * b)];

    public int At(ReadOnlySpan<long> index)
    {
        int flat = 0;
        for (int d = 0; d < Extents.Length; d++)
        {
            if (index[d] < 0 || index[d] >= Extents[d])
                throw new IndexOutOfRangeException();
            flat = (flat * Extents[d]) + (int)index[d];
        }
        return flat;
    }
}

/// <summary>A variable, so that <c>ref</c> can share it.</summary>
internal sealed class Cell
{
    public Number Number;
}

/// <summary>The variables of one call.</summary>
internal sealed class Frame(int cells, int arrays)
{
    public Cell[] Cells { get; } = Make(cells);

    public DualArray[] Arrays { get; } = new DualArray[arrays];

    public Number Result;

    private static Cell[] Make(int count)
    {
        var cells = new Cell[count];
        for (int i = 0; i < count; i++)
            cells[i] = new Cell();
        return cells;
    }
}

/// <summary>Whether a run came near a point where a derivative does not exist: a branch, a kink or a jump.</summary>
internal sealed class Kinks
{
    public const double Distance = 1e-6;

    public bool Met { get; private set; }

    public void Forget() => Met = false;

    /// <summary>Says that the program behaves differently on the two sides of a = b.</summary>
    public void Between(in Number a, in Number b)
    {
        if (a.Size + b.Size > 0 && !(Math.Abs(a.Value - b.Value) >= Distance))
            Met = true;
    }

    public void NearInteger(in Number a, double scale = 1)
    {
        double scaled = a.Value * scale * 2;
        if (a.Size > 0 && !(Math.Abs(scaled - Math.Round(scaled)) >= Distance))
            Met = true;
    }
}
