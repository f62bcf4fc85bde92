#if NET8_0_OR_GREATER
using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>Elements at equal distances in memory: the column of a matrix.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct StridedSpan<T>
    where T : unmanaged
{
    private readonly ref T _first;
    private readonly int _length;
    private readonly int _stride;

    internal StridedSpan(ref T first, int length, int stride)
    {
        _first = ref first;
        _length = length;
        _stride = stride;
    }

    /// <summary>The number of elements.</summary>
    public int Length => _length;

    /// <summary>An element, in the memory it lies in.</summary>
    /// <param name="index">From 0 to <see cref="Length"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)_length)
                Subscript.ThrowOutOfRange();
            return ref Unsafe.Add(ref _first, (nint)(uint)index * _stride);
        }
    }
}
#endif
