using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

// Generated code reads a parameter after it has written a derivative: they must not share memory.
public static partial class Arguments
{
    /// <summary>Checks that an array that is written shares no element with others. An empty one shares none with any.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="name">The parameter to name in the exception: the one that is written.</param>
    /// <param name="written">The array that is written.</param>
    /// <param name="other">An array that must not share memory with it.</param>
    /// <param name="other2">Another one.</param>
    /// <param name="other3">Another one.</param>
    /// <param name="other4">Another one.</param>
    /// <param name="other5">Another one.</param>
    /// <param name="other6">Another one.</param>
    /// <param name="other7">Another one.</param>
    /// <param name="other8">Another one.</param>
    /// <remarks>
    /// Takes time in proportion to the number of rows, if there are arrays of rows, and no memory that is not returned to the pool.
    /// The others may overlap one another.
    /// </remarks>
    /// <exception cref="ArgumentException">An element of <paramref name="written"/> is also one of another array.</exception>
    public static void Disjoint<T>(
        string name,
        Elements<T> written,
        Elements<T> other,
        Elements<T> other2 = default,
        Elements<T> other3 = default,
        Elements<T> other4 = default,
        Elements<T> other5 = default,
        Elements<T> other6 = default,
        Elements<T> other7 = default,
        Elements<T> other8 = default)
        where T : unmanaged
    {
        if (written.Overlaps(other) || written.Overlaps(other2) || written.Overlaps(other3) || written.Overlaps(other4)
            || written.Overlaps(other5) || written.Overlaps(other6) || written.Overlaps(other7) || written.Overlaps(other8))
        {
            ThrowOverlap(name);
        }
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
