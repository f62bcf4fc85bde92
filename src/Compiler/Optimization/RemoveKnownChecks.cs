using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Removes checks that cannot fail: i in [0, n) where i is the counter of a loop around that runs within 0 and n, a range of constants, a
/// whole array, and what has been checked on every way to the same place already.
/// </summary>
internal sealed class RemoveKnownChecks
{
    public static readonly Pass Pass = new(nameof(RemoveKnownChecks), Run);

    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly List<Loop> _loops = [];
    private readonly List<(Operand Start, Operand Count, Operand Extent)> _passed = [];

    public static Function Run(Function function, CancellationToken ct)
    {
        if (!Walk.Statements(function.Body).OfType<Check>().Any())
            return function;
        var pass = new RemoveKnownChecks();
        foreach (Let let in Walk.Statements(function.Body).OfType<Let>())
            pass._definitions[let.Target] = let.Expression;
        return function with { Body = pass.Visit(function.Body, ct) };
    }

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        int passed = _passed.Count;
        var kept = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Check check:
                    if (IsKnown(check))
                        break;
                    _passed.Add((check.Start, check.Count, check.Extent));
                    kept.Add(check);
                    break;
                case While loop:
                    kept.Add(loop with { Body = Visit(loop.Body, ct) });
                    break;
                case Loop loop:
                    _loops.Add(loop);
                    kept.Add(loop with { Body = Visit(loop.Body, ct) });
                    _loops.RemoveAt(_loops.Count - 1);
                    break;
                case Branch branch:
                    kept.Add(branch with { Then = Visit(branch.Then, ct), Else = Visit(branch.Else, ct) });
                    break;
                default:
                    kept.Add(statement);
                    break;
            }
        }
        // What a block has checked holds behind it only if the block runs.
        _passed.RemoveRange(passed, _passed.Count - passed);
        return new Block(kept.ToEquatableArray());
    }

    private bool IsKnown(Check check) => check switch
    {
        { Start: Constant { Number: >= 0 } start, Count: Constant { Number: >= 0 } count, Extent: Constant extent } =>
            start.Number + count.Number <= extent.Number,
        { Start: Constant { Number: 0 } } when check.Count.Equals(check.Extent) && IsLength(check.Extent) => true,
        { Count: Constant { Number: 1 } } when _loops.Any(l => l.Counter.Equals(check.Start) && StaysWithin(l, check.Extent)) => true,
        _ => _passed.Contains((check.Start, check.Count, check.Extent)),
    };

    private bool IsLength(Operand operand) => operand is Value value && _definitions.TryGetValue(value, out Expression? e) && e is Extent;

    // for (i = c ≥ 0; i < extent; i += step) or, backwards, for (i = extent - c; i >= c'; i -= step) with c ≥ 1, c' ≥ 0.
    private bool StaysWithin(Loop loop, Operand extent) => loop switch
    {
        { Test: LoopTest.Less, Start: Constant { Number: >= 0 }, Step: Constant { Number: > 0 } } => IsAtMost(loop.Limit, extent),
        { Test: LoopTest.GreaterOrEqual, Limit: Constant { Number: >= 0 } } or { Test: LoopTest.Greater, Limit: Constant { Number: >= -1 } } =>
            loop.Start is Value start && _definitions.TryGetValue(start, out Expression? e)
            && e is Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: >= 1 } } last && last.A.Equals(extent),
        _ => false,
    };

    private static bool IsAtMost(Operand limit, Operand extent) =>
        limit.Equals(extent) || (limit is Constant a && extent is Constant b && a.Number <= b.Number);
}
