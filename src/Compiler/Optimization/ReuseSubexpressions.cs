using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Value numbering along dominance: an expression whose value is already visible is not computed again. A load is the same as
/// an earlier one, or as the value stored there, while nothing can have written to its array in between.
/// </summary>
/// <remarks>Operands of commutative operators are put in order to compare them; the code keeps the user's order.</remarks>
internal sealed class ReuseSubexpressions
{
    public static readonly Pass Pass = new(nameof(ReuseSubexpressions), Run);

    /// <summary>An expression with the state of the memory that it reads; 0 for what reads none.</summary>
    private readonly record struct Key(Expression Expression, int Memory);

    private readonly Substitution _substitution;
    private readonly Dictionary<Key, Operand> _available = [];
    private readonly Dictionary<ArrayVariable, int> _versions = [];
    private readonly HashSet<Value> _ofDerivative = [];
    private readonly Dictionary<Value, Origin?> _ofBoth = [];
    private int _lastVersion;

    private ReuseSubexpressions(Function function) => _substitution = new Substitution(function);

    public static Function Run(Function function, CancellationToken ct)
    {
        var pass = new ReuseSubexpressions(function);
        Block body = pass.Visit(function.Body, ct);
        return pass._substitution.Apply(function with { Body = pass._ofBoth.Count == 0 ? body : pass.Promote(body) });
    }

    // What the primal takes over from a derivative belongs to the primal from now on: its last bit matters.
    private Block Promote(Block block) => new(block.Statements.Select(s => s switch
    {
        Let let when _ofBoth.TryGetValue(let.Target, out Origin? origin) => let with { Origin = origin },
        _ => Walk.WithBlocks(s, Promote),
    }).ToEquatableArray());

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var output = new List<Statement>();
        // What becomes available in a block is not available behind it.
        var added = new List<Key>();
        foreach (Statement statement in block.Statements)
        {
            ct.ThrowIfCancellationRequested();
            switch (statement)
            {
                case Let let:
                    Expression expression = Resolving().Rewrite(let.Expression);
                    Key key = KeyOf(expression);
                    if (_available.TryGetValue(key, out Operand? earlier))
                    {
                        _substitution.Replace(let.Target, earlier);
                        if (let.Origin is not { IsDerivative: true } && earlier is Value value && _ofDerivative.Contains(value))
                            _ofBoth[value] = let.Origin;
                        break;
                    }
                    if (let.Origin is { IsDerivative: true })
                        _ofDerivative.Add(let.Target);
                    _available.Add(key, let.Target);
                    added.Add(key);
                    output.Add(let with { Expression = expression });
                    break;
                case Iteration loop:
                    Invalidate(loop);
                    var header = (Iteration)Resolving().Rewrite(loop with { Body = Block.Empty });
                    Block body = Visit(loop.Body, ct);
                    Invalidate(loop);
                    output.Add(header with
                    {
                        Body = body,
                        Carried = header.Carried.Select(c => c with { Next = _substitution.Resolve(c.Next) }).ToEquatableArray(),
                    });
                    break;
                case Branch branch:
                    output.Add(Visit(branch, ct));
                    break;
                default:
                    Statement resolved = Resolving().Rewrite(statement);
                    output.Add(resolved);
                    Invalidate(statement);
                    // What was stored is what a load would find.
                    if (resolved is Store { Array: var stored } store && store.Value.Type == stored.Element)
                    {
                        Key element = KeyOf(new Load(stored, store.Indices));
                        _available.Add(element, store.Value);
                        added.Add(element);
                    }
                    break;
            }
        }
        foreach (Key key in added)
            _available.Remove(key);
        return new Block(output.ToEquatableArray());
    }

    private Branch Visit(Branch branch, CancellationToken ct)
    {
        Operand condition = _substitution.Resolve(branch.Condition);
        Block then = Visit(branch.Then, ct);
        // Loads in Then may have gone up a version; Else starts from a memory of its own only if something was written.
        Invalidate(branch);
        Block otherwise = Visit(branch.Else, ct);
        Invalidate(branch);
        return branch with
        {
            Condition = condition,
            Then = then,
            Else = otherwise,
            Merges = branch.Merges.Select(m => m with { Then = _substitution.Resolve(m.Then), Else = _substitution.Resolve(m.Else) }).ToEquatableArray(),
        };
    }

    private void Invalidate(Statement statement)
    {
        foreach (Statement nested in Walk.Statements([statement]))
        {
            if (Walk.Writes(nested) is { } array)
                _versions[array] = ++_lastVersion;
        }
    }

    private Key KeyOf(Expression expression) => expression switch
    {
        Load e => new Key(e, Version(e.Array)),
        Extent { Array.Role: not ArrayRole.Parameter } e => new Key(e, Version(e.Array)),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Multiply or BinaryOperator.Equal or BinaryOperator.NotEqual
            or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor } e when Rank(e.A) > Rank(e.B) => new Key(e with { A = e.B, B = e.A }, 0),
        _ => new Key(expression, 0),
    };

    private int Version(ArrayVariable array) => _versions.TryGetValue(array, out int version) ? version : 0;

    private static int Rank(Operand operand) => operand is Value value ? value.Id : -1;

    private Rewriter Resolving() => new(_substitution.Resolve);
}
