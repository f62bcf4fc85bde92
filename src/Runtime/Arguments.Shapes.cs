using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

// A derivative has the shape of what it is the derivative with respect to.
public static partial class Arguments
{
    /// <summary>Checks that a derivative buffer is as long as its parameter.</summary>
    /// <param name="derivativeLength">The number of elements of the derivative buffer.</param>
    /// <param name="length">The number of elements of the parameter.</param>
    /// <param name="name">The derivative parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength(int derivativeLength, int length, string name)
    {
        if (derivativeLength != length)
            ThrowShape(name, Shape(derivativeLength), Shape(length));
    }

    /// <summary>Checks that a derivative matrix has the shape of its parameter.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="derivative">The derivative buffer, not null.</param>
    /// <param name="parameter">What the derivative is taken with respect to, not null.</param>
    /// <param name="name">The derivative parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The number of rows or of columns differs.</exception>
    public static void SameShape<T>(T[,] derivative, T[,] parameter, string name)
    {
        if (derivative.GetLength(0) != parameter.GetLength(0) || derivative.GetLength(1) != parameter.GetLength(1))
            ThrowShape(name, Shape(derivative), Shape(parameter));
    }

    /// <summary>Checks that a derivative of three dimensions has the shape of its parameter.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="derivative">The derivative buffer, not null.</param>
    /// <param name="parameter">What the derivative is taken with respect to, not null.</param>
    /// <param name="name">The derivative parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">An extent differs.</exception>
    public static void SameShape<T>(T[,,] derivative, T[,,] parameter, string name)
    {
        if (derivative.GetLength(0) != parameter.GetLength(0) || derivative.GetLength(1) != parameter.GetLength(1)
            || derivative.GetLength(2) != parameter.GetLength(2))
        {
            ThrowShape(name, Shape(derivative), Shape(parameter));
        }
    }

    /// <summary>Checks that a derivative has as many rows as its parameter, and each as long as the parameter's.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="derivative">The derivative buffer; neither it nor a row of it is null.</param>
    /// <param name="parameter">What the derivative is taken with respect to; neither it nor a row of it is null.</param>
    /// <param name="name">The derivative parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The number of rows or the length of a row differs.</exception>
    public static void SameShape<T>(T[][] derivative, T[][] parameter, string name)
    {
        if (derivative.Length != parameter.Length)
            ThrowShape(name, Shape(derivative.Length) + "[]", Shape(parameter.Length) + "[]");
        for (int i = 0; i < derivative.Length && i < parameter.Length; i++)
        {
            if (derivative[i].Length != parameter[i].Length)
                ThrowRowShape(name, i, derivative[i].Length, parameter[i].Length);
        }
    }

    /// <summary>Checks that a seed is as long as the array that it is the adjoint of.</summary>
    /// <param name="seedLength">The number of elements of the seed.</param>
    /// <param name="length">The number of elements of the returned array.</param>
    /// <param name="name">The seed parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SeedLength(int seedLength, int length, string name)
    {
        if (seedLength != length)
            ThrowSeedShape(name, Shape(seedLength), Shape(length));
    }

    /// <summary>Checks that a seed has the shape of the matrix that it is the adjoint of.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="seed">The seed, not null.</param>
    /// <param name="rows">The number of rows of the returned matrix.</param>
    /// <param name="columns">The number of its columns.</param>
    /// <param name="name">The seed parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The number of rows or of columns differs.</exception>
    public static void SeedShape<T>(T[,] seed, int rows, int columns, string name)
    {
        if (seed.GetLength(0) != rows || seed.GetLength(1) != columns)
            ThrowSeedShape(name, Shape(seed), FormattableString.Invariant($"[{rows}, {columns}]"));
    }

    /// <summary>Checks that a seed has the shape of the array of three dimensions that it is the adjoint of.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="seed">The seed, not null.</param>
    /// <param name="planes">The first extent of the returned array.</param>
    /// <param name="rows">Its second extent.</param>
    /// <param name="columns">Its third extent.</param>
    /// <param name="name">The seed parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">An extent differs.</exception>
    public static void SeedShape<T>(T[,,] seed, int planes, int rows, int columns, string name)
    {
        if (seed.GetLength(0) != planes || seed.GetLength(1) != rows || seed.GetLength(2) != columns)
            ThrowSeedShape(name, Shape(seed), FormattableString.Invariant($"[{planes}, {rows}, {columns}]"));
    }

    /// <summary>Checks that a Jacobian or Hessian has a row and a column for each number that it belongs to.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="matrix">The matrix to be filled, not null.</param>
    /// <param name="rows">The number of values that are differentiated.</param>
    /// <param name="columns">The number of values that they are differentiated with respect to.</param>
    /// <param name="name">The matrix parameter, to name in the exception.</param>
    /// <exception cref="ArgumentException">The number of rows or of columns differs.</exception>
    public static void MatrixShape<T>(T[,] matrix, int rows, int columns, string name)
    {
        if (matrix.GetLength(0) != rows || matrix.GetLength(1) != columns)
            ThrowMatrixShape(name, Shape(matrix), FormattableString.Invariant($"[{rows}, {columns}]"));
    }

    private static string Shape(int length) => FormattableString.Invariant($"[{length}]");

    private static string Shape(Array array)
    {
        string text = Shape(array.GetLength(0));
        for (int d = 1; d < array.Rank; d++)
            text = FormattableString.Invariant($"{text.TrimEnd(']')}, {array.GetLength(d)}]");
        return text;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowShape(string name, string shape, string expected) => throw new ArgumentException(
        $"The derivative has shape {shape}, but its parameter has shape {expected}. They must be the same.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowSeedShape(string name, string shape, string expected) => throw new ArgumentException(
        $"The seed has shape {shape}, but the returned array has shape {expected}. They must be the same.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowMatrixShape(string name, string shape, string expected) => throw new ArgumentException(
        $"The matrix has shape {shape}, but must have shape {expected}: a row for each number that is differentiated, a column for each number that "
        + "it is differentiated with respect to.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRowShape(string name, int row, int length, int expected) => throw new ArgumentException(
        FormattableString.Invariant(
            $"Row {row} of the derivative has shape [{length}], but that of its parameter has shape [{expected}]. They must be the same."),
        name);
}
