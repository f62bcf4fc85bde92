using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// What a trip of a <see cref="While"/> hands on if another one follows: conditions that must have held for that choose the sides of
/// branches.
/// </summary>
/// <remarks>
/// With <c>again = c ? false : d</c> and <c>i' = c ? i : i + 2</c>, another trip means that c was false, so it starts from i + 2. What
/// a trip that ends the loop hands on is seen by nobody inside the loop.
/// </remarks>
internal sealed class GoingOn
{
    private readonly Dictionary<Value, (Branch Branch, Merge Merge)> _merges = [];
    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly Dictionary<Value, bool> _known = [];

    public GoingOn(While loop)
    {
        Gather(loop.Body);
        if (loop.Carried.FirstOrDefault(c => c.Inside.Equals(loop.Condition)) is { } again)
            Assume(again.Next, true);
    }

    /// <summary>What an operand is, as far as it is known which sides were taken.</summary>
    public Operand Resolve(Operand operand)
    {
        while (operand is Value value && _merges.TryGetValue(value, out var made) && made.Branch.Condition is Value condition
            && _known.TryGetValue(condition, out bool taken))
        {
            operand = taken ? made.Merge.Then : made.Merge.Else;
        }
        return operand;
    }

    // Values of nested loops belong to trips of their own.
    private void Gather(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement is Let let)
                _definitions[let.Target] = let.Expression;
            if (statement is not Branch branch)
                continue;
            foreach (Merge merge in branch.Merges)
                _merges[merge.Result] = (branch, merge);
            Gather(branch.Then);
            Gather(branch.Else);
        }
    }

    private void Assume(Operand assumed, bool holds)
    {
        var pending = new Stack<(Operand, bool)>([(assumed, holds)]);
        while (pending.Count > 0)
        {
            var (operand, truth) = pending.Pop();
            if (operand is not Value value || _known.ContainsKey(value))
                continue;
            _known.Add(value, truth);
            if (_definitions.TryGetValue(value, out Expression? expression) && expression is Unary { Operator: UnaryOperator.Not } not)
            {
                pending.Push((not.A, !truth));
            }
            else if (_merges.TryGetValue(value, out var made) && (Excludes(made.Merge.Then, truth) || Excludes(made.Merge.Else, truth)))
            {
                bool taken = Excludes(made.Merge.Else, truth);
                pending.Push((taken ? made.Merge.Then : made.Merge.Else, truth));
                pending.Push((made.Branch.Condition, taken));
            }
        }
    }

    private static bool Excludes(Operand operand, bool truth) => operand is Constant constant && constant.IsZero == truth;
}
