using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Turns a loop of the adjoint sweep that counts down into one that counts up, where the order of the trips makes no difference:
/// for (i = n - 1; i >= m; i--) ⟹ for (i = m; i &lt; n; i++).
/// </summary>
/// <remarks>
/// The order makes no difference if the trips hand on nothing but sums, and touch different elements of every array that
/// they write, or only add to them. Memory is walked through forwards then, and the reader's eye goes with it.
/// </remarks>
internal sealed class CountUpwards
{
    public static readonly Pass Pass = new(nameof(CountUpwards), Run);

    private readonly AffineAnalysis _analysis;

    private CountUpwards(Function function, CancellationToken ct) => _analysis = AffineAnalysis.Of(function, ct);

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = new CountUpwards(function, ct).Visit(function.Body, ct) };

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new Block(block.Statements.Select(s => s switch
        {
            Loop loop => Turn(loop with { Body = Visit(loop.Body, ct) }),
            _ => Walk.WithBlocks(s, b => Visit(b, ct)),
        }).ToEquatableArray());
    }

    private Loop Turn(Loop loop)
    {
        if (loop is not { Step: Constant { Number: -1 }, Test: LoopTest.GreaterOrEqual, Origin.Sweep: Sweep.Adjoint }
            || !loop.Carried.All(c => IsSum(loop, c)) || !TripsAreIndependent(loop))
        {
            return loop;
        }
        Loop upwards = loop with { Start = loop.Limit, Test = LoopTest.LessOrEqual, Limit = loop.Start, Step = Constant.Int(1) };
        return loop.Start switch
        {
            Constant { Number: < int.MaxValue } last => upwards with { Test = LoopTest.Less, Limit = Constant.Int((int)last.Number + 1) },
            _ when _analysis.Definition(loop.Start) is Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: 1 } } last =>
                upwards with { Test = LoopTest.Less, Limit = last.A },
            _ => upwards,
        };
    }

    private bool IsSum(Loop loop, Carried carried)
    {
        var uses = new Dictionary<Value, int>();
        foreach (Operand operand in Walk.Statements(loop.Body).SelectMany(Walk.Operands).Concat(loop.Carried.Select(c => c.Next)))
        {
            if (operand is Value value)
                uses[value] = uses.TryGetValue(value, out int count) ? count + 1 : 1;
        }
        return IsSum(carried.Next, carried.Inside, loop.Body, uses);
    }

    // result = start ± v ± w …, perhaps added up by inner loops, and nothing looks at what is in between.
    private bool IsSum(Operand result, Value start, Block body, Dictionary<Value, int> uses)
    {
        if (result is not Value value || !uses.TryGetValue(value, out int count) || count != 1)
            return false;
        if (value == start)
            return true;
        if (_analysis.Definition(value) is Binary sum)
        {
            return (sum.Operator is BinaryOperator.Add or BinaryOperator.Subtract && IsSum(sum.A, start, body, uses))
                || (sum.Operator is BinaryOperator.Add && IsSum(sum.B, start, body, uses));
        }
        return body.Statements.OfType<Loop>().Any(inner => inner.Carried.Any(c => c.After == value
            && IsSum(c.Initial, start, body, uses) && IsSum(c.Next, c.Inside, inner.Body, uses)));
    }

    private bool TripsAreIndependent(Loop loop)
    {
        var accesses = new List<(ArrayVariable Array, EquatableArray<Operand> Indices, bool Adds, bool Writes)>();
        foreach (Statement statement in Walk.Statements(loop.Body))
        {
            switch (statement)
            {
                case Let { Expression: Load load }:
                    accesses.Add((load.Array, load.Indices, false, false));
                    break;
                case Store s:
                    accesses.Add((s.Array, s.Indices, false, true));
                    break;
                case Accumulate s:
                    accesses.Add((s.Array, s.Indices, true, true));
                    break;
                case Clear or Allocate or Push or Pop or Throw:
                    return false;
            }
        }
        return accesses.Where(w => w.Writes).All(w => accesses.Where(a => a.Array == w.Array)
            .All(a => (a.Adds && w.Adds) || _analysis.DisjointAcrossIterations(loop, a.Indices, w.Indices)));
    }
}
