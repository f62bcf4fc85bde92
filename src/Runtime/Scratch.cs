using System.Buffers;
using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>Arrays for the time of a call, from <see cref="ArrayPool{T}.Shared"/>: nothing is left for the garbage collector.</summary>
/// <remarks>
/// The caller keeps the rented array in a variable of its own, null to begin with, and gives it back in a <c>finally</c>:
/// <code>
/// double[]? rented = null;
/// try { Span&lt;double&gt; t = Scratch.Take(ref rented, n); … }
/// finally { Scratch.Return(rented); }
/// </code>
/// </remarks>
public static class Scratch
{
    /// <summary>Makes room for <paramref name="count"/> elements, whose values are arbitrary.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="rented">
    /// The array that was rented before, or null; used again if it is long enough, otherwise exchanged for a longer one. A span that
    /// was taken from it earlier must not be used any more.
    /// </param>
    /// <param name="count">The number of elements, 0 or more.</param>
    /// <returns>Exactly <paramref name="count"/> elements.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    public static Span<T> Take<T>(ref T[]? rented, int count)
        where T : unmanaged
    {
        if (rented is null || (uint)count > (uint)rented.Length)
            Exchange(ref rented, count);
        return new Span<T>(rented, 0, count);
    }

    /// <summary>Makes room for one value of each trip of a loop; the values are arbitrary.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="rented">As for <see cref="Take{T}(ref T[], int)"/>.</param>
    /// <param name="trips">The number of trips; a negative one, as that of a loop from 0 to -3, counts as 0.</param>
    /// <returns>Exactly as many elements as there are trips.</returns>
    public static Span<T> TakeForTrips<T>(ref T[]? rented, int trips)
        where T : unmanaged => Take(ref rented, Math.Max(trips, 0));

    /// <summary>Makes room for <paramref name="count"/> elements, all 0.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="rented">As for <see cref="Take{T}(ref T[], int)"/>.</param>
    /// <param name="count">The number of elements, 0 or more.</param>
    /// <returns>Exactly <paramref name="count"/> elements.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    public static Span<T> TakeCleared<T>(ref T[]? rented, int count)
        where T : unmanaged
    {
        Span<T> elements = Take(ref rented, count);
        elements.Clear();
        return elements;
    }

    /// <summary>Makes room for a copy of some elements.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="rented">As for <see cref="Take{T}(ref T[], int)"/>.</param>
    /// <param name="elements">What is copied.</param>
    /// <returns>The copy.</returns>
    public static Span<T> TakeCopy<T>(ref T[]? rented, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        Span<T> copy = Take(ref rented, elements.Length);
        elements.CopyTo(copy);
        return copy;
    }

    /// <summary>Gives an array back, once; nothing that was taken from it may be used any more.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="rented">The array, or null if none was ever rented.</param>
    public static void Return<T>(T[]? rented)
        where T : unmanaged
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>The number of elements of an array with these extents; fails as <c>new T[…]</c> does.</summary>
    internal static int Count(int rows, int columns)
    {
        if ((rows | columns) < 0)
            ThrowNegative();
        return checked(rows * columns);
    }

    /// <summary>The number of elements of an array with these extents; fails as <c>new T[…]</c> does.</summary>
    internal static int Count(int planes, int rows, int columns)
    {
        if ((planes | rows | columns) < 0)
            ThrowNegative();
        // An extent of 0 makes the array empty, whatever the product of the others.
        return planes == 0 || rows == 0 || columns == 0 ? 0 : checked(planes * rows * columns);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exchange<T>(ref T[]? rented, int count)
        where T : unmanaged
    {
        if (count < 0)
            ThrowNegative();
        T[]? old = rented;
        // Forgotten before it is returned: if renting fails, the caller's finally must not return it again.
        rented = null;
        Return(old);
        rented = ArrayPool<T>.Shared.Rent(count);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNegative() => throw new OverflowException("The length of an array is negative.");
}
