using System.Runtime.CompilerServices;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// Which values have no variable of their own but are written where they are used: <c>s += x[i] * a</c>.
/// </summary>
/// <remarks>
/// A value is folded into its one user if nothing on the way there can change it: no write to an array it loads from, no
/// assignment to a variable it reads; and never into a deeper loop. The program is walked backwards, so that where the user
/// is evaluated is known before its operands are decided on.
/// </remarks>
internal sealed class Inlining
{
    private const int DeepestExpression = 40;
    private const int SmallAdjoint = 3;

    private readonly Layout _layout;
    private readonly Coalescing _wanted;
    private readonly Dictionary<int, List<Home>> _uses = [];
    private readonly Dictionary<int, int> _useCounts = [];
    private readonly Dictionary<IReadOnlyList<Value>, List<int>> _definitions = [];
    private readonly HashSet<int> _folded = [];
    private readonly HashSet<Step> _expressions = [];
    private readonly HashSet<Step> _dead = [];
    private readonly BranchForms _branchForms;
    private readonly CancellationToken _cancellation;

    public Inlining(Layout layout, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _layout = layout;
        _wanted = Coalescing.Run(layout, null, cancellation);
        CountUses();
        _branchForms = new BranchForms(_useCounts);
        var end = new Home(layout.Root, layout.Root.End);
        foreach (Operand operand in layout.Function.FinalOperands)
            Use(operand, end);
        Visit(layout.Root);
    }

    /// <summary>Where an expression is evaluated.</summary>
    /// <param name="Scope">In which block.</param>
    /// <param name="Position">When.</param>
    private sealed record Home(Scope Scope, int Position)
    {
        /// <summary>In a loop's test, before every trip.</summary>
        public bool Repeated { get; init; }

        /// <summary>In the part of an expression that may be skipped.</summary>
        public bool Conditional { get; init; }

        /// <summary>As the source of a copy to a shared variable, which had better be computed into that variable at once.</summary>
        public bool Copied { get; init; }

        public int Depth { get; init; }
    }

    public bool IsFolded(Value value) => _folded.Contains(value.Id);

    /// <summary>Whether a branch is written as an expression, be it folded or not.</summary>
    public bool IsExpression(Step step) => _expressions.Contains(step);

    /// <summary>Whether a step has no effect and nobody uses what it computes.</summary>
    public bool IsDead(Step step) => _dead.Contains(step);

    public bool IsUsed(Value value) => _uses.ContainsKey(value.Id);

    /// <summary>The length of what has only one dimension costs nothing: <c>i &lt; x.Length</c>. Nor does a parameter or a literal.</summary>
    public static bool IsCheap(Expression expression) => expression is Given or LargeInteger or Extent { Array.Rank: 1 } or Extent { Array: { Form: ArrayForm.Jagged, Role: ArrayRole.Parameter }, Row: null };

    /// <summary>The values whose variables are read when an operand is evaluated.</summary>
    public IEnumerable<Value> Reads(Operand operand)
    {
        if (operand is not Value value)
            return [];
        if (!IsFolded(value))
            return [value];
        return _layout.Definition(value).Step!.Statement switch
        {
            Let let => Walk.Operands(let.Expression).SelectMany(Reads),
            Branch branch => Reads(branch),
            _ => [],
        };
    }

    /// <summary>The same for a branch that is written as an expression.</summary>
    public IEnumerable<Value> Reads(Branch branch) =>
        Reads(branch.Condition).Concat(Reads(branch.Merges[0].Then)).Concat(Reads(branch.Merges[0].Else));

    private void CountUses()
    {
        foreach (Operand operand in Walk.Statements(_layout.Function.Body).SelectMany(Walk.Operands)
            .Concat(_layout.Function.FinalOperands))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (operand is Value value)
                _useCounts[value.Id] = _useCounts.TryGetValue(value.Id, out int count) ? count + 1 : 1;
        }
    }

    private void Use(Operand operand, Home home)
    {
        if (operand is not Value value)
            return;
        if (!_uses.TryGetValue(value.Id, out List<Home>? homes))
            _uses.Add(value.Id, homes = []);
        homes.Add(home);
    }

    private void Visit(Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (int i = scope.Steps.Count - 1; i >= 0; i--)
            Visit(scope.Steps[i]);
    }

    private void Visit(Step step)
    {
        _cancellation.ThrowIfCancellationRequested();
        var here = new Home(step.Scope, step.Start);
        switch (step.Statement)
        {
            case Let let:
                Visit(step, let.Target, home =>
                {
                    foreach (Operand operand in Walk.Operands(let.Expression))
                        Use(operand, home);
                });
                break;
            case Branch branch when _branchForms.IsExpression(branch):
                _expressions.Add(step);
                Visit(step, branch.Merges[0].Result, home => VisitExpression(step, branch, home));
                break;
            case Branch branch:
                VisitStatement(step, branch, here);
                break;
            case Iteration loop:
                foreach (Carried c in loop.Carried)
                    Use(c.Next, new Home(step.Blocks[0], step.Blocks[0].End) { Copied = true });
                if (loop is While { Condition: var condition })
                    Use(condition, new Home(step.Blocks[0], step.Blocks[0].Start));
                Visit(step.Blocks[0]);
                foreach (Operand repeated in loop is Loop counted ? [counted.Limit, counted.Step] : new Operand[0])
                    Use(repeated, here with { Repeated = true });
                if (loop is Loop { Start: var start })
                    Use(start, here);
                foreach (Carried c in loop.Carried)
                    Use(c.Initial, here with { Copied = true });
                break;
            default:
                foreach (Operand operand in Walk.Operands(step.Statement))
                    Use(operand, here);
                break;
        }
    }

    // A value made by a Let or by a branch in expression form.
    private void Visit(Step step, Value target, Action<Home> useOperands)
    {
        if (!_uses.TryGetValue(target.Id, out List<Home>? homes))
        {
            _dead.Add(step);
            return;
        }
        bool cheap = step.Statement is Let let && IsCheap(let.Expression) && target.Name is null;
        if (cheap || (homes.Count == 1 && MayFold(step, target, homes[0]) && MayMove(step, homes[0])))
        {
            _folded.Add(target.Id);
            useOperands(homes[0] with { Depth = homes[0].Depth + 1 });
        }
        else
        {
            useOperands(new Home(step.Scope, step.Start));
        }
    }

    private void VisitExpression(Step step, Branch branch, Home home)
    {
        Merge merge = branch.Merges[0];
        Home inside = home with { Conditional = true, Copied = false };
        Use(branch.Condition, home with { Copied = false });
        Use(merge.Then, inside);
        Use(merge.Else, inside);
        foreach (Step part in step.Blocks.SelectMany(b => b.Steps).Reverse())
        {
            switch (part.Statement)
            {
                case Let let when IsUsed(let.Target):
                    _folded.Add(let.Target.Id);
                    foreach (Operand operand in Walk.Operands(let.Expression))
                        Use(operand, inside);
                    break;
                case Branch nested when IsUsed(nested.Merges[0].Result):
                    _expressions.Add(part);
                    _folded.Add(nested.Merges[0].Result.Id);
                    VisitExpression(part, nested, inside);
                    break;
            }
        }
    }

    private void VisitStatement(Step step, Branch branch, Home here)
    {
        Merge[] used = [.. branch.Merges.Where(m => IsUsed(m.Result))];
        for (int side = 1; side >= 0; side--)
        {
            Scope block = step.Blocks[side];
            foreach (Merge m in used)
                Use(side == 0 ? m.Then : m.Else, new Home(block, block.End) { Copied = true });
            Visit(block);
        }
        if (used.Length == 0 && step.Blocks.All(b => b.Steps.All(IsDead)))
            _dead.Add(step);
        else
            Use(branch.Condition, here);
    }

    private bool MayFold(Step step, Value target, Home home)
    {
        if (home.Copied || home.Depth >= DeepestExpression)
            return false;
        if (home.Repeated && step.Statement is not Let { Expression: Extent { Row: null } or Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } })
            return false;
        if (target.Name is null)
            return true;
        int operations = SmallAdjoint;
        return step.Statement is Let { Origin.IsDerivative: true } let && home.Scope == step.Scope
            && _wanted.Members(target).Count == 1 && IsSmall(let.Expression, ref operations);
    }

    private bool MayMove(Step step, Home home)
    {
        if (step.Scope.LoopDepth != home.Scope.LoopDepth || (home.Repeated && home.Scope != step.Scope))
            return false;
        bool intoBranch = home.Conditional || home.Scope != step.Scope;
        return step.Statement switch
        {
            Let let => MayMove(let.Expression, step.End, home, intoBranch),
            Branch branch => Walk.Statements([branch]).All(part => part is Let let
                ? MayMove(let.Expression, step.End, home, intoBranch)
                : Walk.Operands(part).All(o => MayRead(o, step.End, home))),
            _ => false,
        };
    }

    private bool MayMove(Expression expression, int from, Home home, bool intoBranch) => expression switch
    {
        // What can fail must fail whichever way a later branch goes.
        Load when intoBranch => false,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } b when intoBranch && b.Type.IsInteger() => false,
        Load load when _layout.ChangesBetween(load.Array, from, home.Position) => false,
        _ => Walk.Operands(expression).All(o => MayRead(o, from, home)),
    };

    // A value that wants to share a variable must not be read after the variable has got its next value.
    private bool MayRead(Operand operand, int from, Home home)
    {
        if (operand is not Value value || _wanted.Members(value) is not { Count: > 1 } members)
            return true;
        if (!_definitions.TryGetValue(members, out List<int>? positions))
        {
            _definitions.Add(members, positions = [.. members.Select(m => _layout.Definition(m).Position)]);
            positions.Sort();
        }
        int own = _layout.Definition(value).Position;
        return Positions.CountBetween(positions, from, home.Position) == (from < own && own < home.Position ? 1 : 0);
    }

    private bool IsSmall(Expression expression, ref int operations)
    {
        if (--operations < 0)
            return false;
        foreach (Operand operand in Walk.Operands(expression))
        {
            if (operand is Value { Name: null } value && _useCounts[value.Id] == 1
                && _layout.Definition(value).Step?.Statement is Let { Expression: not (Load or Extent) } let
                && !IsSmall(let.Expression, ref operations))
                return false;
        }
        return true;
    }
}
