#if !NETSTANDARD2_0
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#endif

namespace DiffGen.Runtime;

// Arrays of two and three dimensions: one block of memory, of which not every platform can make a span.
public readonly ref partial struct Elements<T>
{
    /// <summary>The elements of a matrix.</summary>
    /// <param name="matrix">The matrix, or null for no elements.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static implicit operator Elements<T>(T[,]? matrix) => OfBlock(matrix);

    /// <summary>The elements of an array of three dimensions.</summary>
    /// <param name="cube">The array, or null for no elements.</param>
    /// <returns>The memory of the array itself, not a copy.</returns>
    public static implicit operator Elements<T>(T[,,]? cube) => OfBlock(cube);

#if !NETSTANDARD2_0
    private static Elements<T> OfBlock(Array? array) => array is null
        ? default
        : new(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length));

    private bool OverlapsBlock(in Elements<T> other) => _memory.Overlaps(other._memory);
#else
    private Elements(Array? block)
        : this() => _block = block;

    private static Elements<T> OfBlock(Array? array) => new(array);

    private bool OverlapsBlock(in Elements<T> other)
    {
        if (_block is null)
            return other._block is null ? _memory.Overlaps(other._memory) : Overlap(other._block, _memory);
        return other._block is null ? Overlap(_block, other._memory) : _block.Length > 0 && ReferenceEquals(_block, other._block);
    }

    /// <summary>Addresses are compared while both are pinned: a collection could move them in between.</summary>
    private static unsafe bool Overlap(Array block, ReadOnlySpan<T> memory)
    {
        if (memory.IsEmpty)
            return false;
        switch (block)
        {
            case T[,] { Length: > 0 } matrix:
                fixed (T* p = &matrix[0, 0])
                {
                    return new ReadOnlySpan<T>(p, matrix.Length).Overlaps(memory);
                }

            case T[,,] { Length: > 0 } cube:
                fixed (T* p = &cube[0, 0, 0])
                {
                    return new ReadOnlySpan<T>(p, cube.Length).Overlaps(memory);
                }

            default:
                return false;
        }
    }
#endif
}
