namespace Losses.References;

/// <summary>Arrays and numbers under the names of a loss's parameters: its inputs, or its gradient.</summary>
public sealed class NamedArrays
{
    private readonly Dictionary<string, Array> arrays = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    /// <summary>The names, in the order in which they were added.</summary>
    public IReadOnlyList<string> Names => names;

    public double[] Vector(string name) => (double[])arrays[name];

    public double[,] Matrix(string name) => (double[,])arrays[name];

    public double[,,] Cube(string name) => (double[,,])arrays[name];

    public int[] Indices(string name) => (int[])arrays[name];

    /// <summary>A number, kept in an array of one element so that a derivative can be written to it.</summary>
    public ref double Number(string name) => ref Vector(name)[0];

    public int Count(string name) => Indices(name)[0];

    public NamedArrays With(string name, Array array)
    {
        arrays.Add(name, array);
        names.Add(name);
        return this;
    }

    public NamedArrays With(string name, double number) => With(name, new[] { number });

    public NamedArrays With(string name, int count) => With(name, new[] { count });

    /// <summary>Buffers of the same shapes for the given names, each element holding <paramref name="value"/>.</summary>
    public NamedArrays Buffers(IEnumerable<string> of, double value = 0)
    {
        var buffers = new NamedArrays();
        foreach (string name in of)
        {
            Array like = arrays[name];
            var buffer = Array.CreateInstance(typeof(double), Shape(like));
            foreach (int[] index in Positions(buffer))
                buffer.SetValue(value, index);
            buffers.With(name, buffer);
        }
        return buffers;
    }

    /// <summary>Every element of one array with its index, row-major.</summary>
    public IEnumerable<(int[] Index, double Value)> Elements(string name)
    {
        Array array = arrays[name];
        return Positions(array).Select(index => (index, (double)array.GetValue(index)!));
    }

    /// <summary>An array of the given shape, filled row-major.</summary>
    public static Array Shaped(int[] shape, IEnumerable<double> data)
    {
        // A number has no extents; it is kept in one element.
        var array = Array.CreateInstance(typeof(double), shape.Length == 0 ? [1] : shape);
        foreach (var (index, value) in Positions(array).Zip(data))
            array.SetValue(value, index);
        return array;
    }

    private static int[] Shape(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];

    private static IEnumerable<int[]> Positions(Array array)
    {
        int[] shape = Shape(array);
        for (int flat = 0; flat < array.Length; flat++)
        {
            var index = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = flat; axis >= 0; rest /= shape[axis], axis--)
                index[axis] = rest % shape[axis];
            yield return index;
        }
    }
}
