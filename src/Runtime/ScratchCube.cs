using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Runtime;

/// <summary>An array of three dimensions on a pooled array, the last subscript running fastest, that stands for a local <c>T[,,]</c>.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct ScratchCube<T>
    where T : unmanaged
{
    private readonly Span<T> _elements;
    private readonly int _planes;
    private readonly int _rows;
    private readonly int _columns;

    private ScratchCube(Span<T> elements, int planes, int rows, int columns)
    {
        _elements = elements;
        _planes = planes;
        _rows = rows;
        _columns = columns;
    }

    /// <summary>An element, to read or to write.</summary>
    /// <param name="i">The first subscript.</param>
    /// <param name="j">The second subscript.</param>
    /// <param name="k">The third subscript.</param>
    /// <exception cref="IndexOutOfRangeException">A subscript is negative or not less than its extent.</exception>
    public ref T this[int i, int j, int k]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)i >= (uint)_planes || (uint)j >= (uint)_rows || (uint)k >= (uint)_columns)
                Subscript.ThrowOutOfRange();
            // All subscripts are in range, so the element is among the _planes · _rows · _columns of the span.
            return ref Unsafe.Add(ref MemoryMarshal.GetReference(_elements), (((i * _rows) + j) * _columns) + k);
        }
    }

    /// <summary>Makes an array whose elements are arbitrary.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="planes">The first extent, 0 or more.</param>
    /// <param name="rows">The second extent, 0 or more.</param>
    /// <param name="columns">The third extent, 0 or more.</param>
    /// <returns>An array of shape <paramref name="planes"/> × <paramref name="rows"/> × <paramref name="columns"/>.</returns>
    /// <exception cref="OverflowException">An extent is negative, or there are more than <see cref="int.MaxValue"/> elements.</exception>
    public static ScratchCube<T> Take(ref T[]? rented, int planes, int rows, int columns) =>
        new(Scratch.Take(ref rented, Scratch.Count(planes, rows, columns)), planes, rows, columns);

    /// <summary>Makes an array of zeros.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="planes">The first extent, 0 or more.</param>
    /// <param name="rows">The second extent, 0 or more.</param>
    /// <param name="columns">The third extent, 0 or more.</param>
    /// <returns>An array of shape <paramref name="planes"/> × <paramref name="rows"/> × <paramref name="columns"/>.</returns>
    /// <exception cref="OverflowException">An extent is negative, or there are more than <see cref="int.MaxValue"/> elements.</exception>
    public static ScratchCube<T> TakeCleared(ref T[]? rented, int planes, int rows, int columns) =>
        new(Scratch.TakeCleared(ref rented, Scratch.Count(planes, rows, columns)), planes, rows, columns);

    /// <summary>Makes a copy of an array of three dimensions.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="elements">What is copied, not null; its subscripts begin at 0.</param>
    /// <returns>The copy.</returns>
    public static ScratchCube<T> TakeCopy(ref T[]? rented, T[,,] elements)
    {
        ScratchCube<T> copy = Take(ref rented, elements.GetLength(0), elements.GetLength(1), elements.GetLength(2));
        int next = 0;
        foreach (T element in elements)
            copy._elements[next++] = element;
        return copy;
    }

    /// <summary>The extent along a dimension.</summary>
    /// <param name="dimension">0, 1 or 2.</param>
    /// <returns>The extent.</returns>
    /// <exception cref="IndexOutOfRangeException"><paramref name="dimension"/> is not 0, 1 or 2.</exception>
    public int GetLength(int dimension) => dimension switch
    {
        0 => _planes,
        1 => _rows,
        2 => _columns,
        _ => Subscript.ThrowOutOfRange(),
    };

    /// <summary>Sets every element to 0.</summary>
    public void Clear() => _elements.Clear();
}
