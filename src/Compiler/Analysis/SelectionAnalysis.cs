using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// The values that flow into an argument of a function that selects (<c>Max</c>, <c>Clamp</c>): what is not selected has adjoint 0,
/// and that 0 must not meet an infinite partial derivative on its way up, where 0·∞ would make it NaN.
/// </summary>
/// <remarks>selected(v) = v is an argument of a selecting function, or a selected value depends on v; arrays as a whole.</remarks>
internal sealed class SelectionAnalysis
{
    private readonly HashSet<Value> _selected = [];
    private readonly HashSet<ArrayVariable> _arrays = [];
    private bool _changed;

    public SelectionAnalysis(Function function, CancellationToken cancellation)
    {
        bool any = Walk.Statements(function.Body).Any(s => s is Let { Expression: Call call } && IsSelecting(call));
        _changed = any;
        while (_changed)
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            Backward(function.Body);
        }
    }

    public bool IsSelected(Value value) => _selected.Contains(value);

    private static bool IsSelecting(Call call) => RuleTable.Find(call.Function, call.Arguments.Count) is { Selects: true };

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
                case Loop loop:
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
