using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>Fails as an array does when a subscript is out of range.</summary>
internal static class Subscript
{
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ThrowOutOfRange() => throw new IndexOutOfRangeException();
}
