using System.Runtime.CompilerServices;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>One run of one function: its values, arrays and tapes, and how far it has come.</summary>
internal sealed partial class Machine(Function function, IReadOnlyDictionary<string, long> given, InterpreterOptions options, CancellationToken cancellation)
{
    private const int StepsBetweenLooks = 1024;

    private readonly Dictionary<int, Routine> _routines = function.Routines.ToDictionary(r => r.Id);
    private readonly List<Number>?[] _tapes = new List<Number>[(int)Scalar.Double + 1];
    private Number[] _values = new Number[function.NextId];
    private Memory?[] _arrays = new Memory[function.NextId];
    private Dictionary<int, MemoryView>? _views;
    private long _elements;
    private int _depth;

    public long Steps { get; private set; }

    public Execution Run(IReadOnlyList<Argument> inputs)
    {
        var entry = new Dictionary<string, Number>(StringComparer.Ordinal);
        int at = 0;
        foreach (Parameter input in function.Inputs)
        {
            Argument argument = inputs[at++];
            if (input is ScalarParameter scalar)
                entry[scalar.Name] = _values[scalar.Value.Id] = argument.Number;
            else if (input is ArrayParameter array)
                _arrays[array.Array.Id] = argument.Memory;
        }
        Run(function.Body);

        var outputs = new Dictionary<string, Number>(StringComparer.Ordinal);
        foreach (Output output in function.Outputs)
        {
            Number value = this[output.Value];
            outputs[output.Parameter] = output.Adds ? Binary(BinaryOperator.Add, output.Value.Type, entry[output.Parameter], value) : value;
        }
        return new Execution(null, Numbers(function.Result), Array(function.Result), outputs, Steps)
        {
            Tangent = Numbers(function.Tangent),
            TangentMemory = Array(function.Tangent),
        };
    }

    private IReadOnlyList<Number> Numbers(Result? result) => result is null ? [] : [.. result.Numbers.Select(n => this[n])];

    private Memory? Array(Result? result) => result is Result.Memory { Array: var array } ? _arrays[array.Id] : null;

    private Number this[Operand operand] => operand is Value value ? _values[value.Id] : Number.Of((Constant)operand);

    private void Run(Block block)
    {
        foreach (Statement statement in block.Statements.Items)
            Run(statement);
    }

    private void Count(long steps)
    {
        long before = Steps;
        Steps += steps;
        if (Steps > options.Limits.Steps)
            throw new FaultException(FaultKind.Limit, "it does not come to an end within " + Text(options.Limits.Steps) + " steps");
        if (before / StepsBetweenLooks != Steps / StepsBetweenLooks)
            cancellation.ThrowIfCancellationRequested();
    }

    private void Take(long elements)
    {
        _elements += elements;
        if (_elements > options.Limits.Elements)
            throw new FaultException(FaultKind.Limit, "it takes more memory than " + Text(options.Limits.Elements) + " numbers");
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Run(Statement statement)
    {
        Count(1);
        switch (statement)
        {
            case Let s:
                _values[s.Target.Id] = Evaluate(s.Expression);
                break;
            case Store s:
                Locate(s.Array, s.Indices, out int place)[place] = this[s.Value];
                break;
            case Accumulate s:
                Number[] data = Locate(s.Array, s.Indices, out int at);
                data[at] = Binary(BinaryOperator.Add, s.Array.Element, data[at], this[s.Value]);
                break;
            case Loop s:
                Run(s);
                break;
            case Branch s:
                Run(s);
                break;
            case While s:
                Run(s);
                break;
            case Allocate s:
                _arrays[s.Array.Id] = Made(s);
                break;
            case Clear s:
                Memory cleared = _arrays[s.Array.Id]!;
                Count(cleared.Data.Length);
                System.Array.Clear(cleared.Data, 0, cleared.Data.Length);
                break;
            case Slice s:
                (_views ??= [])[s.View.Id] = Viewed(s);
                break;
            case Check s:
                long start = this[s.Start].Integer, count = this[s.Count].Integer;
                if (start < 0 || count < 0 || start > this[s.Extent].Integer - count)
                    throw new FaultException(FaultKind.OutOfRange, "a part of an array lies outside it");
                break;
            case CheckShape s:
                Memory checkedArray = _arrays[s.Array.Id]!;
                for (int d = 0; d < s.Extents.Count; d++)
                {
                    if (checkedArray.Extent(d) != this[s.Extents[d]].Integer)
                        throw new FaultException(FaultKind.Thrown, "the shape of '" + s.Array.Name + "' is not the one that it must have");
                }
                break;
            case Push s:
                Take(1);
                (_tapes[(int)s.Value.Type] ??= []).Add(this[s.Value]);
                break;
            case Pop s:
                // A user's own stack may be empty.
                if (_tapes[(int)s.Target.Type] is not { Count: > 0 } tape)
                    throw new FaultException(FaultKind.Thrown, "it takes a number from a stack that is empty");
                _values[s.Target.Id] = tape[tape.Count - 1];
                tape.RemoveAt(tape.Count - 1);
                break;
            case Invoke s:
                Run(s);
                break;
            case Throw s:
                if (s.Always || Guards.Throws(s, o => this[o]))
                    throw new FaultException(FaultKind.Thrown, "it throws '" + s.Text(o => PrimalWord(o)) + "'");
                break;
            case IR.Apply s:
                throw new FaultException(FaultKind.Unknown, "'" + s.Method.Name + "' has rules and no source");
            default:
                throw new FaultException(FaultKind.Unknown, "a statement that is not interpreted");
        }
    }

    private static string PrimalWord(Operand operand) => operand is Constant constant ? constant.Text : ((Value)operand).Name ?? "…";

    private void Run(Branch branch)
    {
        bool taken = this[branch.Condition].IsTrue;
        options.Taken?.Invoke(branch, taken);
        Run(taken ? branch.Then : branch.Else);
        foreach (Merge merge in branch.Merges.Items)
            _values[merge.Result.Id] = this[taken ? merge.Then : merge.Else];
    }

    private void Run(Loop loop)
    {
        Scalar type = loop.Counter.Type;
        BinaryOperator test = loop.Test switch
        {
            LoopTest.Less => BinaryOperator.Less,
            LoopTest.LessOrEqual => BinaryOperator.LessOrEqual,
            LoopTest.Greater => BinaryOperator.Greater,
            _ => BinaryOperator.GreaterOrEqual,
        };
        Number limit = this[loop.Limit], step = this[loop.Step], counter = this[loop.Start];
        Number[] carried = Initial(loop);
        for (; options.Arithmetic.Apply(test, type, counter, limit).IsTrue; counter = options.Arithmetic.Apply(BinaryOperator.Add, type, counter, step))
        {
            Count(1);
            Enter(loop, counter, carried);
            Run(loop.Body);
            HandOn(loop, carried);
        }
        Leave(loop, carried);
    }

    private void Run(While loop)
    {
        Number[] carried = Initial(loop);
        long trips = 0;
        for (; ; trips++)
        {
            Count(1);
            Enter(loop, new Number(trips), carried);
            if (!this[loop.Condition].IsTrue)
                break;
            Run(loop.Body);
            HandOn(loop, carried);
        }
        _values[loop.Trips.Id] = new Number(trips);
        Leave(loop, carried);
    }

    private Number[] Initial(Iteration loop)
    {
        Number[] carried = loop.Carried.Count == 0 ? [] : new Number[loop.Carried.Count];
        for (int i = 0; i < carried.Length; i++)
            carried[i] = this[loop.Carried[i].Initial];
        return carried;
    }

    private void Enter(Iteration loop, Number counter, Number[] carried)
    {
        _values[loop.Counter.Id] = counter;
        for (int i = 0; i < carried.Length; i++)
            _values[loop.Carried[i].Inside.Id] = carried[i];
    }

    private void HandOn(Iteration loop, Number[] carried)
    {
        for (int i = 0; i < carried.Length; i++)
            carried[i] = this[loop.Carried[i].Next];
    }

    private void Leave(Iteration loop, Number[] carried)
    {
        for (int i = 0; i < carried.Length; i++)
            _values[loop.Carried[i].After.Id] = carried[i];
    }

    // Every call has values and local arrays of its own.
    private void Run(Invoke invoke)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > options.Limits.Depth)
            throw new FaultException(FaultKind.Limit, "calls are nested more than " + Text(options.Limits.Depth) + " deep");
        Count(1 + (_values.Length / 8));
        Routine routine = _routines[invoke.Routine];
        (Number[] values, Memory?[] arrays, Dictionary<int, MemoryView>? views) = (_values, _arrays, _views);
        var inner = new Number[values.Length];
        for (int i = 0; i < invoke.Arguments.Count; i++)
            inner[routine.Parameters[i].Id] = this[invoke.Arguments[i]];
        (_values, _arrays, _views) = (inner, (Memory?[])arrays.Clone(), views is null ? null : new Dictionary<int, MemoryView>(views));
        Run(routine.Body);
        for (int i = 0; i < invoke.Results.Count; i++)
            values[invoke.Results[i].Id] = this[routine.Results[i]];
        (_values, _arrays, _views) = (values, arrays, views);
        _depth--;
    }
}
