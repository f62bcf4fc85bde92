#if NETSTANDARD2_0
namespace DiffGen.Runtime;

/// <summary>The memory of an array of two or three dimensions, on platforms that cannot make a span of it.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct ArrayElements<T>
    where T : unmanaged
{
    internal ArrayElements(Array array) => Array = array;

    internal Array? Array { get; }

    internal bool Overlaps(ArrayElements<T> other) => Array is { Length: > 0 } && ReferenceEquals(Array, other.Array);

    /// <summary>Addresses are compared while both are pinned: a collection could move them in between.</summary>
    internal unsafe bool Overlaps(ReadOnlySpan<T> other)
    {
        switch (Array)
        {
            case T[,] { Length: > 0 } array:
                fixed (T* p = &array[0, 0])
                {
                    return new ReadOnlySpan<T>(p, array.Length).Overlaps(other);
                }

            case T[,,] { Length: > 0 } array:
                fixed (T* p = &array[0, 0, 0])
                {
                    return new ReadOnlySpan<T>(p, array.Length).Overlaps(other);
                }

            default:
                return false;
        }
    }
}

// The same calls as on newer platforms, where Elements returns a span, compile against these.
public static partial class Arguments
{
    /// <summary>All elements of a matrix, row by row.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">A matrix, not null.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static ArrayElements<T> Elements<T>(T[,] array)
        where T : unmanaged => new(array);

    /// <summary>All elements of an array of three dimensions, in the order of its memory.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions, not null.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static ArrayElements<T> Elements<T>(T[,,] array)
        where T : unmanaged => new(array);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Disjoint<T>(ArrayElements<T> a, ArrayElements<T> b, string name)
        where T : unmanaged
    {
        if (a.Overlaps(b))
            ThrowOverlap(name);
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Disjoint<T>(ArrayElements<T> a, ReadOnlySpan<T> b, string name)
        where T : unmanaged
    {
        if (a.Overlaps(b))
            ThrowOverlap(name);
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void Disjoint<T>(ReadOnlySpan<T> a, ArrayElements<T> b, string name)
        where T : unmanaged => Disjoint(b, a, name);

    /// <summary>Does nothing: a row is an array of one dimension, which shares no memory with one of two or three.</summary>
    /// <inheritdoc cref="DisjointRows{T}(T[][], ReadOnlySpan{T}, string)"/>
    public static void DisjointRows<T>(T[][] a, ArrayElements<T> b, string name)
        where T : unmanaged
    {
    }

    /// <summary>Does nothing: a row is an array of one dimension, which shares no memory with one of two or three.</summary>
    /// <inheritdoc cref="DisjointRows{T}(ReadOnlySpan{T}, T[][], string)"/>
    public static void DisjointRows<T>(ArrayElements<T> a, T[][] b, string name)
        where T : unmanaged
    {
    }
}
#endif
