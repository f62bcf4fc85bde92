using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// Puts the test of a loop back into its header where it is computed alike before the loop and at the end of each trip:
/// again = f(s₀); while (again) { …; again = f(s′) } ⟹ while (f(s)) { … }, s being what is handed from trip to trip; and where a trip may
/// end the loop, …; again = !stopped &amp;&amp; f(s′) ⟹ while (!stopped &amp;&amp; f(s)).
/// </summary>
/// <remarks>For the text only: <see cref="While.Condition"/> is then a value that the first statements of the body compute.</remarks>
internal sealed class TestAtHead
{
    // Longer tests are easier to read as a statement of their own.
    private const int LargestTest = 12;

    private readonly Dictionary<Value, Statement> _definitions = [];
    private readonly Dictionary<Operand, int> _uses = [];
    private readonly HashSet<ArrayVariable> _written;
    private readonly IdSource _ids;

    private TestAtHead(Function function)
    {
        foreach (Statement statement in Walk.Statements(function.Body))
        {
            foreach (Value value in Walk.Definitions(statement))
                _definitions[value] = statement;
        }
        foreach (Operand operand in Walk.Statements(function.Body).SelectMany(Walk.Operands).Concat(function.FinalOperands))
            _uses[operand] = _uses.TryGetValue(operand, out int count) ? count + 1 : 1;
        _written = [.. Walk.Statements(function.Body).Select(Walk.Writes).OfType<ArrayVariable>()];
        _ids = new IdSource(function.NextId);
    }

    public static Function Write(Function function)
    {
        if (!Walk.Statements(function.Body).OfType<While>().Any())
            return function;
        var heads = new TestAtHead(function);
        Block body = heads.Visit(function.Body);
        return function with { Body = body, NextId = heads._ids.Next };
    }

    private Block Visit(Block block) => new(block.Statements.Select(s => s switch
    {
        While loop => Put(loop with { Body = Visit(loop.Body) }),
        _ => Walk.WithBlocks(s, Visit),
    }).ToEquatableArray());

    private While Put(While original)
    {
        if (original.Carried.FirstOrDefault(c => c.Inside.Equals(original.Condition)) is not { } again || _uses.ContainsKey(again.After) || _uses[again.Inside] > 1)
            return original;
        While loop = original with { Carried = original.Carried.Where(c => c != again).ToEquatableArray() };
        var head = new BlockBuilder(_ids) { Origin = loop.Origin };
        int size = 0;
        if (again.Initial is Constant)
            return original;
        Value? test = Unify(again.Initial, again.Next, loop, head, ref size) as Value;
        if (test is null && Ending(again.Next) is var (stopped, later))
        {
            head = new BlockBuilder(_ids) { Origin = loop.Origin };
            size = 0;
            var ended = new Carried(_ids.Value(Scalar.Bool, stopped.Name ?? "stopped"), Constant.Bool(false), stopped, _ids.Value(Scalar.Bool, stopped.Name ?? "stopped"));
            loop = loop with { Carried = [.. loop.Carried, ended] };
            test = Unless(ended.Inside, again.Initial, later, loop, head, ref size);
        }
        if (test is null)
            return original;
        return loop with { Condition = test, Body = new Block([.. head.Statements, .. loop.Body.Statements]) };
    }

    /// <summary>What ends the loop whatever the rest of its test says, and that rest.</summary>
    private (Value Stopped, Operand Later)? Ending(Operand next) => next is Value value && _definitions.TryGetValue(value, out Statement? definition)
        && definition is Branch { Condition: Value stopped } branch
        && branch.Merges.First(m => m.Result.Equals(next)) is { Then: Constant { IsZero: true } } merge ? (stopped, merge.Else) : null;

    private Value? Unless(Value ended, Operand first, Operand later, While loop, BlockBuilder head, ref int size)
    {
        var otherwise = new BlockBuilder(_ids) { Origin = loop.Origin };
        if (Unify(first, later, loop, otherwise, ref size) is not { } test)
            return null;
        Value result = _ids.Value(Scalar.Bool);
        head.Add(new Branch(ended, Block.Empty, otherwise.ToBlock(), [new Merge(result, Constant.Bool(false), test)]));
        return result;
    }

    /// <summary>The value that is <paramref name="first"/> before the first trip and <paramref name="later"/> after each; null if there is no simple one.</summary>
    private Operand? Unify(Operand first, Operand later, While loop, BlockBuilder head, ref int size)
    {
        if (loop.Carried.FirstOrDefault(c => c.Initial.Equals(first) && AreSame(c.Next, later)) is { } carried)
            return carried.Inside;
        if (first.Equals(later))
            return first;
        if (++size > LargestTest || first is not Value a || later is not Value b
            || !_definitions.TryGetValue(a, out Statement? before) || !_definitions.TryGetValue(b, out Statement? after))
            return null;
        return (before, after) switch
        {
            (Let x, Let y) => Unify(x.Expression, y.Expression, loop, head, ref size),
            (Branch { Merges.Count: 1 } x, Branch { Merges.Count: 1 } y) => Unify(x, y, loop, head, ref size),
            _ => null,
        };
    }

    // A counter is stepped with a check that the same sum of the user's does not have; that sum fits where the counter does.
    private bool AreSame(Operand a, Operand b) => a.Equals(b)
        || (Sum(a) is { Operator: BinaryOperator.AddChecked } checkedSum && Sum(b) is { Operator: BinaryOperator.Add } sum && checkedSum == sum with { Operator = BinaryOperator.AddChecked });

    private Binary? Sum(Operand operand) =>
        operand is Value value && _definitions.TryGetValue(value, out Statement? definition) ? (definition as Let)?.Expression as Binary : null;

    private Value? Unify(Expression first, Expression later, While loop, BlockBuilder head, ref int size)
    {
        if (first is Load { Array: var read } && _written.Contains(read))
            return null;
        Operand[] a = [.. Walk.Operands(first)], b = [.. Walk.Operands(later)];
        if (a.Length != b.Length)
            return null;
        var together = new Dictionary<(Operand, Operand), Operand>();
        for (int i = 0; i < a.Length; i++)
        {
            if (Unify(a[i], b[i], loop, head, ref size) is not { } operand)
                return null;
            together[(a[i], b[i])] = operand;
        }
        // Both must be the same but for the operands that were found to correspond.
        int x = 0, y = 0;
        Expression one = new Rewriter(o => together[(a[x], b[x++])]).Rewrite(first), other = new Rewriter(o => together[(a[y], b[y++])]).Rewrite(later);
        return one.Equals(other) ? head.Let(one) : null;
    }

    private Value? Unify(Branch first, Branch later, While loop, BlockBuilder head, ref int size)
    {
        if (Unify(first.Condition, later.Condition, loop, head, ref size) is not { } condition)
            return null;
        var then = new BlockBuilder(_ids) { Origin = loop.Origin };
        var otherwise = new BlockBuilder(_ids) { Origin = loop.Origin };
        if (Unify(first.Merges[0].Then, later.Merges[0].Then, loop, then, ref size) is not { } onTrue
            || Unify(first.Merges[0].Else, later.Merges[0].Else, loop, otherwise, ref size) is not { } onFalse)
            return null;
        Value result = _ids.Value(onTrue.Type);
        head.Add(new Branch(condition, then.ToBlock(), otherwise.ToBlock(), [new Merge(result, onTrue, onFalse)]));
        return result;
    }
}
