using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>A vector on a pooled array, for code that is compiled where there is no <see cref="Span{T}"/>.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct ScratchVector<T>
    where T : unmanaged
{
    private readonly Span<T> _elements;

    private ScratchVector(Span<T> elements) => _elements = elements;

    /// <summary>The number of elements.</summary>
    public int Length => _elements.Length;

    /// <summary>An element, to read or to write.</summary>
    /// <param name="index">From 0 to <see cref="Length"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _elements[index];
    }

    /// <summary>Makes a vector whose elements are arbitrary.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="count">The number of elements, 0 or more.</param>
    /// <returns>Exactly <paramref name="count"/> elements.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    public static ScratchVector<T> Take(ref T[]? rented, int count) => new(Scratch.Take(ref rented, count));

    /// <summary>Makes room for one value of each trip of a loop; the values are arbitrary.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="trips">The number of trips; a negative one counts as 0.</param>
    /// <returns>Exactly as many elements as there are trips.</returns>
    public static ScratchVector<T> TakeForTrips(ref T[]? rented, int trips) => new(Scratch.TakeForTrips(ref rented, trips));

    /// <summary>Makes a vector of zeros.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="count">The number of elements, 0 or more.</param>
    /// <returns>Exactly <paramref name="count"/> elements.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    public static ScratchVector<T> TakeCleared(ref T[]? rented, int count) => new(Scratch.TakeCleared(ref rented, count));

    /// <summary>Makes a copy of an array.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>.</param>
    /// <param name="elements">What is copied, not null.</param>
    /// <returns>The copy.</returns>
    public static ScratchVector<T> TakeCopy(ref T[]? rented, T[] elements) => new(Scratch.TakeCopy<T>(ref rented, elements));

    /// <summary>Makes a copy of a vector.</summary>
    /// <param name="rented">As for <see cref="Scratch.Take{T}(ref T[], int)"/>; not what <paramref name="elements"/> stands on.</param>
    /// <param name="elements">What is copied.</param>
    /// <returns>The copy.</returns>
    public static ScratchVector<T> TakeCopy(ref T[]? rented, ScratchVector<T> elements) => new(Scratch.TakeCopy<T>(ref rented, elements._elements));

    /// <summary>Sets every element to 0.</summary>
    public void Clear() => _elements.Clear();
}
