using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Runtime;

/// <summary>A matrix on a pooled array, row by row, that stands for a local <c>T[,]</c>.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct ScratchMatrix<T>
    where T : unmanaged
{
    private readonly Span<T> _elements;
    private readonly int _rows;
    private readonly int _columns;

    private ScratchMatrix(Span<T> elements, int rows, int columns)
    {
        _elements = elements;
        _rows = rows;
        _columns = columns;
    }

    /// <summary>An element, to read or to write.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    /// <exception cref="IndexOutOfRangeException">A subscript is negative or not less than its extent.</exception>
    public ref T this[int i, int j]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)i >= (uint)_rows || (uint)j >= (uint)_columns)
                Subscript.ThrowOutOfRange();
            // Both subscripts are in range, so the element is among the _rows · _columns of the span.
            return ref Unsafe.Add(ref MemoryMarshal.GetReference(_elements), (i * _columns) + j);
        }
    }

    /// <summary>Makes a matrix whose elements are arbitrary.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="rows">The number of rows, 0 or more.</param>
    /// <param name="columns">The number of columns, 0 or more.</param>
    /// <returns>A matrix of shape <paramref name="rows"/> × <paramref name="columns"/>.</returns>
    /// <exception cref="OverflowException">An extent is negative, or there are more than <see cref="int.MaxValue"/> elements.</exception>
    public static ScratchMatrix<T> Take(ref T[]? rented, int rows, int columns) =>
        new(Scratch.Take(ref rented, Scratch.Count(rows, columns)), rows, columns);

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="rows">The number of rows, 0 or more.</param>
    /// <param name="columns">The number of columns, 0 or more.</param>
    /// <returns>A matrix of shape <paramref name="rows"/> × <paramref name="columns"/>.</returns>
    /// <exception cref="OverflowException">An extent is negative, or there are more than <see cref="int.MaxValue"/> elements.</exception>
    public static ScratchMatrix<T> TakeCleared(ref T[]? rented, int rows, int columns) =>
        new(Scratch.TakeCleared(ref rented, Scratch.Count(rows, columns)), rows, columns);

    /// <summary>Makes a copy of a matrix.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="elements">What is copied, not null; its subscripts begin at 0.</param>
    /// <returns>The copy.</returns>
    public static ScratchMatrix<T> TakeCopy(ref T[]? rented, T[,] elements)
    {
        ScratchMatrix<T> copy = Take(ref rented, elements.GetLength(0), elements.GetLength(1));
        int next = 0;
        foreach (T element in elements)
            copy._elements[next++] = element;
        return copy;
    }

    /// <summary>The extent along a dimension.</summary>
    /// <param name="dimension">0 for the number of rows, 1 for that of columns.</param>
    /// <returns>The extent.</returns>
    /// <exception cref="IndexOutOfRangeException"><paramref name="dimension"/> is neither 0 nor 1.</exception>
    public int GetLength(int dimension) => dimension switch
    {
        0 => _rows,
        1 => _columns,
        _ => Subscript.ThrowOutOfRange(),
    };

    /// <summary>Sets every element to 0.</summary>
    public void Clear() => _elements.Clear();
}
