using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// A loop that goes on while a number that each trip steps by the same constant is on one side of a fixed limit is a counted loop:
/// while (i &lt; n) { …; i += c } ⟹ for (; i &lt; n; i += c).
/// </summary>
internal sealed class CountedLoops
{
    public static readonly Pass Pass = new(nameof(CountedLoops), Run);

    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly HashSet<Operand> _used;
    private readonly Substitution _substitution;
    private readonly IdSource _ids;

    private CountedLoops(Function function)
    {
        foreach (Let let in Walk.Statements(function.Body).OfType<Let>())
            _definitions[let.Target] = let.Expression;
        _used = [.. Walk.Statements(function.Body).SelectMany(Walk.Operands), .. function.FinalOperands];
        _substitution = new Substitution(function);
        _ids = new IdSource(function.NextId);
    }

    private static Function Run(Function function, CancellationToken ct)
    {
        if (!Walk.Statements(function.Body).OfType<While>().Any())
            return function;
        var pass = new CountedLoops(function);
        Block body = pass.Visit(function.Body, ct);
        return pass._substitution.Apply(function with { Body = body, NextId = pass._ids.Next });
    }

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new Block(block.Statements.Select(s => s switch
        {
            While loop => Count(loop with { Body = Visit(loop.Body, ct) }),
            _ => Walk.WithBlocks(s, b => Visit(b, ct)),
        }).ToEquatableArray());
    }

    private Iteration Count(While loop)
    {
        if (loop.Carried.FirstOrDefault(c => c.Inside.Equals(loop.Condition)) is not { } again || _used.Contains(loop.Counter) || _used.Contains(loop.Trips)
            || Definition(again.Next) is not Binary next)
            return loop;
        foreach (Carried stepped in loop.Carried.Where(c => c.Inside.Type is Scalar.Int32 or Scalar.Int64))
        {
            if (Test(next, stepped.Next) is var (test, limit) && Step(stepped) is { } step && Agrees(test, step)
                && StartsAlike(again.Initial, next, stepped, limit))
                return For(loop, again, stepped, test, limit, step);
        }
        return loop;
    }

    private Loop For(While loop, Carried again, Carried stepped, LoopTest test, Operand limit, Constant step)
    {
        // When the loop is left the condition does not hold.
        _substitution.Replace(again.After, Constant.Bool(false));
        _substitution.Replace(again.Inside, Constant.Bool(true));
        Value counter = _ids.Value(stepped.Inside.Type, stepped.Inside.Name), inside = _ids.Value(stepped.Inside.Type);
        _substitution.Replace(stepped.Inside, counter);
        Value next = _ids.Value(stepped.Inside.Type);
        var sum = new Let(next, new Binary(BinaryOperator.Add, inside, step)) { Origin = loop.Origin };
        return new Loop(counter, stepped.Initial, test, limit, step,
            [.. loop.Carried.Where(c => c != again && c != stepped), new Carried(inside, stepped.Initial, next, stepped.After)],
            new Block([.. loop.Body.Statements, sum])) { Origin = loop.Origin };
    }

    /// <summary>How the test compares a number, as seen from it, and what with.</summary>
    private static (LoopTest Test, Operand Limit)? Test(Binary comparison, Operand number) => comparison.Operator switch
    {
        _ when comparison.A.Equals(number) == comparison.B.Equals(number) => null,
        BinaryOperator.Less => comparison.A.Equals(number) ? (LoopTest.Less, comparison.B) : (LoopTest.Greater, comparison.A),
        BinaryOperator.LessOrEqual => comparison.A.Equals(number) ? (LoopTest.LessOrEqual, comparison.B) : (LoopTest.GreaterOrEqual, comparison.A),
        BinaryOperator.Greater => comparison.A.Equals(number) ? (LoopTest.Greater, comparison.B) : (LoopTest.Less, comparison.A),
        BinaryOperator.GreaterOrEqual => comparison.A.Equals(number) ? (LoopTest.GreaterOrEqual, comparison.B) : (LoopTest.LessOrEqual, comparison.A),
        _ => null,
    };

    /// <summary>The constant that every trip adds.</summary>
    private Constant? Step(Carried carried) => Definition(carried.Next) switch
    {
        Binary { Operator: BinaryOperator.Add, B: Constant c } e when e.A.Equals(carried.Inside) => c,
        Binary { Operator: BinaryOperator.Add, A: Constant c } e when e.B.Equals(carried.Inside) => c,
        Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: > 0 } c } e when e.A.Equals(carried.Inside) => c with { Number = -c.Number, Text = "-" + c.Text },
        _ => null,
    };

    private static bool Agrees(LoopTest test, Constant step) =>
        test is LoopTest.Less or LoopTest.LessOrEqual ? step.Number > 0 : step.Number < 0;

    // The limit is one that was there before the loop if the first test compared with the same operand.
    private bool StartsAlike(Operand initial, Binary next, Carried stepped, Operand limit) => Definition(initial) is Binary first
        ? first.Equals(next with { A = next.A.Equals(limit) ? limit : stepped.Initial, B = next.A.Equals(limit) ? stepped.Initial : limit })
        : initial is Constant { IsZero: false } && stepped.Initial is Constant start && limit is Constant end
            && Test(next, stepped.Next) is var (test, _) && ElementsInRange.Holds(start.Number, test, end.Number);

    private Expression? Definition(Operand operand) => operand is Value value && _definitions.TryGetValue(value, out Expression? e) ? e : null;
}
