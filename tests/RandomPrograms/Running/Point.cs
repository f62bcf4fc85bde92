using System.Runtime.CompilerServices;
using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Arguments of F, a direction for its inputs, and seeds for its outputs.</summary>
internal sealed class Point
{
    public const int Count = 3;

    private readonly Signature _signature;
    private readonly Random _random;
    private readonly Dictionary<char, int> _sizes;

    public Point(Signature signature, int seed, int number)
    {
        _signature = signature;
        _random = new Random((seed * Count) + number);
        (int least, int most) = number switch { 0 => (2, 4), 1 => (0, 2), _ => (1, 3) };
        _sizes = new() { ['N'] = _random.Next(least, most + 1), ['M'] = _random.Next(least, most + 1) };
        Arguments = [.. signature.Parameters.Select(Argument)];
        Direction = [.. signature.Parameters.Select((p, i) => Like(Arguments[i], p.IsInput))];
        Other = [.. signature.Parameters.Select((p, i) => Like(Arguments[i], p.IsInput))];
        Seeds = [.. signature.Parameters.Select((p, i) => Like(Arguments[i], p.HasDerivative))];
    }

    public object?[] Arguments { get; }

    public object?[] Direction { get; }

    /// <summary>A second direction, for second derivatives.</summary>
    public object?[] Other { get; }

    /// <summary>What derivative buffers hold before the adjoint: seeds of outputs, and numbers to be added to.</summary>
    public object?[] Seeds { get; }

    /// <summary>A seed for what F returns.</summary>
    public object? SeedFor(object? value) => value is ITuple tuple
        ? Activator.CreateInstance(value.GetType(), [.. Enumerable.Range(0, tuple.Length).Select(i => SeedFor(tuple[i]))])
        : Like(value, true);

    public static object?[] Copy(object?[] values) => [.. values.Select(v => Map(v, (x, _) => x))];

    public static object? Zero(object? value) => Map(value, (v, single) => v is int ? v : single ? 0f : (object)0.0);

    /// <summary>Buffers of the right shapes full of NaN.</summary>
    public object?[] Unset() => [.. Arguments.Select(a => Map(a, (v, single) => v is int ? v : single ? float.NaN : (object)double.NaN))];

    /// <summary>Arguments and their direction.</summary>
    public void Fill(Frame frame, Callable method) => Fill(frame, method, Direction, 0);

    /// <param name="dots">The direction.</param>
    /// <param name="step">So far along the point's direction the arguments are moved.</param>
    public void Fill(Frame frame, Callable method, object?[] dots, double step)
    {
        for (int i = 0; i < Arguments.Length; i++)
        {
            int place = method.Parameters[i];
            if (place >= 0)
            {
                frame.Cells[place] = new Place([Dual(Arguments[i]!, dots[i], Direction[i], step)], 0);
                continue;
            }
            frame.Arrays[-1 - place] = Dual((Array)Arguments[i]!, (Array)dots[i]!, (Array)Direction[i]!, step);
        }
    }

    private static DualArray Dual(Array values, Array dots, Array along, double step)
    {
        if (values is Array[] rows)
            return new DualArray([.. rows.Select((r, i) => Dual(r, ((Array[])dots)[i], ((Array[])along)[i], step))]);
        var dual = new DualArray([.. Enumerable.Range(0, values.Rank).Select(values.GetLength)]);
        object[] numbers = [.. values.Cast<object>()], directions = [.. dots.Cast<object>()], moves = [.. along.Cast<object>()];
        for (int k = 0; k < numbers.Length; k++)
            dual[k] = Dual(numbers[k], directions[k], moves[k], step);
        return dual;
    }

    private static Number Dual(object value, object? dot, object? along, double step) => value switch
    {
        double v => new Number(v + (step * (double)along!), (double)dot!, Math.Abs((double)dot), 0),
        float v => new Number(v, (float)dot!, Math.Abs((float)dot), 0),
        int v => Number.Integer(v),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private object? Argument(ProgramParameter p)
    {
        if (!p.IsArray)
            return p.IsReal ? Uniform(p.IsSingle) : p.Shape.Length > 0 ? _sizes[p.Shape[0]] : _random.Next(0, 4);
        int[] extents = [.. p.Shape.Select(s => char.IsDigit(s) ? s - '0' : _sizes[s])];
        if (p.Type.EndsWith("[][]", StringComparison.Ordinal))
        {
            // Rows of one length, so that any column subscript is in range; an empty array has none.
            Array[] rows = [.. Enumerable.Range(0, extents[0]).Select(_ => (Array)Argument(p with { Type = p.Type[..^2], Shape = p.Shape[1..] })!)];
            return p.IsSingle ? rows.Cast<float[]>().ToArray() : rows.Cast<double[]>().ToArray();
        }
        Type element = !p.IsReal ? typeof(int) : p.IsSingle ? typeof(float) : typeof(double);
        Array array = Array.CreateInstance(element, extents);
        int indices = Math.Max(1, Math.Min(_sizes['N'], _sizes['M']));
        return Map(array, (_, single) => p.IsReal ? Uniform(single) : _random.Next(indices));
    }

    private object? Like(object? value, bool real) => Map(value, (v, single) => v is int ? v : real ? Uniform(single) : single ? 0f : (object)0.0);

    private object Uniform(bool single)
    {
        double value = (_random.NextDouble() * 3) - 1.5;
        return single ? (float)value : (object)value;
    }

    private static object? Map(object? value, Func<object, bool, object> f)
    {
        if (value is not Array array)
            return value is null ? null : f(value, value is float);
        if (array is double[][] or float[][])
        {
            var rows = (Array)array.Clone();
            for (int i = 0; i < rows.Length; i++)
                rows.SetValue(Map(rows.GetValue(i), f), i);
            return rows;
        }
        var result = (Array)array.Clone();
        bool single = array is float[] or float[,] or float[,,];
        var index = new int[array.Rank];
        for (int k = 0; k < array.Length; k++)
        {
            int rest = k;
            for (int d = array.Rank - 1; d >= 0; d--)
                (rest, index[d]) = Math.DivRem(rest, array.GetLength(d));
            result.SetValue(f(array.GetValue(index)!, single), index);
        }
        return result;
    }
}
