using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>The elements of an array, row after row; rows of a jagged one may have different lengths.</summary>
internal sealed class Memory
{
    private readonly int[] _extents;
    private readonly int[]? _rowStarts;

    public Memory(Scalar element, params int[] extents)
        : this(element, extents, null, Product(extents))
    {
    }

    private Memory(Scalar element, int[] extents, int[]? rowStarts, int length)
    {
        Element = element;
        _extents = extents;
        _rowStarts = rowStarts;
        Data = new Number[length];
    }

    public Scalar Element { get; }

    public Number[] Data { get; }

    public bool IsJagged => _rowStarts is not null;

    /// <summary>The number of subscripts an element takes.</summary>
    public int Rank => IsJagged ? 2 : _extents.Length;

    public static Memory Jagged(Scalar element, IReadOnlyList<int> lengths)
    {
        int[] starts = new int[lengths.Count + 1];
        for (int i = 0; i < lengths.Count; i++)
            starts[i + 1] = starts[i] + lengths[i];
        return new Memory(element, [lengths.Count], starts, starts[lengths.Count]);
    }

    /// <summary>Another one of the same shape, all 0.</summary>
    public Memory Like() => new(Element, _extents, _rowStarts, Data.Length);

    public Memory Copy()
    {
        Memory copy = Like();
        Data.CopyTo(copy.Data, 0);
        return copy;
    }

    /// <summary>The number of elements along a dimension; for rows of different lengths that of row <paramref name="row"/>.</summary>
    public int Extent(int dimension, int row = 0) => IsJagged && dimension == 1 ? _rowStarts![row + 1] - _rowStarts[row] : _extents[dimension];

    /// <summary>Where a row of a jagged array begins.</summary>
    public int RowStart(int row) => _rowStarts![row];

    public bool HasShapeOf(Memory other) =>
        _extents.AsSpan().SequenceEqual(other._extents) && (_rowStarts ?? []).AsSpan().SequenceEqual(other._rowStarts ?? []);

    /// <summary>Where the element with these subscripts lies; the first dimension in which one is out of range if one is.</summary>
    public int Locate(long i, long j, long k, out int wrong)
    {
        wrong = -1;
        if (_rowStarts is not null)
        {
            if ((ulong)i >= (ulong)_extents[0])
                wrong = 0;
            else if ((ulong)j >= (ulong)Extent(1, (int)i))
                wrong = 1;
            return wrong < 0 ? _rowStarts[i] + (int)j : 0;
        }
        if ((ulong)i >= (ulong)_extents[0])
            wrong = 0;
        else if (_extents.Length > 1 && (ulong)j >= (ulong)_extents[1])
            wrong = 1;
        else if (_extents.Length > 2 && (ulong)k >= (ulong)_extents[2])
            wrong = 2;
        if (wrong >= 0)
            return 0;
        return _extents.Length switch
        {
            1 => (int)i,
            2 => ((int)i * _extents[1]) + (int)j,
            _ => ((((int)i * _extents[1]) + (int)j) * _extents[2]) + (int)k,
        };
    }

    /// <summary>The subscripts of the element at a place.</summary>
    public int[] Subscripts(int at)
    {
        if (_rowStarts is not null)
        {
            int row = 0;
            while (_rowStarts[row + 1] <= at)
                row++;
            return [row, at - _rowStarts[row]];
        }
        int[] subscripts = new int[_extents.Length];
        for (int d = _extents.Length - 1; d >= 0; d--)
        {
            subscripts[d] = at % _extents[d];
            at /= _extents[d];
        }
        return subscripts;
    }

    private static int Product(int[] extents)
    {
        int product = 1;
        foreach (int extent in extents)
            product *= extent;
        return product;
    }
}

/// <summary>Elements at equal distances in the memory of an array, under another name.</summary>
internal sealed record MemoryView(Memory Of, int Start, int Stride, int Length);
