using System.Runtime.CompilerServices;

namespace DiffGen.NumericTests.Harness;

/// <summary>The real numbers inside an argument, whatever its type: a scalar, an array, rows, or a tuple (of at most seven).</summary>
internal static class Numeric
{
    /// <summary>All real numbers of an argument, in the order of its memory.</summary>
    public static List<double> Read(object? argument)
    {
        var values = new List<double>();
        switch (argument)
        {
            case double or float:
                values.Add(Number(argument));
                break;
            case ArraySegment<double> segment:
                values.AddRange(segment);
                break;
            case Array array:
                foreach (object? element in array)
                    values.AddRange(Read(element));
                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                    values.AddRange(Read(tuple[i]));
                break;
        }
        return values;
    }

    /// <summary>An argument of the same type and shape with other numbers in it.</summary>
    public static object? With(object? argument, IEnumerator<double> values)
    {
        switch (argument)
        {
            case double:
                return Next(values);
            case float:
                return (float)Next(values);
            case Array array:
                var copy = (Array)array.Clone();
                int[] index = new int[array.Rank];
                for (int i = 0; i < array.Length; i++)
                {
                    Locate(array, i, index);
                    copy.SetValue(With(array.GetValue(index), values), index);
                }
                return copy;
            case ITuple tuple:
                return Activator.CreateInstance(argument.GetType(), [.. Enumerable.Range(0, tuple.Length).Select(i => With(tuple[i], values))]);
            default:
                return argument;
        }
    }

    public static object? Copy(object? argument) => Map(argument, value => value);

    public static object? Filled(object? argument, double value) => Map(argument, _ => value);

    public static object? Map(object? argument, Func<double, double> map)
    {
        using IEnumerator<double> values = Read(argument).Select(map).GetEnumerator();
        return With(argument, values);
    }

    public static object?[] Copy(object?[] arguments) => [.. arguments.Select(Copy)];

    /// <summary>A copy of an argument that may be null or have null rows.</summary>
    public static object? CopyWithNulls(object? argument) => argument switch
    {
        Array { Rank: 1 } rows when rows.GetType().GetElementType()!.IsArray => CopyRows(rows),
        Array array => array.Clone(),
        _ => argument,
    };

    public static bool SameShape(Array a, Array b) =>
        a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(d => a.GetLength(d) == b.GetLength(d))
        && (!a.GetType().GetElementType()!.IsArray || a.Cast<Array>().Zip(b.Cast<Array>(), SameShape).All(same => same));

    /// <summary>Equality to the bit; −0 differs from 0 and a NaN equals itself.</summary>
    public static bool SameBits(object? a, object? b) =>
        Read(a).Select(BitConverter.DoubleToInt64Bits).SequenceEqual(Read(b).Select(BitConverter.DoubleToInt64Bits));

    public static bool IsReal(Type type)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        while (type.IsArray)
            type = type.GetElementType()!;
        if (type.IsGenericType)
            return type.GetGenericArguments().Any(IsReal);
        return type == typeof(double) || type == typeof(float);
    }

    private static Array CopyRows(Array rows)
    {
        var copy = (Array)rows.Clone();
        for (int i = 0; i < copy.Length; i++)
            copy.SetValue(((Array?)copy.GetValue(i))?.Clone(), i);
        return copy;
    }

    private static double Number(object scalar) => scalar is float single ? single : (double)scalar;

    private static double Next(IEnumerator<double> values) =>
        values.MoveNext() ? values.Current : throw new InvalidOperationException("Too few numbers.");

    private static void Locate(Array array, int position, int[] index)
    {
        for (int d = array.Rank - 1; d >= 0; d--)
        {
            index[d] = position % array.GetLength(d);
            position /= array.GetLength(d);
        }
    }
}
