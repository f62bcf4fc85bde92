using System.Reflection;
using DiffGen.Compiler.IR;
using Convert = System.Convert;

namespace DiffGen.CompilerTests;

/// <summary>Runs IR, one statement after the other, so that a pass can be judged by what its output computes.</summary>
/// <remarks>
/// Numbers are boxed as the type they have in C#. Arrays are C#'s own, a span is a vector. Memory that a program promises to
/// write before it reads is filled with NaN.
/// </remarks>
internal sealed class IrEvaluator
{
    /// <summary>A loop that goes on for longer is taken for one that never ends, with the arguments at hand.</summary>
    public const int MostTrips = 10_000;

    private readonly Dictionary<int, object> _values = [];
    private readonly Dictionary<int, Array> _arrays = [];
    private readonly Dictionary<int, (ArrayVariable Of, int Free, int[] Fixed)> _views = [];
    private IReadOnlyList<Routine> _routines = [];
    private readonly Dictionary<Scalar, Stack<object>> _tapes = [];

    /// <summary>The result and the values of <c>ref</c> and <c>out</c> parameters by name; arrays are changed in place.</summary>
    internal sealed record Outcome(object? Result, IReadOnlyDictionary<string, object> Outputs);

    /// <summary>
    /// Calls a function: one argument a parameter, null for <c>out</c> and opaque ones; of a struct, one for each of its numbers. The numbers
    /// of a struct that is returned come in a row. After the parameters come the members it captures.
    /// </summary>
    public static Outcome Run(Function function, params object?[] arguments)
    {
        var evaluator = new IrEvaluator { _routines = function.Routines };
        var entry = new Dictionary<string, object>();
        Parameter[] inputs = [.. function.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            switch (inputs[i])
            {
                case ScalarParameter p when arguments[i] is { } argument:
                    evaluator[p.Value] = entry[p.Name] = argument;
                    break;
                case ArrayParameter p:
                    evaluator[p.Array] = (Array)arguments[i]!;
                    break;
            }
        }

        evaluator.Run(function.Body);
        var outputs = new Dictionary<string, object>();
        foreach (Output output in function.Outputs)
        {
            object value = evaluator[output.Value];
            outputs[output.Parameter] = output.Adds ? Apply(BinaryOperator.Add, entry[output.Parameter], value) : value;
        }

        if (function.Tangent is { } tangent)
            outputs[function.Parameters.OfType<ResultParameter>().Single().Name] = evaluator.Of(tangent);
        return new Outcome(function.Result is null ? null : evaluator.Of(function.Result), outputs);
    }

    private object Of(Result result) => result switch
    {
        Result.Number r => this[r.Value],
        Result.Memory r => this[r.Array],
        _ => result.Numbers.Select(n => this[n]).ToArray(),
    };

    public object this[Operand operand]
    {
        get => operand is Constant c ? To(c.Type, c.Type == Scalar.Bool ? c.Number != 0 : c.Number) : _values[((Value)operand).Id];
        set => _values[((Value)operand).Id] = value;
    }

    public Array this[ArrayVariable array]
    {
        get => _arrays[array.Id];
        set => _arrays[array.Id] = value;
    }

    public void Run(Block block)
    {
        foreach (Statement statement in block.Statements)
            Run(statement);
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Let s:
                this[s.Target] = Evaluate(s.Expression);
                break;
            case Store s:
                SetElement(s.Array, s.Indices, this[s.Value]);
                break;
            case Accumulate s:
                SetElement(s.Array, s.Indices, Apply(BinaryOperator.Add, Element(s.Array, s.Indices), this[s.Value]));
                break;
            case Allocate s:
                this[s.Array] = s.CopyOf is { } copied ? (Array)this[copied].Clone() : NewArray(s);
                break;
            case Slice s:
                _views[s.View.Id] = (s.Of, s.Free, [.. s.Fixed.Select(Index)]);
                break;
            case Clear s:
                Fill(this[s.Array], To(s.Array.Element, s.Array.Element == Scalar.Bool ? false : 0.0));
                break;
            case Check s:
                if (Index(s.Start) < 0 || Index(s.Count) < 0 || Index(s.Start) > Index(s.Extent) - Index(s.Count))
                    throw new IndexOutOfRangeException();
                break;
            case CheckShape s:
                for (int d = 0; d < s.Extents.Count; d++)
                {
                    if (this[s.Array].GetLength(d) != Index(s.Extents[d]))
                        throw new ArgumentException("The shape differs.", s.Array.Name);
                }
                break;
            case Throw s when s.Always:
                throw new InvalidOperationException(s.Text(o => Convert.ToString(this[o], System.Globalization.CultureInfo.InvariantCulture)!));
            case Throw:
                throw new NotSupportedException("A call that may throw is not evaluated.");
            case Push s:
                Tape(s.Value.Type).Push(this[s.Value]);
                break;
            case Pop s:
                this[s.Target] = Tape(s.Target.Type).Pop();
                break;
            case Branch s:
                bool taken = (bool)this[s.Condition];
                Run(taken ? s.Then : s.Else);
                foreach (Merge merge in s.Merges)
                    this[merge.Result] = this[taken ? merge.Then : merge.Else];
                break;
            case Loop s:
                Run(s);
                break;
            case While s:
                Run(s);
                break;
            case Invoke s:
                Run(s);
                break;
            default:
                throw new NotSupportedException(statement.GetType().Name + " is not evaluated.");
        }
    }

    private void Run(Loop loop)
    {
        BinaryOperator test = loop.Test switch
        {
            LoopTest.Less => BinaryOperator.Less,
            LoopTest.LessOrEqual => BinaryOperator.LessOrEqual,
            LoopTest.Greater => BinaryOperator.Greater,
            _ => BinaryOperator.GreaterOrEqual,
        };
        object limit = this[loop.Limit], step = this[loop.Step], counter = this[loop.Start];
        object[] carried = [.. loop.Carried.Select(c => this[c.Initial])];
        for (; (bool)Apply(test, counter, limit); counter = Apply(BinaryOperator.Add, counter, step))
        {
            this[loop.Counter] = counter;
            for (int i = 0; i < carried.Length; i++)
                this[loop.Carried[i].Inside] = carried[i];
            Run(loop.Body);
            carried = [.. loop.Carried.Select(c => this[c.Next])];
        }

        for (int i = 0; i < carried.Length; i++)
            this[loop.Carried[i].After] = carried[i];
    }

    // Every call has values and local arrays of its own.
    private void Run(Invoke invoke)
    {
        Routine routine = _routines.Single(r => r.Id == invoke.Routine);
        Dictionary<int, object> values = new(_values);
        Dictionary<int, Array> arrays = new(_arrays);
        object[] arguments = [.. invoke.Arguments.Select(a => this[a])];
        for (int i = 0; i < arguments.Length; i++)
            this[routine.Parameters[i]] = arguments[i];
        Run(routine.Body);
        object[] results = [.. routine.Results.Select(r => this[r])];
        _values.Clear();
        foreach (KeyValuePair<int, object> value in values)
            _values.Add(value.Key, value.Value);
        _arrays.Clear();
        foreach (KeyValuePair<int, Array> array in arrays)
            _arrays.Add(array.Key, array.Value);
        for (int i = 0; i < results.Length; i++)
            this[invoke.Results[i]] = results[i];
    }

    private void Run(While loop)
    {
        object[] carried = [.. loop.Carried.Select(c => this[c.Initial])];
        int trips = 0;
        for (; ; trips++)
        {
            this[loop.Counter] = trips;
            for (int i = 0; i < carried.Length; i++)
                this[loop.Carried[i].Inside] = carried[i];
            if (!(bool)this[loop.Condition])
                break;
            if (trips > MostTrips)
                throw new InvalidOperationException("The loop does not end.");
            Run(loop.Body);
            carried = [.. loop.Carried.Select(c => this[c.Next])];
        }

        this[loop.Trips] = trips;
        for (int i = 0; i < carried.Length; i++)
            this[loop.Carried[i].After] = carried[i];
    }

    private object Evaluate(Expression expression) => expression switch
    {
        Unary e => Apply(e.Operator, this[e.A]),
        Binary e => Apply(e.Operator, this[e.A], this[e.B]),
        Call e => Invoke(e.Function, [.. e.Arguments.Select(Argument)]),
        DiffGen.Compiler.IR.Convert e => To(e.To, this[e.A]),
        LargeInteger e => e.As == Scalar.UInt64 ? unchecked((ulong)e.Bits) : (object)e.Bits,
        Given => throw new NotSupportedException("A parameter without a type in the IR has no value."),
        Load e => Element(e.Array, e.Indices),
        Extent { Row: { } row } e => ((Array)this[e.Array].GetValue(Index(row))!).Length,
        Extent { Array.Form: ArrayForm.Rank2 or ArrayForm.Rank3 } e => this[e.Array].GetLength(e.Dimension),
        Extent e => this[e.Array].Length,
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    // An enum constant is an int whose text names the enum.
    private object Argument(Operand operand) =>
        operand is Constant c && c.Text.Contains(nameof(MidpointRounding), StringComparison.Ordinal) ? (MidpointRounding)(int)c.Number : this[operand];

    /// <summary>Calls the real function.</summary>
    public static object Invoke(MathFunction function, object[] arguments)
    {
        Type container = function.Container switch
        {
            "System.Math" => typeof(Math),
            "System.MathF" => typeof(MathF),
            "double" => typeof(double),
            "float" => typeof(float),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
        MethodInfo method = container.GetMethod(function.Name, BindingFlags.Public | BindingFlags.Static, [.. arguments.Select(a => a.GetType())])
            ?? throw new MissingMethodException(function.ToString());
        return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static object Apply(UnaryOperator op, object a) => (op, a) switch
    {
        (UnaryOperator.Not, bool v) => !v,
        (UnaryOperator.Complement, int v) => ~v,
        (UnaryOperator.Complement, long v) => ~v,
        (UnaryOperator.Negate, double v) => -v,
        (UnaryOperator.Negate, float v) => -v,
        (UnaryOperator.Negate, int v) => unchecked(-v),
        (UnaryOperator.Negate, long v) => unchecked(-v),
        _ => throw new NotSupportedException(op + " of " + a.GetType()),
    };

    // Small integers are compared as the int that they are.
    private static object Apply(BinaryOperator op, object a, object b) => (a, b) switch
    {
        (sbyte or byte or short or ushort, sbyte or byte or short or ushort) => Apply(op, Convert.ToInt32(a, null), Convert.ToInt32(b, null)),
        (double v, double w) => IrArithmetic.Real(op, v, w),
        (float v, float w) => IrArithmetic.Real(op, v, w),
        (bool v, bool w) => IrArithmetic.Logical(op, v, w),
        (int v, int w) => IrArithmetic.Integer(op, v, w, w),
        (long v, int w) => IrArithmetic.Integer(op, v, w, w),
        (long v, long w) => IrArithmetic.Integer(op, v, w, (int)w),
        (uint v, int w) => IrArithmetic.Integer(op, v, (uint)w, w),
        (uint v, uint w) => IrArithmetic.Integer(op, v, w, (int)w),
        (ulong v, int w) => IrArithmetic.Integer(op, v, (ulong)w, w),
        (ulong v, ulong w) => IrArithmetic.Integer(op, v, w, (int)w),
        _ => throw new NotSupportedException(a.GetType() + " " + op + " " + b.GetType()),
    };

    /// <summary>A conversion as C# does it in an unchecked context.</summary>
    public static object To(Scalar type, object number) => unchecked((type, number) switch
    {
        (Scalar.Bool, _) => (bool)number,
        (Scalar.Double, _) => Convert.ToDouble(number, null),
        (Scalar.Single, double v) => (float)v,
        (Scalar.Single, ulong v) => (float)v,
        (Scalar.Single, float v) => v,
        (Scalar.Single, _) => (float)Convert.ToInt64(number, null),
        (Scalar.UInt64, double or float) => (ulong)Convert.ToDouble(number, null),
        (Scalar.UInt32, double or float) => (uint)Convert.ToDouble(number, null),
        (Scalar.Int32, double or float) => (int)Convert.ToDouble(number, null),
        (_, double or float) => FromInteger(type, (long)Convert.ToDouble(number, null)),
        (_, ulong v) => FromInteger(type, (long)v),
        _ => FromInteger(type, Convert.ToInt64(number, null)),
    });

    private static object FromInteger(Scalar type, long v) => unchecked(type switch
    {
        Scalar.SByte => (sbyte)v,
        Scalar.Byte => (byte)v,
        Scalar.Int16 => (short)v,
        Scalar.UInt16 => (ushort)v,
        Scalar.Int32 => (int)v,
        Scalar.UInt32 => (uint)v,
        Scalar.Int64 => v,
        Scalar.UInt64 => (object)(ulong)v,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    });

    private Stack<object> Tape(Scalar type) =>
        _tapes.TryGetValue(type, out Stack<object>? tape) ? tape : _tapes[type] = new Stack<object>();

    private int Index(Operand operand) => Convert.ToInt32(this[operand], null);

    /// <summary>The array and the subscripts that an access goes to; those of an element of a view are the viewed array's.</summary>
    private (ArrayVariable Array, int[] At) Place(ArrayVariable array, EquatableArray<Operand> indices)
    {
        if (!_views.TryGetValue(array.Id, out var view))
            return (array, [.. indices.Select(Index)]);
        return (view.Of, [.. view.Fixed.Take(view.Free), Index(indices[0]), .. view.Fixed.Skip(view.Free)]);
    }

    private object Element(ArrayVariable variable, EquatableArray<Operand> indices)
    {
        var (array, at) = Place(variable, indices);
        return array.Form == ArrayForm.Jagged
            ? ((Array)this[array].GetValue(at[0])!).GetValue(at[1])!
            : this[array].GetValue(at)!;
    }

    private void SetElement(ArrayVariable variable, EquatableArray<Operand> indices, object value)
    {
        var (array, at) = Place(variable, indices);
        if (array.Form == ArrayForm.Jagged)
            ((Array)this[array].GetValue(at[0])!).SetValue(value, at[1]);
        else
            this[array].SetValue(value, at);
    }

    private Array NewArray(Allocate allocate)
    {
        Scalar element = allocate.Array.Element;
        Type type = To(element, element == Scalar.Bool ? false : 0.0).GetType();
        // Recorded values have a place for each trip, none for a loop that does not run.
        int[] extents = [.. allocate.Extents.Select(e => allocate.Array.Role == ArrayRole.Scratch ? Math.Max(0, Index(e)) : Index(e))];
        Array array;
        if (allocate.Array.Form == ArrayForm.Jagged)
        {
            array = Array.CreateInstance(type.MakeArrayType(), extents[0]);
            for (int i = 0; i < extents[0]; i++)
                array.SetValue(Array.CreateInstance(type, extents[1]), i);
        }
        else
        {
            array = Array.CreateInstance(type, extents);
        }

        if (!allocate.Cleared && element.IsReal())
            Fill(array, To(element, double.NaN));
        return array;
    }

    private static void Fill(Array array, object value)
    {
        int[] at = new int[array.Rank];
        for (int n = 0; n < array.Length; n++)
        {
            for (int rest = n, d = array.Rank - 1; d >= 0; rest /= array.GetLength(d), d--)
                at[d] = rest % array.GetLength(d);
            if (array.GetValue(at) is Array row)
                Fill(row, value);
            else
                array.SetValue(value, at);
        }
    }
}
