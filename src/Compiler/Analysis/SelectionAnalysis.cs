using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// The values that flow into an argument of a function that selects (<c>Max</c>, <c>Clamp</c>) or into one side of a branch only:
/// what is not selected has adjoint 0, and that 0 must not meet an infinite partial derivative on its way up, where 0·∞ would make
/// it NaN.
/// </summary>
/// <remarks>
/// selected(v) = v is an argument of a selecting function, or v is from before a branch and used on one side of it, or a selected
/// value depends on v; arrays as a whole.
/// </remarks>
internal sealed class SelectionAnalysis
{
    private readonly HashSet<Value> _selected = [];
    private readonly HashSet<ArrayVariable> _arrays = [];
    private bool _changed;

    public SelectionAnalysis(Function function, CancellationToken cancellation)
    {
        _changed = Walk.Statements(function.Body).Any(s => s is Let { Expression: Call call } && IsSelecting(call));
        foreach (Branch branch in Walk.Statements(function.Body).OfType<Branch>())
        {
            cancellation.ThrowIfCancellationRequested();
            MarkWhatOneSideLeavesOut(branch);
        }
        while (_changed)
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            Backward(function.Body);
        }
    }

    public bool IsSelected(Value value) => _selected.Contains(value);

    private static bool IsSelecting(Call call) => RuleTable.Find(call.Function, call.Arguments.Count) is { Selects: true };

    // A value that both sides use (a sum that is passed on where nothing is added to it) always counts.
    private void MarkWhatOneSideLeavesOut(Branch branch)
    {
        HashSet<Value> then = UsesOfOuterValues(branch.Then, branch.Merges.Select(m => m.Then));
        HashSet<Value> otherwise = UsesOfOuterValues(branch.Else, branch.Merges.Select(m => m.Else));
        then.SymmetricExceptWith(otherwise);
        foreach (Value value in then)
            Mark(value);
        foreach (Statement statement in Walk.Statements(branch.Then).Concat(Walk.Statements(branch.Else)))
        {
            if (Walk.Reads(statement) is { } array && array.Element.IsReal() && _arrays.Add(array))
                _changed = true;
        }
    }

    private static HashSet<Value> UsesOfOuterValues(Block side, IEnumerable<Operand> results)
    {
        List<Statement> statements = [.. Walk.Statements(side)];
        HashSet<Value> uses = [.. statements.SelectMany(Walk.Operands).Concat(results).OfType<Value>().Where(v => v.Type.IsReal())];
        uses.ExceptWith(statements.SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))));
        return uses;
    }

    private void Backward(Block block)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            switch (block.Statements[i])
            {
                case Let { Expression: Load load } let when IsSelected(let.Target):
                    if (_arrays.Add(load.Array))
                        _changed = true;
                    break;
                case Let let when IsSelected(let.Target) || let.Expression is Call call && IsSelecting(call):
                    foreach (Operand operand in ActivityAnalysis.Differentiable(let.Expression))
                        Mark(operand);
                    break;
                case Store store when _arrays.Contains(store.Array):
                    Mark(store.Value);
                    break;
                case Accumulate accumulate when _arrays.Contains(accumulate.Array):
                    Mark(accumulate.Value);
                    break;
                case Iteration loop:
                    foreach (Carried c in loop.Carried)
                    {
                        if (IsSelected(c.After) || IsSelected(c.Inside))
                        {
                            Mark(c.Initial);
                            Mark(c.Next);
                        }
                    }
                    Backward(loop.Body);
                    break;
                case OutsideCall call:
                    foreach (Operand argument in call.Arguments)
                        Mark(argument);
                    foreach (ArrayVariable read in call.Effects.Statements.Select(Walk.Reads).OfType<ArrayVariable>())
                        _changed |= _arrays.Add(read);
                    break;
                case Branch branch:
                    foreach (Merge m in branch.Merges)
                    {
                        if (IsSelected(m.Result))
                        {
                            Mark(m.Then);
                            Mark(m.Else);
                        }
                    }
                    Backward(branch.Then);
                    Backward(branch.Else);
                    break;
            }
        }
    }

    private void Mark(Operand operand)
    {
        if (operand is Value value && _selected.Add(value))
            _changed = true;
    }
}
