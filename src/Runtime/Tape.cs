using System.Buffers;
using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>Values that the forward sweep records and the reverse sweep takes back, the last one first; grows on the pool.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <remarks>
/// Used as a local variable, passed by reference only: a copy would share the array. <c>default</c> is an empty tape that has
/// rented nothing. <see cref="Return"/> belongs in a <c>finally</c>.
/// </remarks>
public struct Tape<T>
    where T : unmanaged
{
    private const int FirstLength = 64;
    private const int MaximumLength = 0x7FFFFFC7;

    private T[]? _values;
    private int _count;

    /// <summary>Records a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="OverflowException">There are more values than an array can have elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        T[]? values = _values;
        int count = _count;
        if (values is not null && (uint)count < (uint)values.Length)
        {
            values[count] = value;
            _count = count + 1;
        }
        else
        {
            GrowAndPush(value);
        }
    }

    /// <summary>Takes back the value that was recorded last.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The tape is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        T[]? values = _values;
        int last = _count - 1;
        if (values is null || (uint)last >= (uint)values.Length)
            ThrowEmpty();
        _count = last;
        return values[last];
    }

    /// <summary>Gives the memory back and leaves the tape empty; it may be used and returned again.</summary>
    public void Return()
    {
        T[]? values = _values;
        _values = null;
        _count = 0;
        if (values is not null)
            ArrayPool<T>.Shared.Return(values);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowAndPush(T value)
    {
        T[]? old = _values;
        if (old is { Length: MaximumLength })
            throw new OverflowException("A tape holds more values than an array can have elements.");
        long length = old is null ? FirstLength : Math.Min(2L * old.Length, MaximumLength);
        T[] values = ArrayPool<T>.Shared.Rent((int)length);
        if (old is not null)
        {
            Array.Copy(old, values, _count);
            _values = null;
            ArrayPool<T>.Shared.Return(old);
        }
        values[_count] = value;
        _count++;
        _values = values;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowEmpty() =>
        throw new InvalidOperationException("The tape is empty: more values are taken back than were recorded.");
}
