using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>The elements of an array argument, whatever its form.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
/// <remarks>Arrays convert to this by themselves, without a copy. A null array, or a null row, has no elements.</remarks>
public readonly ref partial struct Elements<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _memory;
    private readonly T[]?[]? _rows;
#if NETSTANDARD2_0
    private readonly Array? _block;
#endif

    private Elements(ReadOnlySpan<T> memory)
        : this() => _memory = memory;

    private Elements(T[]?[]? rows)
        : this() => _rows = rows;

    /// <summary>The elements of an array.</summary>
    /// <param name="array">The array, or null for no elements.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static implicit operator Elements<T>(T[]? array) => new(new ReadOnlySpan<T>(array));

    /// <summary>The elements of a span.</summary>
    /// <param name="span">The span.</param>
    /// <returns>The memory of the span itself, not a copy.</returns>
    public static implicit operator Elements<T>(Span<T> span) => new((ReadOnlySpan<T>)span);

    /// <summary>The elements of a span.</summary>
    /// <param name="span">The span.</param>
    /// <returns>The memory of the span itself, not a copy.</returns>
    public static implicit operator Elements<T>(ReadOnlySpan<T> span) => new(span);

    /// <summary>The elements of all rows.</summary>
    /// <param name="rows">Rows of any lengths, or null for no elements.</param>
    /// <returns>The memory of the rows themselves, not a copy.</returns>
    public static implicit operator Elements<T>(T[]?[]? rows) => new(rows);

    /// <summary>Whether an element is among both. What has no elements shares none.</summary>
    /// <remarks>Takes time in proportion to the number of rows and no memory that is not returned to the pool.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Overlaps(in Elements<T> other) =>
        _rows is null && other._rows is null ? OverlapsBlock(other) : OverlapsRows(other);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool OverlapsRows(in Elements<T> other)
    {
        if (_rows is null)
            return OverlapsAny(other._rows!);
        return other._rows is null ? other.OverlapsAny(_rows) : RowSet.Intersect(_rows, other._rows);
    }

    // A row is an array of one dimension, so only a span or another one can share memory with it.
    private bool OverlapsAny(T[]?[] rows)
    {
        if (_memory.IsEmpty)
            return false;
        foreach (T[]? row in rows)
        {
            if (_memory.Overlaps(row))
                return true;
        }
        return false;
    }
}
