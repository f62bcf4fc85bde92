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
    private readonly HashSet<int> _tracked;
    private readonly HashSet<(int, int)> _pairs = [];

    public Interference(Layout layout, Inlining inlining, IEnumerable<int> tracked)
    {
        _layout = layout;
        _inlining = inlining;
        _tracked = [.. tracked];
        var live = new HashSet<int>();
        foreach (Operand operand in layout.Function.FinalOperands)
            Read(operand, live);
        Visit(layout.Root, live);
        foreach (ScalarParameter parameter in layout.Function.Leaves.OfType<ScalarParameter>())
            Define(parameter.Value, live);
    }

    public bool Interfere(Value a, Value b) => _pairs.Contains((Math.Min(a.Id, b.Id), Math.Max(a.Id, b.Id)));

    // Turns what is live at the end of the block into what is live at its start.
    private void Visit(Scope scope, HashSet<int> live)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (int i = scope.Steps.Count - 1; i >= 0; i--)
        {
            Step step = scope.Steps[i];
            if (!_inlining.IsDead(step))
                Visit(step, live);
        }
    }

    private void Visit(Step step, HashSet<int> live)
    {
        switch (step.Statement)
        {
            case Let let:
                if (_inlining.IsFolded(let.Target))
                    return;
                Define(let.Target, live);
                Read(Walk.Operands(let.Expression), live);
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

    private void Visit(Step step, Branch branch, HashSet<int> live)
    {
        Merge[] used = [.. branch.Merges.Where(m => _inlining.IsUsed(m.Result))];
        foreach (Merge m in used)
            Interferes(m.Result, live);
        foreach (Merge m in used)
            live.Remove(m.Result.Id);
        var otherwise = new HashSet<int>(live);
        Read(used.Select(m => m.Then), live);
        Visit(step.Blocks[0], live);
        Read(used.Select(m => m.Else), otherwise);
        Visit(step.Blocks[1], otherwise);
        live.UnionWith(otherwise);
        Read(branch.Condition, live);
    }

    // The variable of a carried value is written before the loop and at the end of each trip; it is live at the loop's test.
    private void Visit(Step step, Iteration loop, HashSet<int> live)
    {
        foreach (Carried c in loop.Carried)
            Interferes(c.After, live);
        foreach (Carried c in loop.Carried)
            live.Remove(c.After.Id);
        Scope body = step.Blocks[0];
        if (loop is Loop counted)
            Read([counted.Limit, counted.Step], live);
        if (loop is While { Condition: var condition })
            Add(_inlining.Reads(condition).Where(v => IsOutside(v, body)), live);
        ReadFromOutside(body, body, live);
        foreach (Carried c in loop.Carried)
            Add(_inlining.Reads(c.Next).Where(v => IsOutside(v, body)), live);

        var atTest = new HashSet<int>(live);
        atTest.UnionWith(loop.Carried.Select(c => c.Inside.Id));
        foreach (Carried c in loop.Carried)
            Interferes(c.Inside, atTest);

        var inside = new HashSet<int>(live);
        Read(loop.Carried.Select(c => c.Next), inside);
        Visit(body, inside);
        if (loop is Loop { Start: var start })
            Read(start, live);
        Read(loop.Carried.Select(c => c.Initial), live);
    }

    private void ReadFromOutside(Scope scope, Scope body, HashSet<int> live)
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

    private void Define(Value value, HashSet<int> live)
    {
        Interferes(value, live);
        live.Remove(value.Id);
    }

    private void Interferes(Value value, HashSet<int> live)
    {
        if (!_tracked.Contains(value.Id))
            return;
        foreach (int other in live)
        {
            if (other != value.Id)
                _pairs.Add((Math.Min(value.Id, other), Math.Max(value.Id, other)));
        }
    }

    private void Read(IEnumerable<Operand> operands, HashSet<int> live)
    {
        foreach (Operand operand in operands)
            Read(operand, live);
    }

    private void Read(Operand operand, HashSet<int> live) => Add(_inlining.Reads(operand), live);

    private void Add(IEnumerable<Value> values, HashSet<int> live)
    {
        foreach (Value value in values)
        {
            if (_tracked.Contains(value.Id))
                live.Add(value.Id);
        }
    }
}
