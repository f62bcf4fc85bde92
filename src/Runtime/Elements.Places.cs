using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Runtime;

// Variables that may be elements of an array, or fields of such.
public readonly ref partial struct Elements<T>
{
    /// <summary>Whether a variable is one of the elements, or a part of one.</summary>
    /// <remarks>Takes time in proportion to the number of rows.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Holds<U>(ref U place) => IsSpan ? Holds(_memory, ref place) : HoldsInBlocks(ref place);

#if !NETSTANDARD2_0
    private bool IsSpan => _rows is null;
#else
    private bool IsSpan => _rows is null && _block is null;
#endif

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HoldsInBlocks<U>(ref U place)
    {
        foreach (T[]? row in _rows ?? [])
        {
            if (Holds(new ReadOnlySpan<T>(row), ref place))
                return true;
        }
#if NETSTANDARD2_0
        return _block switch
        {
            T[,] { Length: > 0 } matrix => Holds(ref matrix[0, 0], matrix.Length, ref place),
            T[,,] { Length: > 0 } cube => Holds(ref cube[0, 0, 0], cube.Length, ref place),
            _ => false,
        };
#else
        return false;
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds<U>(ReadOnlySpan<T> memory, ref U place) => Holds(ref MemoryMarshal.GetReference(memory), memory.Length, ref place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds<U>(ref T first, int length, ref U place)
    {
        long distance = (long)Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref first), ref Unsafe.As<U, byte>(ref place));
        return length > 0 && distance < (long)length * Unsafe.SizeOf<T>() && distance > -Unsafe.SizeOf<U>();
    }
}
