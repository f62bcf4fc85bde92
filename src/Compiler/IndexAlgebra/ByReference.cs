using System.Runtime.CompilerServices;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Two objects are the same if they are one object.</summary>
internal sealed class ByReference<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ByReference<T> Instance = new();

    public bool Equals(T? a, T? b) => ReferenceEquals(a, b);

    public int GetHashCode(T item) => RuntimeHelpers.GetHashCode(item);
}
