using System.Runtime.CompilerServices;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Which values are needed at the same time and so cannot share a variable.</summary>
/// <remarks>
/// Liveness, backwards: in(s) = (out(s) − defined(s)) ∪ read(s). A value interferes with all that are live after its
/// definition. Loops need no iteration to a fixed point: whatever a body reads from outside is live all through the loop.
/// Reads are where values are evaluated after folding. Only values that take part in copies matter.
/// </remarks>
internal sealed class Interference
{
    private readonly Layout _layout;
    private readonly Inlining _inlining;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly NumberSet?[] _neighbours;

    public Interference(Layout layout, Inlining inlining, IEnumerable<int> tracked, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _layout = layout;
        _inlining = inlining;
        foreach (int id in tracked)
            _numbers[id] = _numbers.Count;
        _neighbours = new NumberSet?[_numbers.Count];
        NumberSet live = Empty();
        foreach (Operand operand in layout.Function.FinalOperands)
            Read(operand, live);
        Visit(layout.Root, live);
        foreach (ScalarParameter parameter in layout.Function.Inputs.OfType<ScalarParameter>())
            Define(parameter.Value, live);
    }

    /// <summary>An empty set of the values that take part in copies, by the numbers that they have here.</summary>
    public NumberSet Empty() => new(_numbers.Count);

    /// <summary>Adds a value to one set, and to another the values that were live when it was defined; interference is symmetric.</summary>
    public void Describe(Value value, NumberSet members, NumberSet neighbours)
    {
        if (!_numbers.TryGetValue(value.Id, out int number))
            return;
        members.Add(number);
        if (_neighbours[number] is { } found)
            neighbours.UnionWith(found);
    }

    // Turns what is live at the end of the block into what is live at its start.
    private void Visit(Scope scope, NumberSet live)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (int i = scope.Steps.Count - 1; i >= 0; i--)
        {
            Step step = scope.Steps[i];
            if (!_inlining.IsDead(step))
                Visit(step, live);
        }
    }

    private void Visit(Step step, NumberSet live)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (step.Statement)
        {
            case Let let:
                if (_inlining.IsFolded(let.Target))
                    return;
                Define(let.Target, live);
                Read(Walk.Operands(let.Expression), live);
                break;
            case OutsideCall call:
                // Each result is written while the others are still there.
                Add(call.Results, live);
                var during = new NumberSet(live);
                // What is passed by reference is written before the other arguments are read.
                if (call is Apply apply && CallWriter.References(apply).Any())
                    Read(call.Arguments, during);
                foreach (Value result in call.Results)
                    Interferes(result, during);
                foreach (Value result in call.Results)
                    Remove(result, live);
                Read(call.Arguments, live);
                break;
            case Pop pop:
                Define(pop.Target, live);
                break;
            case Branch branch when _inlining.IsExpression(step):
                if (_inlining.IsFolded(branch.Merges[0].Result))
                    return;
                Define(branch.Merges[0].Result, live);
                Add(_inlining.Reads(branch), live);
                break;
            case Branch branch:
                Visit(step, branch, live);
                break;
            case Iteration loop:
                Visit(step, loop, live);
                break;
            default:
                Read(Walk.Operands(step.Statement), live);
                break;
        }
    }

    private void Visit(Step step, Branch branch, NumberSet live)
    {
        Merge[] used = [.. branch.Merges.Where(m => _inlining.IsUsed(m.Result))];
        foreach (Merge m in used)
            Interferes(m.Result, live);
        foreach (Merge m in used)
            Remove(m.Result, live);
        var otherwise = new NumberSet(live);
        Read(used.Select(m => m.Then), live);
        Visit(step.Blocks[0], live);
        Read(used.Select(m => m.Else), otherwise);
        Visit(step.Blocks[1], otherwise);
        live.UnionWith(otherwise);
        Read(branch.Condition, live);
    }

    // The variable of a carried value is written before the loop and at the end of each trip; it is live at the loop's test.
    private void Visit(Step step, Iteration loop, NumberSet live)
    {
        foreach (Carried c in loop.Carried)
            Interferes(c.After, live);
        foreach (Carried c in loop.Carried)
            Remove(c.After, live);
        Scope body = step.Blocks[0];
        if (loop is Loop counted)
            Read([counted.Limit, counted.Step], live);
        if (loop is While { Condition: var condition })
            Add(_inlining.Reads(condition).Where(v => IsOutside(v, body)), live);
        ReadFromOutside(body, body, live);
        foreach (Carried c in loop.Carried)
            Add(_inlining.Reads(c.Next).Where(v => IsOutside(v, body)), live);

        var atTest = new NumberSet(live);
        Add(loop.Carried.Select(c => c.Inside), atTest);
        foreach (Carried c in loop.Carried)
            Interferes(c.Inside, atTest);

        var inside = new NumberSet(live);
        Read(loop.Carried.Select(c => c.Next), inside);
        Visit(body, inside);
        if (loop is Loop { Start: var start })
            Read(start, live);
        Read(loop.Carried.Select(c => c.Initial), live);
    }

    private void ReadFromOutside(Scope scope, Scope body, NumberSet live)
    {
        foreach (Step step in scope.Steps)
        {
            foreach (Operand operand in Walk.Operands(step.Statement))
                Add(_inlining.Reads(operand).Where(v => IsOutside(v, body)), live);
            foreach (Scope block in step.Blocks)
                ReadFromOutside(block, body, live);
        }
    }

    private bool IsOutside(Value value, Scope body) => !body.Contains(_layout.Definition(value).Scope);

    private void Define(Value value, NumberSet live)
    {
        Interferes(value, live);
        Remove(value, live);
    }

    private void Interferes(Value value, NumberSet live)
    {
        if (_numbers.TryGetValue(value.Id, out int number))
            (_neighbours[number] ??= Empty()).UnionWith(live);
    }

    private void Remove(Value value, NumberSet live)
    {
        if (_numbers.TryGetValue(value.Id, out int number))
            live.Remove(number);
    }

    private void Read(IEnumerable<Operand> operands, NumberSet live)
    {
        foreach (Operand operand in operands)
            Read(operand, live);
    }

    private void Read(Operand operand, NumberSet live) => Add(_inlining.Reads(operand), live);

    private void Add(IEnumerable<Value> values, NumberSet live)
    {
        foreach (Value value in values)
        {
            if (_numbers.TryGetValue(value.Id, out int number))
                live.Add(number);
        }
    }
}
