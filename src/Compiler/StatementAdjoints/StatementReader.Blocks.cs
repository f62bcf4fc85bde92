using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>Branches, loops and calls: where values meet, they are assigned to the variable that they become.</summary>
internal sealed partial class StatementReader
{
    private const int LongestCondition = 60;

    private readonly Dictionary<int, string?> _conditions = [];

    private void Read(Branch branch)
    {
        Dictionary<string, Value?> before = _names.Current;
        Dictionary<int, int> states = new(_states);
        EquatableArray<AdjointStep> then = Side(branch.Then, branch, m => m.Then);
        _names.Current = before;
        _states = new Dictionary<int, int>(states);
        EquatableArray<AdjointStep> otherwise = Side(branch.Else, branch, m => m.Else);
        _names.Current = before;
        Leave(branch);
        foreach (Merge merge in branch.Merges.Where(m => m.Result.Type != Scalar.Bool))
        {
            _names.MakeStatement(merge.Result);
            _names.Bind(merge.Result);
        }
        if (then.Count + otherwise.Count > 0)
            _steps.Add(new BranchStep(Condition(branch.Condition) ?? (branch.Origin is { Line: { Length: > 0 } line } ? "the condition of ‘" + Short(line) + "’ holds" : "a condition holds"), then, otherwise) { Source = branch });
        foreach (Merge merge in branch.Merges.Where(m => m.Result is { Type: Scalar.Bool, Name: null }))
        {
            _conditions[merge.Result.Id] = (merge.Then, merge.Else) switch
            {
                (Constant { Number: 1 }, _) => Joined(branch.Condition, " || ", merge.Else),
                (_, Constant { Number: 0 }) => Joined(branch.Condition, " && ", merge.Then),
                _ => null,
            };
        }
    }

    private string? Joined(Operand a, string symbol, Operand b) => Condition(a) is { } left && Condition(b) is { } right && left.Length + right.Length <= LongestCondition ? left + symbol + right : null;

    private string? Condition(Operand operand) => operand is Value value && _conditions.TryGetValue(value.Id, out string? text) ? text : _text.Of(operand);

    /// <summary>The beginning of a long line of the user's.</summary>
    public static string Short(string line) => line.Length <= LongestCondition ? line : line.Substring(0, LongestCondition - 1) + "…";

    private EquatableArray<AdjointStep> Side(Block block, Branch branch, Func<Merge, Operand> side)
    {
        List<AdjointStep> outer = _steps;
        _steps = [];
        Read(block);
        HandOver([.. branch.Merges.Select(m => (m.Result, side(m), _activity.IsActive(m.Result)))], Moment.SideEnd, branch);
        EquatableArray<AdjointStep> steps = _steps.ToEquatableArray();
        _steps = outer;
        return steps;
    }

    /// <summary>Values become those of variables, all at once; nothing is to be said where a variable holds its value already.</summary>
    private void HandOver(IReadOnlyList<(Value Target, Operand Value, bool IsActive)> handed, Moment moment, Statement source)
    {
        var assigned = new List<(Value, Reading)>();
        foreach ((Value target, Operand value, bool isActive) in handed.Where(h => h.Target.Type != Scalar.Bool))
        {
            _names.MakeStatement(target);
            Reading reading = Read(value);
            if (!isActive)
                continue;
            if (value is Value made)
                _names.Share(made, target);
            // What depends on no input has used up the adjoint of the variable that it is in.
            bool holds = value is Value v && _names.IsStatement(v) && _names.Of(v) == _names.Of(target) && (moment == Moment.LoopEnd || _activity.IsActive(v));
            if (!holds)
                assigned.Add((target, reading));
        }
        if (assigned.Count > 0)
            Add(assigned, moment, source);
        foreach ((Value target, _, _) in handed.Where(h => h.Target.Type != Scalar.Bool))
            _names.Bind(target);
    }

    private void Read(Iteration loop)
    {
        CounterRange? range = loop is Loop counted ? Range(counted) : null;
        HandOver([.. loop.Carried.Select(c => (c.Inside, c.Initial, IsActive(c)))], Moment.LoopStart, loop);
        Leave(loop);
        if (loop is Loop)
        {
            _names.MakeStatement(loop.Counter);
            _names.Bind(loop.Counter);
        }
        foreach (Carried carried in loop.Carried.Where(c => c.Inside.Type != Scalar.Bool))
            _names.Bind(carried.Inside);
        List<AdjointStep> outer = _steps;
        _steps = [];
        Read(loop.Body);
        HandOver([.. loop.Carried.Select(c => (c.Inside, c.Next, IsActive(c)))], Moment.TripEnd, loop);
        EquatableArray<AdjointStep> body = _steps.ToEquatableArray();
        _steps = outer;
        if (body.Count > 0)
            _steps.Add(new LoopStep(range, body) { Source = loop });
        Leave(loop);
        foreach (Carried carried in loop.Carried.Where(c => c.Inside.Type != Scalar.Bool))
            _names.Bind(carried.Inside);
        HandOver([.. loop.Carried.Select(c => (c.After, (Operand)c.Inside, IsActive(c)))], Moment.LoopEnd, loop);
        if (loop is While { Trips: var trips })
            _expressions[trips.Id] = Reading.Of(Meaning.Whole.Of(Affine.Of(new IntegerInput("trips"))));
    }

    // Without a trip the variable keeps what it began with, even if no trip looks at it.
    private bool IsActive(Carried carried) => _activity.IsActive(carried.Inside) || _activity.IsActive(carried.After);

    // What the body may assign and write is not known at the beginning of a trip, nor behind the loop.
    private void Leave(Statement statement)
    {
        foreach (Block block in Walk.Blocks(statement))
        {
            foreach (Statement inner in Walk.Statements(block))
            {
                _names.Forget(Walk.Definitions(inner).Concat(Walk.InnerDefinitions(inner)));
                if (Walk.Writes(inner) is { } written)
                    _states[written.Id] = ++_state;
            }
        }
        _names.Forget(Walk.InnerDefinitions(statement));
    }

    private CounterRange? Range(Loop loop)
    {
        if (loop.Step is not Constant { Number: 1 or -1 } || loop.Counter.Name is null
            || Read(loop.Start).Meaning is not Meaning.Whole { Single: { } first } || Read(loop.Limit).Meaning is not Meaning.Whole { Single: { } limit })
            return null;
        Affine last = loop.Test switch
        {
            LoopTest.Less => limit.Plus(-1),
            LoopTest.Greater => limit.Plus(1),
            _ => limit,
        };
        return new CounterRange(_names.Of(loop.Counter), first, last);
    }

    private void Read(OutsideCall call)
    {
        Reading[] arguments = [.. call.Arguments.Where(a => a.Type != Scalar.Bool).Select(Argument)];
        EquatableArray<Formula> handedIn = (call is Apply { Method: var called } ? called.Parameters.Select(p => HandedIn(p, call)) : call.Arguments.Select(HandedIn)).ToEquatableArray();
        ArrayVariable[] read = [.. call.Effects.Statements.Select(Walk.Reads).OfType<ArrayVariable>()];
        ArrayVariable[] written = [.. call.Effects.Statements.Select(Walk.Writes).OfType<ArrayVariable>()];
        foreach (ArrayVariable array in written)
            _states[array.Id] = ++_state;
        foreach (Value result in call.Results.Where(r => r.Type != Scalar.Bool))
        {
            _names.MakeStatement(result);
            _names.Bind(result);
        }
        Element[] results = [.. call.Results.Where(_activity.IsActive).Select(Variable), .. written.Where(_activity.IsActive).Distinct().Select(a => new Element(_names.Of(a), []))];
        Element[] active = [.. arguments.SelectMany(a => a.Active).Concat(read.Concat(written).Where(_activity.IsActive).Select(a => new Element(_names.Of(a), []))).Distinct()];
        if (results.Length == 0)
            return;
        (string method, string by) = call switch
        {
            Invoke invoke => (_routines[invoke.Routine], "the adjoint of " + _routines[invoke.Routine]),
            Apply apply => (Last(apply.Method.Name), apply.Method.Adjoint is { } adjoint ? Last(adjoint.Name) : "its adjoint"),
            _ => ("", ""),
        };
        _steps.Add(new CallStep(method, handedIn, results.ToEquatableArray(), active.ToEquatableArray(), by) { Source = call });
    }

    private Formula HandedIn(PassedAs parameter, OutsideCall call) => parameter switch
    {
        PassedAs.Number n => HandedIn(call.Arguments[n.Argument]),
        PassedAs.Reference { Argument: { } before } => HandedIn(call.Arguments[before]),
        PassedAs.Reference r => Formula.Of(Variable(call.Results[r.Result])),
        PassedAs.Memory m => Formula.Of(new Element(_names.Of(m.Array), [])),
        PassedAs.Verbatim v => Formula.Of(new Element(v.Code, [])),
        _ => Formula.Zero,
    };

    private Formula HandedIn(Operand operand) => operand.Type == Scalar.Bool
        ? Formula.Of(new Element(_text.Of(operand) ?? "…", []))
        : ExpressionReader.Real(Read(operand).Meaning);

    // What is computed for a call alone is a statement before it.
    private Reading Argument(Operand argument)
    {
        Reading reading = Read(argument);
        if (argument is Value value && _activity.IsActive(value) && reading.Formula?.Atom is not Element)
            _names.MakeStatement(value);
        return reading;
    }

    private static string Last(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
