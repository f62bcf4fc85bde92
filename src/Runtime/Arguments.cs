using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>The checks that generated code makes at the door, before anything is written.</summary>
/// <remarks>
/// Every check costs a comparison or two; what throws stands in methods of its own, so that the checks are inlined and the
/// messages are not. Checks are meant to run in this order: not null, same shape, disjoint.
/// </remarks>
public static partial class Arguments
{
    /// <summary>Checks that an array is there.</summary>
    /// <param name="array">An array of any shape.</param>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull([NotNull] object? array, string name)
    {
        if (array is null)
            ThrowNull(name);
    }

    /// <summary>Checks that a matrix is there and that its subscripts begin at 0, as those of every matrix made by C# do.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">A matrix.</param>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> is null.</exception>
    /// <exception cref="ArgumentException">A subscript begins elsewhere (<see cref="Array.CreateInstance(Type, int[], int[])"/>).</exception>
    public static void NotNull<T>([NotNull] T[,]? array, string name)
    {
        if (array is null)
            ThrowNull(name);
        if ((array.GetLowerBound(0) | array.GetLowerBound(1)) != 0)
            ThrowBase(name);
    }

    /// <summary>Checks that an array of three dimensions is there and that its subscripts begin at 0.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">An array of three dimensions.</param>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> is null.</exception>
    /// <exception cref="ArgumentException">A subscript begins elsewhere (<see cref="Array.CreateInstance(Type, int[], int[])"/>).</exception>
    public static void NotNull<T>([NotNull] T[,,]? array, string name)
    {
        if (array is null)
            ThrowNull(name);
        if ((array.GetLowerBound(0) | array.GetLowerBound(1) | array.GetLowerBound(2)) != 0)
            ThrowBase(name);
    }

    /// <summary>Checks that an array of rows and each of its rows are there.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="array">Rows of any lengths.</param>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> or one of its rows is null.</exception>
    public static void RowsNotNull<T>([NotNull] T[]?[]? array, string name)
    {
        NotNull(array, name);
        for (int i = 0; i < array.Length; i++)
        {
            if (array[i] is null)
                ThrowNullRow(name, i);
        }
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNull(string name) => throw new ArgumentNullException(name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBase(string name) => throw new ArgumentException("The subscripts of the array do not begin at 0.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNullRow(string name, int row) =>
        throw new ArgumentNullException(name, FormattableString.Invariant($"Row {row} is null."));
}
