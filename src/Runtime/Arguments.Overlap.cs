using System.Runtime.CompilerServices;
#if !NETSTANDARD2_0
using System.Runtime.InteropServices;
#endif

namespace DiffGen.Runtime;

// Generated code reads a parameter after it has written a derivative: they must not share memory.
public static partial class Arguments
{
#if !NETSTANDARD2_0
    /// <summary>All elements of a matrix, row by row.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">A matrix, not null.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static ReadOnlySpan<T> Elements<T>(T[,] array)
        where T : unmanaged => All<T>(array);

    /// <summary>All elements of an array of three dimensions, in the order of its memory.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions, not null.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static ReadOnlySpan<T> Elements<T>(T[,,] array)
        where T : unmanaged => All<T>(array);

    private static ReadOnlySpan<T> All<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
#endif

    /// <summary>Checks that two arrays share no element. An empty one shares none with any.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="a">All of the one.</param>
    /// <param name="b">All of the other.</param>
    /// <param name="name">The parameter to name in the exception: the one that is written.</param>
    /// <exception cref="ArgumentException">The memory of the one overlaps that of the other.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, string name)
        where T : unmanaged
    {
        if (a.Overlaps(b))
            ThrowOverlap(name);
    }

    /// <summary>Checks that no row shares an element with a span.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="a">Rows, none of them null.</param>
    /// <param name="b">All of the other.</param>
    /// <param name="name">The parameter to name in the exception: the one that is written.</param>
    /// <exception cref="ArgumentException">The memory of a row overlaps that of <paramref name="b"/>.</exception>
    public static void DisjointRows<T>(T[][] a, ReadOnlySpan<T> b, string name)
        where T : unmanaged
    {
        foreach (T[] row in a)
            Disjoint(row, b, name);
    }

    /// <summary>Checks that no row shares an element with a span.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="a">All of the one.</param>
    /// <param name="b">Rows, none of them null.</param>
    /// <param name="name">The parameter to name in the exception: the one that is written.</param>
    /// <exception cref="ArgumentException">The memory of a row overlaps that of <paramref name="a"/>.</exception>
    public static void DisjointRows<T>(ReadOnlySpan<T> a, T[][] b, string name)
        where T : unmanaged => DisjointRows(b, a, name);

    /// <summary>Checks that two arrays of rows share no row. A row that is an array of no elements may be shared.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="name">The parameter to name in the exception: the one that is written.</param>
    /// <remarks>Takes time in proportion to the number of rows and no memory that is not returned to the pool.</remarks>
    /// <exception cref="ArgumentException">An array is a row of both.</exception>
    public static void DisjointRows<T>(T[][] a, T[][] b, string name)
        where T : unmanaged
    {
        if (RowSet.Intersect(a, b))
            ThrowOverlap(name);
    }

    /// <summary>Checks that no array stands in an array of rows twice. A row without elements may.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="a">Rows that are going to be written.</param>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <remarks>Takes time in proportion to the number of rows and no memory that is not returned to the pool.</remarks>
    /// <exception cref="ArgumentException">Two rows are the same array.</exception>
    public static void DistinctRows<T>(T[][] a, string name)
        where T : unmanaged
    {
        if (RowSet.Repeats(a))
            ThrowRepeatedRow(name);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowOverlap(string name) => throw new ArgumentException(
        "This array is written and shares memory with another argument. Pass arrays that do not overlap.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRepeatedRow(string name) => throw new ArgumentException(
        "Two rows of this array, which is written, are the same array. Give each row an array of its own.", name);
}
