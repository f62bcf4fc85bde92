using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.StatementAdjoints;
using DiffGen.CompilerTests.IndexAlgebra;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.CompilerTests.StatementAdjoints;

/// <summary>
/// Does by hand what a list of adjoints says, as a reader would: knows variables by their names alone, runs the method, notes what they held
/// before each statement, and goes through the list backwards.
/// </summary>
internal sealed class ListedAdjoint
{
    private static readonly Dictionary<Index, int> NoIndices = [];

    private readonly Function _function;
    private readonly VariableNames _names;
    private readonly PrimalText _text;
    private readonly IrEvaluator _evaluator = new();
    private readonly Dictionary<string, object> _held = [];
    private readonly Dictionary<string, Dictionary<string, double>> _adjoints = [];

    private ListedAdjoint(Function function, VariableNames names)
    {
        (_function, _names) = (function, names);
        _text = PrimalText.Of(function);
    }

    /// <summary>The gradient that the list says, by input and subscripts; null if there is no list, or it has a statement that is no formula.</summary>
    public static Func<string, int[], double>? Gradient(Function function, object[] arguments)
    {
        CancellationToken ct = CancellationToken.None;
        var parameters = new AdjointParameters(function, isGradient: true);
        var activity = new ActivityAnalysis(function, parameters.DependentScalars, parameters.DependentArrays, ct);
        var names = new VariableNames(function);
        if (AdjointListBuilder.Steps(function, activity, Formula.One, new Dictionary<int, string>(), names, ct) is not { } steps || !All(steps).All(IsFormula))
            return null;
        var run = new ListedAdjoint(function, names);
        run.Run(arguments, steps);
        return (name, at) => run.Adjoint(name, at);
    }

    private static IEnumerable<AdjointStep> All(IEnumerable<AdjointStep> steps) => steps.SelectMany(s => s switch
    {
        LoopStep loop => All(loop.Body).Prepend(s),
        BranchStep branch => All(branch.Then).Concat(All(branch.Else)).Prepend(s),
        _ => [s],
    });

    private static bool IsFormula(AdjointStep step) => step switch
    {
        AssignmentStep assignment => assignment.Handed.All(h => h.Amount is not null),
        CallStep => false,
        _ => true,
    };

    private double Adjoint(string name, IEnumerable<int> at) => _adjoints.TryGetValue(name, out var elements) && elements.TryGetValue(string.Join(",", at), out double value) ? value : 0;

    private void Add(string name, IEnumerable<int> at, double amount)
    {
        if (!_adjoints.TryGetValue(name, out var elements))
            _adjoints.Add(name, elements = []);
        elements[string.Join(",", at)] = Adjoint(name, at) + amount;
    }

    /// <summary>What happened: a statement, what variables held before it and behind it, and the trips or the side that ran.</summary>
    private sealed record Event(Statement Statement, Dictionary<string, object> Before)
    {
        public List<(List<Event> Events, Dictionary<string, object> End)> Inside { get; } = [];

        public bool Taken { get; set; }

        public Dictionary<string, object> After { get; set; } = [];
    }

    private void Run(object[] arguments, EquatableArray<AdjointStep> steps)
    {
        foreach ((Parameter input, object argument) in _function.Inputs.Zip(arguments))
        {
            switch (input)
            {
                case ScalarParameter scalar:
                    _evaluator[scalar.Value] = argument;
                    _held[_names.Of(scalar.Value)] = argument;
                    break;
                case ArrayParameter array:
                    _evaluator[array.Array] = (Array)argument;
                    _held[_names.Of(array.Array)] = argument;
                    break;
            }
        }
        List<Event> events = Forward(_function.Body);
        foreach (AdjointStep end in steps.Where(s => s.Source is null).Reverse())
            Take((AssignmentStep)end, Snapshot());
        Backward([.. steps], events);
    }

    // Every variable has its name; of what has none, only what is written out as the user wrote it.
    private void Hold(Value value)
    {
        object number = _evaluator[value];
        if (_names.IsStatement(value))
            _held[_names.Of(value)] = number;
        else if (_text.Of(value) is { } text)
            _held[text] = _held[text.Replace(" * ", "·", StringComparison.Ordinal).Replace(" / ", "/", StringComparison.Ordinal)] = number;
    }

    private Dictionary<string, object> Snapshot() => _held.ToDictionary(h => h.Key, h => h.Value switch
    {
        Array[] rows => rows.Select(r => (Array)r.Clone()).ToArray(),
        Array array => array.Clone(),
        var number => number,
    });

    private List<Event> Forward(Block block)
    {
        var events = new List<Event>();
        foreach (Statement statement in block.Statements)
        {
            var happened = new Event(statement, Snapshot());
            events.Add(happened);
            switch (statement)
            {
                case Branch branch:
                    happened.Taken = (bool)_evaluator[branch.Condition];
                    happened.Inside.Add((Forward(happened.Taken ? branch.Then : branch.Else), Snapshot()));
                    Join([.. branch.Merges.Select(m => (m.Result, happened.Taken ? m.Then : m.Else))]);
                    break;
                case Loop loop:
                    Forward(loop, happened);
                    break;
                case While loop:
                    Forward(loop, happened);
                    break;
                default:
                    _evaluator.Run(new Block([statement]));
                    foreach (Value value in Walk.Definitions(statement))
                        Hold(value);
                    if (statement is Allocate allocate)
                        _held[_names.Of(allocate.Array)] = _evaluator[allocate.Array];
                    break;
            }
            happened.After = Snapshot();
        }
        return events;
    }

    private void Forward(Loop loop, Event happened)
    {
        if (loop.Counter.Type != Scalar.Int32)
            throw new NotSupportedException("Counters of other types do not matter here.");
        int limit = (int)_evaluator[loop.Limit], step = (int)_evaluator[loop.Step];
        Join([.. loop.Carried.Select(c => (c.Inside, c.Initial))]);
        for (int i = (int)_evaluator[loop.Start]; loop.Test switch { LoopTest.Less => i < limit, LoopTest.LessOrEqual => i <= limit, LoopTest.Greater => i > limit, _ => i >= limit }; i += step)
        {
            _evaluator[loop.Counter] = i;
            Hold(loop.Counter);
            Trip(loop, happened);
        }
        Join([.. loop.Carried.Select(c => (c.After, (Operand)c.Inside))]);
    }

    private void Forward(While loop, Event happened)
    {
        Join([.. loop.Carried.Select(c => (c.Inside, c.Initial))]);
        int trips = 0;
        for (; (bool)_evaluator[loop.Condition]; trips++)
        {
            if (trips > IrEvaluator.MostTrips)
                throw new InvalidOperationException("The loop does not end.");
            _evaluator[loop.Counter] = trips;
            Trip(loop, happened);
        }
        _evaluator[loop.Trips] = trips;
        Join([.. loop.Carried.Select(c => (c.After, (Operand)c.Inside))]);
    }

    private void Trip(Iteration loop, Event happened)
    {
        List<Event> events = Forward(loop.Body);
        happened.Inside.Add((events, Snapshot()));
        Join([.. loop.Carried.Select(c => (c.Inside, c.Next))]);
    }

    private void Join((Value Target, Operand Value)[] handed)
    {
        object[] values = [.. handed.Select(h => _evaluator[h.Value])];
        for (int i = 0; i < handed.Length; i++)
        {
            _evaluator[handed[i].Target] = values[i];
            Hold(handed[i].Target);
        }
    }

    private void Backward(AdjointStep[] steps, List<Event> events)
    {
        foreach (Event happened in Enumerable.Reverse(events))
        {
            AdjointStep[] here = [.. steps.Where(s => ReferenceEquals(s.Source, happened.Statement))];
            void TakeAt(Moment moment, AdjointStep[] among, Dictionary<string, object> held)
            {
                foreach (AssignmentStep step in among.OfType<AssignmentStep>().Where(s => s.Moment == moment && ReferenceEquals(s.Source, happened.Statement)))
                    Take(step, held);
            }
            switch (happened.Statement)
            {
                case Iteration:
                    TakeAt(Moment.LoopEnd, here, happened.After);
                    AdjointStep[] body = here.OfType<LoopStep>().SingleOrDefault() is { } loop ? [.. loop.Body] : [];
                    foreach ((List<Event> trip, Dictionary<string, object> end) in Enumerable.Reverse(happened.Inside))
                    {
                        TakeAt(Moment.TripEnd, body, end);
                        Backward(body, trip);
                    }
                    TakeAt(Moment.LoopStart, here, happened.Before);
                    break;
                case Branch:
                    AdjointStep[] side = here.OfType<BranchStep>().SingleOrDefault() is { } branch ? [.. happened.Taken ? branch.Then : branch.Else] : [];
                    TakeAt(Moment.SideEnd, side, happened.Inside[0].End);
                    Backward(side, happened.Inside[0].Events);
                    break;
                case Allocate allocate:
                    TakeAt(Moment.Statement, here, happened.Before);
                    _adjoints.Remove(_names.Of(allocate.Array));
                    break;
                default:
                    TakeAt(Moment.Statement, here, happened.Before);
                    break;
            }
        }
    }

    /// <summary>The adjoint of one statement: all amounts with the adjoints as they are, then what was assigned has used up its own.</summary>
    private void Take(AssignmentStep step, Dictionary<string, object> held)
    {
        int[] At(Element place) => [.. place.Subscripts.Select(s => (int)new FormulaEvaluator(held).Evaluate(s, NoIndices))];
        var evaluator = new FormulaEvaluator(held, e => Adjoint(e.Tensor, At(e)));
        if (step.Assigned is [{ Target: { Subscripts.Count: 0 } whole, Value: { } value }] && held.TryGetValue(whole.Tensor, out object? array) && array is Array)
        {
            // A whole array: what it was copied from gets all of it.
            if (value.Atom is Element { Subscripts.Count: 0 } from && step.Handed.Count > 0 && _adjoints.TryGetValue(whole.Tensor, out var all))
            {
                foreach ((string at, double adjoint) in all)
                    Add(from.Tensor, at.Split(',').Select(int.Parse), adjoint);
            }
            _adjoints.Remove(whole.Tensor);
            return;
        }
        // What is 0 hands back nothing, however steep the statement is: a root at 0 that is not selected.
        bool isPassed = step.Assigned.All(a => a.Target is { } target && Adjoint(target.Tensor, At(target)) == 0);
        (Element To, int[] At, double Amount)[] amounts = isPassed ? [] : [.. step.Handed.Select(h => (h.To, At(h.To), evaluator.Evaluate(h.Amount!, NoIndices)))];
        foreach (Assigned assigned in step.Assigned.Where(a => a is { Adds: false, Target: not null }))
            Add(assigned.Target!.Tensor, At(assigned.Target), -Adjoint(assigned.Target.Tensor, At(assigned.Target)));
        foreach ((Element to, int[] at, double amount) in amounts)
            Add(to.Tensor, at, amount);
    }
}
