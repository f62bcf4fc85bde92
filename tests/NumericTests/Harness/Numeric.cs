using System.Reflection;
using System.Runtime.CompilerServices;

namespace DiffGen.NumericTests.Harness;

/// <summary>The real numbers inside an argument, whatever its type: a scalar, a struct, an array, or rows.</summary>
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
            case not null:
                foreach (FieldInfo field in Fields(argument.GetType()))
                    values.AddRange(Read(field.GetValue(argument)));
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
            case not null when Fields(argument.GetType()) is { Length: > 0 } fields:
                object made = RuntimeHelpers.GetObjectValue(argument);
                foreach (FieldInfo field in fields)
                    field.SetValue(made, With(field.GetValue(argument), values));
                return made;
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
        if (type is { IsGenericType: true, IsByRefLike: true })
            type = type.GetGenericArguments()[0];
        return type == typeof(double) || type == typeof(float) || Fields(type).Any(f => IsReal(f.FieldType));
    }

    /// <summary>The fields of a struct in the order of their declaration; none for anything else.</summary>
    private static FieldInfo[] Fields(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false, IsByRefLike: false }
        && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArraySegment<>))
        ? [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken)]
        : [];

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
