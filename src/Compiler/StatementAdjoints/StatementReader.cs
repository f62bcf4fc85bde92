using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>Reads a body as assignments to variables and elements: expressions are put together again, each statement gets its adjoint.</summary>
internal sealed partial class StatementReader
{
    // A longer expression is read more easily in two parts.
    private const int LargestExpression = 40;

    private readonly ActivityAnalysis _activity;
    private readonly VariableNames _names;
    private readonly FormulaAlgebra _algebra;
    private readonly ExpressionReader _values;
    private readonly HandedBack _handedBack;
    private readonly PrimalText _text;
    private readonly IReadOnlyDictionary<int, string> _routines;
    private readonly Dictionary<int, Reading> _expressions = [];
    private Dictionary<int, int> _states = [];
    private int _state;
    private List<AdjointStep> _steps = [];

    public StatementReader(Function function, ActivityAnalysis activity, VariableNames names, FormulaAlgebra algebra, IReadOnlyDictionary<int, string> routines)
    {
        (_activity, _names, _algebra, _routines) = (activity, names, algebra, routines);
        _values = new ExpressionReader(algebra) { Memory = ReadMemory };
        _handedBack = new HandedBack(algebra);
        _text = PrimalText.Of(function);
        foreach (ScalarParameter input in function.Inputs.OfType<ScalarParameter>())
            names.Bind(input.Value);
    }

    /// <summary>The steps of a block, one of what is returned last.</summary>
    public EquatableArray<AdjointStep> Read(Function function, Formula? seed)
    {
        Read(function.Body);
        Finish(function, seed);
        return _steps.ToEquatableArray();
    }

    private void Finish(Function function, Formula? seed)
    {
        List<(Element?, Formula, Reading)> assigned = [];
        // A gradient is that of the returned number alone.
        foreach (Output output in function.Outputs.Where(o => seed is null && o.Value.Type.IsReal()))
        {
            ScalarParameter parameter = function.Leaves.OfType<ScalarParameter>().First(p => p.Name == output.Parameter);
            string name = _names.Of(parameter.Value);
            Reading reading = Read(output.Value);
            bool isActive = _activity.IsActive(output.Value);
            bool holds = output.Value is Value value && _names.IsStatement(value) && _names.Of(value) == name;
            if (isActive ? !holds : parameter.Passing == Passing.Ref && _activity.IsActive(parameter.Value))
                assigned.Add((new Element(name, []), Formula.Of(new Adjoint(new Element(name, []))), reading));
        }
        if (assigned.Count > 0)
            _steps.Add(_handedBack.Of(assigned, Moment.MethodEnd, null));
        assigned.Clear();
        switch (function.Result)
        {
            case Result.Number { Value: Value number } when _activity.IsActive(number):
                assigned.Add((null, seed ?? Seed(""), Read(number)));
                break;
            case Result.Composite composite:
                for (int i = 0; i < composite.Values.Count; i++)
                {
                    if (_activity.IsActive(composite.Values[i]))
                        assigned.Add((null, Seed(composite.Type.Leaves[i].Path), Read(composite.Values[i])));
                }
                break;
            case Result.Memory memory when _activity.IsActive(memory.Array):
                var whole = new Element(_names.Of(memory.Array), []);
                assigned.Add((null, Seed(""), Reading.Of(new Meaning.Real(Formula.Of(whole))) with { Active = [whole] }));
                break;
        }
        if (assigned.Count > 0)
            _steps.Add(_handedBack.Of(assigned, Moment.MethodEnd, null));
    }

    private static Formula Seed(string path) => Formula.Of(new Element("seed" + path, []));

    private void Read(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            if (!_algebra.Spend())
                return;
            Read(statement);
        }
    }

    private void Read(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                Read(let);
                break;
            case Store store:
                Write(store, store.Array, store.Indices, Read(store.Value));
                break;
            case Accumulate accumulate:
                Element element = Place(accumulate.Array, accumulate.Indices, out Reading[] subscripts);
                Reading own = Reading.Of(new Meaning.Real(Formula.Of(element)), subscripts) with { Active = _activity.IsActive(accumulate.Array) ? [element] : [] };
                Reading added = Read(accumulate.Value);
                Write(accumulate, accumulate.Array, accumulate.Indices,
                    Reading.Of(new Meaning.Real(_algebra.Add(ExpressionReader.Real(own.Meaning), ExpressionReader.Real(added.Meaning))), [own, added]));
                break;
            case Allocate { CopyOf: { } copied } allocate:
                Whole(allocate, allocate.Array, new Element(_names.Of(copied), []), copied);
                break;
            case Clear clear:
                Whole(clear, clear.Array, null, clear.Array);
                break;
            case Branch branch:
                Read(branch);
                break;
            case Iteration loop:
                Read(loop);
                break;
            case OutsideCall call:
                Read(call);
                break;
        }
    }

    private void Read(Let let)
    {
        if (let.Target.Type == Scalar.Bool)
            return;
        Reading reading = Read(let.Expression, let.Target);
        if (!_names.IsStatement(let.Target))
        {
            _expressions[let.Target.Id] = reading;
            return;
        }
        if (_activity.IsActive(let.Target))
            Add([(let.Target, reading)], Moment.Statement, let);
        _names.Bind(let.Target);
    }

    private void Add(IReadOnlyList<(Value Target, Reading Value)> assigned, Moment moment, Statement source) => _steps.Add(_handedBack.Of(
        [.. assigned.Select(a => ((Element?)Variable(a.Target), Formula.Of(new Adjoint(Variable(a.Target))), a.Value))], moment, source));

    private Element Variable(Value value) => new(_names.Of(value), []);

    private Reading Read(Operand operand)
    {
        if (operand is not Value value)
            return Reading.Of(_values.Of(operand));
        if (_expressions.TryGetValue(value.Id, out Reading? reading) && !_names.IsStatement(value))
        {
            if (!reading.Variables.All(_names.IsCurrent) || !reading.Memory.All(m => State(m.Array) == m.State))
                _names.MakeStatement(value);
            return reading;
        }
        _names.Use(value);
        string name = _names.Of(value);
        Meaning meaning = value.Type switch
        {
            Scalar.Bool => new Meaning.Truth(Formula.Of(new Flag(name))),
            var type when type.IsInteger() => Meaning.Whole.Of(Affine.Of(new IntegerInput(name))),
            _ => new Meaning.Real(Formula.Of(new Element(name, []))),
        };
        return new Reading(meaning, _activity.IsActive(value) ? [new Element(name, [])] : [], [value], []);
    }

    private Reading Read(Expression expression, Value target)
    {
        var parts = new List<Reading>();
        foreach (Value operand in Walk.Operands(expression).OfType<Value>())
        {
            Reading part = Read(operand);
            _values.Define(operand, part.Meaning);
            parts.Add(part);
        }
        Reading reading = Reading.Of(_values.Of(expression), parts);
        if (expression is Load load)
            reading = Reading.Of(reading.Meaning, [Gathered(load, reading), .. parts.Select(p => p with { Active = [] })]);
        bool isActive = _activity.IsActive(target);
        if (!isActive)
            reading = reading with { Active = [] };
        bool isKnown = target.Type.IsReal() ? reading.Formula is not null : reading.Meaning is Meaning.Whole { Single: not null };
        if (isKnown && (!isActive || ExpressionReader.Real(reading.Meaning).Size <= LargestExpression))
            return reading;
        if (!isKnown && !isActive && _text.Of(target with { Name = null }) is { } text)
            return reading with { Meaning = target.Type.IsReal() ? new Meaning.Real(Formula.Of(new Element(text, []))) : Meaning.Whole.Of(Affine.Of(Written(expression, text))) };
        _names.MakeStatement(target);
        return reading;
    }

    private static WrittenInteger Written(Expression expression, string text) => new(
        text.Replace(" * ", "·").Replace(" / ", "/"), IsSum: expression is Binary { Operator: not (BinaryOperator.Multiply or BinaryOperator.Divide) });

    private Reading Gathered(Load load, Reading reading) => Reading.Of(reading.Meaning) with
    {
        Active = _activity.IsActive(load.Array) && ExpressionReader.Real(reading.Meaning).Atom is Element element ? [element] : [],
        Memory = [new ArrayState(load.Array.Id, State(load.Array.Id))],
    };

    // Elements, extents and parameters of other types.
    private Meaning ReadMemory(Expression expression)
    {
        switch (expression)
        {
            case Load load when Subscripts(load.Indices) is { } subscripts:
                string name = _names.Of(load.Array);
                return load.Array.Element.IsReal() ? new Meaning.Real(Formula.Of(new Element(name, subscripts)))
                    : load.Array.Element.IsInteger() ? Meaning.Whole.Of(Affine.Of(new Gathered(name, subscripts)))
                    : new Meaning.Opaque("it is no number");
            case Extent { Row: null } extent:
                return Meaning.Whole.Of(Affine.Of(new Size(_names.Of(extent.Array), extent.Dimension)));
            case Extent { Row: { } row } extent when _values.Of(row) is Meaning.Whole { Single: { } single }:
                return Meaning.Whole.Of(Affine.Of(IndexAlgebra.Gathered.LengthOf(_names.Of(extent.Array), single)));
            default:
                return new Meaning.Opaque("it is no number");
        }
    }

    private EquatableArray<Affine>? Subscripts(EquatableArray<Operand> indices)
    {
        Affine?[] subscripts = [.. indices.Select(i => _values.Of(i) is Meaning.Whole { Single: { } single } ? single : null)];
        return subscripts.Contains(null) ? null : subscripts.Select(s => s!).ToEquatableArray();
    }

    private Element Place(ArrayVariable array, EquatableArray<Operand> indices, out Reading[] readings)
    {
        readings = [.. indices.Select(Read)];
        return new Element(_names.Of(array), readings.Select(r => r.Meaning is Meaning.Whole { Single: { } single } ? single : Affine.Of(new IntegerInput("…"))).ToEquatableArray());
    }

    private void Write(Statement statement, ArrayVariable array, EquatableArray<Operand> indices, Reading value)
    {
        Element element = Place(array, indices, out _);
        if (array.Element.IsReal() && _activity.IsActive(array))
            _steps.Add(_handedBack.Of([(element, Formula.Of(new Adjoint(element)), value)], Moment.Statement, statement));
        _states[array.Id] = ++_state;
    }

    // All elements at once.
    private void Whole(Statement statement, ArrayVariable array, Element? value, ArrayVariable from)
    {
        if (array.Element.IsReal() && _activity.IsActive(array))
        {
            var target = new Element(_names.Of(array), []);
            Reading reading = Reading.Of(new Meaning.Real(value is null ? Formula.Zero : Formula.Of(value)));
            _steps.Add(_handedBack.Of([(target, Formula.Of(new Adjoint(target)), reading with { Active = value is not null && _activity.IsActive(from) ? [value] : [] })], Moment.Statement, statement));
        }
        _states[array.Id] = ++_state;
    }

    private int State(int array) => _states.TryGetValue(array, out int state) ? state : 0;
}
