using System.Buffers;
using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

/// <summary>Answers whether rows with elements occur twice, by identity: two arrays share memory only if they are the same one.</summary>
/// <remarks>
/// Few rows are compared pair by pair. Many are put into an open-addressing hash table of row numbers (plus one; 0 is free) on a
/// pooled array, at most half full, so that time is linear and nothing is allocated.
/// </remarks>
internal static class RowSet
{
    private const int FewPairs = 256;

    public static bool Intersect<T>(T[]?[] a, T[]?[] b)
    {
        if (a.Length == 0 || b.Length == 0)
            return false;
        if ((long)a.Length * b.Length <= FewPairs)
        {
            foreach (T[]? row in b)
            {
                if (Contains(a, a.Length, row))
                    return true;
            }
            return false;
        }

        int[] slots = Rent(a.Length, out int mask);
        try
        {
            for (int i = 0; i < a.Length; i++)
            {
                if (a[i] is { Length: > 0 } row)
                    Find(slots, mask, a, row) = i + 1;
            }
            foreach (T[]? row in b)
            {
                if (row is { Length: > 0 } && Find(slots, mask, a, row) != 0)
                    return true;
            }
            return false;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(slots);
        }
    }

    public static bool Repeats<T>(T[]?[] a)
    {
        if ((long)a.Length * a.Length <= 2 * FewPairs)
        {
            for (int i = 1; i < a.Length; i++)
            {
                if (Contains(a, i, a[i]))
                    return true;
            }
            return false;
        }

        int[] slots = Rent(a.Length, out int mask);
        try
        {
            for (int i = 0; i < a.Length; i++)
            {
                if (a[i] is not { Length: > 0 } row)
                    continue;
                ref int slot = ref Find(slots, mask, a, row);
                if (slot != 0)
                    return true;
                slot = i + 1;
            }
            return false;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(slots);
        }
    }

    private static bool Contains<T>(T[]?[] rows, int count, T[]? row)
    {
        if (row is not { Length: > 0 })
            return false;
        for (int i = 0; i < count; i++)
        {
            if (ReferenceEquals(rows[i], row))
                return true;
        }
        return false;
    }

    /// <summary>The slot that holds <paramref name="row"/>, or the free one where it belongs.</summary>
    private static ref int Find<T>(int[] slots, int mask, T[]?[] rows, T[] row)
    {
        int at = RuntimeHelpers.GetHashCode(row) & mask;
        while (slots[at] != 0 && !ReferenceEquals(rows[slots[at] - 1], row))
            at = (at + 1) & mask;
        return ref slots[at];
    }

    private static int[] Rent(int rows, out int mask)
    {
        int size = 16;
        while (size < 2L * rows && size < 1 << 30)
            size *= 2;
        mask = size - 1;
        int[] slots = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(slots, 0, size);
        return slots;
    }
}
