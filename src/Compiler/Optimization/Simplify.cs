using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Algebraic identities (<see cref="Algebra"/>), branches and loops whose course is known, extents that are known by another name.
/// </summary>
internal sealed class Simplify
{
    // Each round ends what the one before made possible; nothing useful was ever seen to need more.
    private const int MaximalRounds = 4;

    public static readonly Pass Pass = new(nameof(Simplify), Run);

    private readonly Substitution _substitution;
    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly Shapes _shapes;
    private readonly IdSource _ids;

    private readonly CancellationToken _cancellation;

    private Simplify(Function function, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _substitution = new Substitution(function);
        _shapes = new Shapes(function);
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, CancellationToken ct)
    {
        for (int round = 0; round < MaximalRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            var pass = new Simplify(function, ct);
            Block body = pass.Visit(function.Body);
            Function simplified = pass._substitution.Apply(function with { Body = body, NextId = pass._ids.Next });
            if (simplified.Equals(function))
                break;
            function = simplified;
        }
        return function;
    }

    private Block Visit(Block block)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements)
            Visit(statement, output);
        return new Block(output.ToEquatableArray());
    }

    private void Visit(Statement statement, List<Statement> output)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case Let let:
                Visit(let, output);
                break;
            case Iteration loop:
                Visit(loop, output);
                break;
            case Branch branch:
                Visit(branch, output);
                break;
            // a[i] += 0
            case Accumulate { Origin.IsDerivative: true } s when _substitution.Resolve(s.Value) is Constant { IsZero: true }:
                break;
            default:
                output.Add(Resolving().Rewrite(statement));
                break;
        }
    }

    private void Visit(Let let, List<Statement> output)
    {
        Value Emit(Expression expression)
        {
            Value target = _ids.Value(expression.Type);
            _definitions.Add(target, expression);
            output.Add(new Let(target, expression) { Origin = let.Origin });
            return target;
        }

        var algebra = new Algebra(v => _definitions.TryGetValue(v, out Expression? e) ? e : null, Emit, let.Origin is { IsDerivative: true });
        Expression expression = Resolving().Rewrite(let.Expression);
        Operand? known = expression is Extent extent ? _shapes.KnownExtent(extent) : null;
        if (expression is Extent e)
            expression = _shapes.Canonical(e);
        if (known is null)
            (expression, known) = algebra.Simplify(expression);
        if (known is not null)
        {
            _substitution.Replace(let.Target, known);
            return;
        }
        _definitions.Add(let.Target, expression);
        output.Add(let with { Expression = expression });
    }

    private void Visit(Iteration loop, List<Statement> output)
    {
        if (NeverRuns(loop))
        {
            if (loop is While { Trips: var trips })
                _substitution.Replace(trips, Constant.Int(0));
            foreach (Carried carried in loop.Carried)
                _substitution.Replace(carried.After, carried.Initial);
            return;
        }
        var header = (Iteration)Resolving().Rewrite(loop with { Body = Block.Empty });
        Block body = Visit(loop.Body);
        output.Add(header with
        {
            Body = body,
            Carried = header.Carried.Select(c => c with { Next = _substitution.Resolve(c.Next) }).ToEquatableArray(),
        });
    }

    private bool NeverRuns(Iteration iteration) => iteration switch
    {
        Loop loop => _substitution.Resolve(loop.Start) is Constant start && _substitution.Resolve(loop.Limit) is Constant limit
            && !ElementsInRange.Holds(start.Number, loop.Test, limit.Number),
        While loop => _substitution.Resolve(loop.Carried.FirstOrDefault(c => c.Inside.Equals(loop.Condition))?.Initial ?? loop.Condition)
            is Constant { IsZero: true },
        _ => false,
    };

    private void Visit(Branch branch, List<Statement> output)
    {
        Operand condition = _substitution.Resolve(branch.Condition);
        if (condition is Constant known)
        {
            bool taken = !known.IsZero;
            foreach (Statement statement in (taken ? branch.Then : branch.Else).Statements)
                Visit(statement, output);
            foreach (Merge merge in branch.Merges)
                _substitution.Replace(merge.Result, taken ? merge.Then : merge.Else);
            return;
        }
        Block then = Visit(branch.Then), otherwise = Visit(branch.Else);
        var merges = new List<Merge>();
        var negations = new List<Merge>();
        foreach (Merge merge in branch.Merges)
        {
            Operand a = _substitution.Resolve(merge.Then), b = _substitution.Resolve(merge.Else);
            // An operand that both branches end with was there before them. `c ? true : false` is c, `c ? false : true` is !c.
            if (a == b)
                _substitution.Replace(merge.Result, a);
            else if (a is Constant { Type: Scalar.Bool, IsZero: false } && b is Constant { Type: Scalar.Bool, IsZero: true })
                _substitution.Replace(merge.Result, condition);
            else if (a is Constant { Type: Scalar.Bool, IsZero: true } && b is Constant { Type: Scalar.Bool, IsZero: false })
                negations.Add(merge with { Then = a, Else = b });
            else
                merges.Add(merge with { Then = a, Else = b });
        }
        output.Add(branch with { Condition = condition, Then = then, Else = otherwise, Merges = merges.ToEquatableArray() });
        foreach (Merge merge in negations)
            output.Add(new Let(merge.Result, new Unary(UnaryOperator.Not, condition)) { Origin = branch.Origin });
    }

    private Rewriter Resolving() => new(_substitution.Resolve);
}
