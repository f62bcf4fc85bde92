#if NET8_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Runtime;

/// <summary>
/// The elements of an array along one dimension, the other subscripts being fixed: taken once before a loop, so that the loop does not
/// compute the place of each element from all its subscripts.
/// </summary>
/// <remarks>
/// Nothing is copied. Where a fixed subscript is out of range the slice is empty: it is its use that fails. Subscripts begin at 0, which
/// <see cref="Arguments"/> has checked.
/// </remarks>
public static class Slice
{
    /// <summary>Row i of a matrix: a[i, 0], a[i, 1], …</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">A matrix, not null.</param>
    /// <param name="i">The first subscript.</param>
    /// <returns>As many elements as the matrix has columns; none if there is no such row.</returns>
    public static Span<T> Row<T>(T[,] array, int i)
        where T : unmanaged
    {
        int columns = array.GetLength(1);
        return (uint)i < (uint)array.GetLength(0)
            ? MemoryMarshal.CreateSpan(ref Unsafe.Add(ref First<T>(array), (nint)i * columns), columns)
            : default;
    }

    /// <summary>Row i, j of an array of three dimensions: a[i, j, 0], a[i, j, 1], …</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions, not null.</param>
    /// <param name="i">The first subscript.</param>
    /// <param name="j">The second subscript.</param>
    /// <returns>As many elements as the last dimension has; none if there is no such row.</returns>
    public static Span<T> Row<T>(T[,,] array, int i, int j)
        where T : unmanaged
    {
        int rows = array.GetLength(1), columns = array.GetLength(2);
        return (uint)i < (uint)array.GetLength(0) && (uint)j < (uint)rows
            ? MemoryMarshal.CreateSpan(ref Unsafe.Add(ref First<T>(array), (((nint)i * rows) + j) * columns), columns)
            : default;
    }

    /// <summary>Row i of an array of rows.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">Rows, not null.</param>
    /// <param name="i">The first subscript.</param>
    /// <returns>The row; no elements if there is no such row.</returns>
    public static Span<T> Row<T>(T[][] array, int i)
        where T : unmanaged => (uint)i < (uint)array.Length ? array[i] : default(Span<T>);

    /// <summary>Column j of a matrix: a[0, j], a[1, j], …</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">A matrix, not null.</param>
    /// <param name="j">The second subscript.</param>
    /// <returns>As many elements as the matrix has rows; none if there is no such column.</returns>
    public static StridedSpan<T> Along0<T>(T[,] array, int j)
        where T : unmanaged
    {
        int columns = array.GetLength(1);
        return (uint)j < (uint)columns
            ? new StridedSpan<T>(ref Unsafe.Add(ref First<T>(array), j), array.GetLength(0), columns)
            : default;
    }

    /// <summary>The elements a[0, j, k], a[1, j, k], … of an array of three dimensions.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions, not null.</param>
    /// <param name="j">The second subscript.</param>
    /// <param name="k">The third subscript.</param>
    /// <returns>As many elements as the first dimension has; none if a subscript is out of range.</returns>
    public static StridedSpan<T> Along0<T>(T[,,] array, int j, int k)
        where T : unmanaged
    {
        int rows = array.GetLength(1), columns = array.GetLength(2);
        return (uint)j < (uint)rows && (uint)k < (uint)columns
            ? new StridedSpan<T>(ref Unsafe.Add(ref First<T>(array), ((nint)j * columns) + k), array.GetLength(0), rows * columns)
            : default;
    }

    /// <summary>The elements a[i, 0, k], a[i, 1, k], … of an array of three dimensions.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions, not null.</param>
    /// <param name="i">The first subscript.</param>
    /// <param name="k">The third subscript.</param>
    /// <returns>As many elements as the second dimension has; none if a subscript is out of range.</returns>
    public static StridedSpan<T> Along1<T>(T[,,] array, int i, int k)
        where T : unmanaged
    {
        int rows = array.GetLength(1), columns = array.GetLength(2);
        return (uint)i < (uint)array.GetLength(0) && (uint)k < (uint)columns
            ? new StridedSpan<T>(ref Unsafe.Add(ref First<T>(array), ((nint)i * rows * columns) + k), rows, columns)
            : default;
    }

    private static ref T First<T>(Array array)
        where T : unmanaged => ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array));
}
#endif
