using System.Globalization;

namespace DiffGen.Runtime;

/// <summary>An input of the function that is checked: numbers that can be read and set, each with the derivative to be checked.</summary>
/// <param name="name">What the user calls it.</param>
/// <param name="single">Whether it holds numbers of single precision.</param>
/// <param name="count">How many numbers it has.</param>
/// <param name="get">Reads a number.</param>
/// <param name="set">Sets a number, rounded to the precision of the input.</param>
/// <param name="derivative">The derivative to be checked.</param>
/// <param name="label">The subscripts of a number, in brackets; empty for a scalar.</param>
internal sealed class CheckedInput(
    string name, bool single, int count, Func<int, double> get, Action<int, double> set, Func<int, double> derivative, Func<int, string> label)
{
    private readonly double[] _start = new double[count];

    public int Count => count;

    public bool Single => single;

    /// <summary>The largest magnitude of the numbers, at the point that is checked.</summary>
    public double Largest { get; private set; }

    public double this[int i] => _start[i];

    public double Derivative(int i) => derivative(i);

    public string Label(int i) => name + label(i);

    public void Remember()
    {
        Largest = 0;
        for (int i = 0; i < count; i++)
        {
            _start[i] = get(i);
            Largest = Math.Max(Largest, Math.Abs(_start[i]));
        }
    }

    /// <summary>Moves a number and says how far it really went.</summary>
    public double Move(int i, double step)
    {
        double moved = _start[i] + step;
        if (single)
            moved = (float)moved;
        set(i, moved);
        return moved - _start[i];
    }

    public void Restore(int i) => set(i, _start[i]);

    public void Restore()
    {
        for (int i = 0; i < count; i++)
            set(i, _start[i]);
    }

    /// <summary>Whether all numbers are, bit for bit, what they were.</summary>
    public bool IsUnchanged()
    {
        for (int i = 0; i < count; i++)
        {
            if (!get(i).Equals(_start[i]))
                return false;
        }
        return true;
    }

    /// <summary>The largest magnitude of a number that is not 0, or 1: how far it takes to notice something.</summary>
    public double Scale(int i)
    {
        double magnitude = Math.Abs(_start[i]);
        if (!(magnitude > 0) || double.IsInfinity(magnitude))
            magnitude = Largest;
        return magnitude > 0 && !double.IsInfinity(magnitude) ? magnitude : 1;
    }

    public static CheckedInput Scalar(string name, bool single, Func<double> get, Action<double> set, double derivative) =>
        new(name, single, 1, _ => get(), (_, value) => set(value), _ => derivative, _ => "");

    /// <summary>An input that is an array of any rank, and its derivative of the same shape.</summary>
    public static CheckedInput Array(string name, bool single, Array values, Array derivative, Func<int[], double> get, Action<int[], double> set, Func<int[], double> read)
    {
        int[] extents = [.. Enumerable.Range(0, values.Rank).Select(values.GetLength)];
        var at = new int[extents.Length];
        return new CheckedInput(
            name,
            single,
            values.Length,
            i => get(Subscripts(i)),
            (i, value) => set(Subscripts(i), value),
            i => read(Subscripts(i)),
            i => "[" + string.Join(", ", Subscripts(i).Select(s => s.ToString(CultureInfo.InvariantCulture))) + "]");

        int[] Subscripts(int i)
        {
            for (int d = extents.Length - 1; d >= 0; d--)
            {
                at[d] = i % extents[d];
                i /= extents[d];
            }
            return at;
        }
    }

    /// <summary>An input that is an array of rows, and its derivative of the same shape.</summary>
    public static CheckedInput Rows(string name, bool single, int[] lengths, Func<int, int, double> get, Action<int, int, double> set, Func<int, int, double> read)
    {
        var starts = new int[lengths.Length + 1];
        for (int r = 0; r < lengths.Length; r++)
            starts[r + 1] = starts[r] + lengths[r];
        return new CheckedInput(
            name,
            single,
            starts[lengths.Length],
            i => get(Row(i), i - starts[Row(i)]),
            (i, value) => set(Row(i), i - starts[Row(i)], value),
            i => read(Row(i), i - starts[Row(i)]),
            i => FormattableString.Invariant($"[{Row(i)}][{i - starts[Row(i)]}]"));

        int Row(int i)
        {
            int low = 0, high = lengths.Length - 1;
            while (low < high)
            {
                // The last row that begins at or before i; rows without elements begin where the next one does.
                int middle = (low + high + 1) / 2;
                if (starts[middle] <= i)
                    low = middle;
                else
                    high = middle - 1;
            }
            return low;
        }
    }
}
