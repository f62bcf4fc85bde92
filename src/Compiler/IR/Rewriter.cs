namespace DiffGen.Compiler.IR;

/// <summary>Rebuilds IR with operands and arrays replaced. The structure stays; what is defined stays unless renamed.</summary>
/// <param name="operand">What stands for an operand.</param>
/// <param name="definition">What stands for a value where it is defined.</param>
/// <param name="array">What stands for an array.</param>
/// <param name="measured">What stands for an array of which an extent is asked, where that is another one.</param>
internal sealed class Rewriter(Func<Operand, Operand> operand, Func<Value, Value>? definition = null, Func<ArrayVariable, ArrayVariable>? array = null,
    Func<ArrayVariable, ArrayVariable>? measured = null)
{
    public static Rewriter Substituting(IReadOnlyDictionary<Value, Operand> replacements) =>
        new(o => Resolve(o, replacements));

    /// <summary>Follows replacements to their end.</summary>
    public static Operand Resolve(Operand operand, IReadOnlyDictionary<Value, Operand> replacements)
    {
        while (operand is Value value && replacements.TryGetValue(value, out Operand? next))
            operand = next;
        return operand;
    }

    public Block Rewrite(Block block) => new(block.Statements.Select(Rewrite).ToEquatableArray());

    public Statement Rewrite(Statement statement) => statement switch
    {
        Let s => s with { Target = Define(s.Target), Expression = Rewrite(s.Expression) },
        Store s => s with { Array = Array(s.Array), Indices = Rewrite(s.Indices), Value = operand(s.Value) },
        Accumulate s => s with { Array = Array(s.Array), Indices = Rewrite(s.Indices), Value = operand(s.Value) },
        Allocate s => s with { Array = Array(s.Array), Extents = Rewrite(s.Extents), CopyOf = s.CopyOf is null ? null : Array(s.CopyOf) },
        Slice s => s with { View = Array(s.View), Of = Array(s.Of), Fixed = Rewrite(s.Fixed) },
        Clear s => s with { Array = Array(s.Array) },
        Check s => s with { Start = operand(s.Start), Count = operand(s.Count), Extent = operand(s.Extent) },
        CheckShape s => s with { Array = Array(s.Array), Extents = Rewrite(s.Extents) },
        Push s => s with { Value = operand(s.Value) },
        Throw s => s with { Operands = Rewrite(s.Operands) },
        Pop s => s with { Target = Define(s.Target) },
        Iteration s => Rewrite(s),
        Invoke s => s with { Arguments = Rewrite(s.Arguments), Effects = Rewrite(s.Effects), Results = s.Results.Select(Define).ToEquatableArray() },
        Apply s => s with
        {
            Method = array is null ? s.Method : s.Method.With(array),
            Arguments = Rewrite(s.Arguments),
            Effects = Rewrite(s.Effects),
            Results = s.Results.Select(Define).ToEquatableArray(),
        },
        Branch s => Rewrite(s),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    public Expression Rewrite(Expression expression) => expression switch
    {
        Unary e => e with { A = operand(e.A) },
        Binary e => e with { A = operand(e.A), B = operand(e.B) },
        Call e => e with { Arguments = Rewrite(e.Arguments) },
        Convert e => e with { A = operand(e.A) },
        Given or LargeInteger => expression,
        Load e => e with { Array = Array(e.Array), Indices = Rewrite(e.Indices) },
        Extent e => e with { Array = measured is null ? Array(e.Array) : measured(e.Array), Row = e.Row is null ? null : operand(e.Row) },
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    // Definitions come before the uses of what they define, so that a renaming definition is seen by its uses.
    private Iteration Rewrite(Iteration loop)
    {
        if (loop is Loop counted)
            loop = counted with { Start = operand(counted.Start), Limit = operand(counted.Limit), Step = operand(counted.Step) };
        Operand[] initial = [.. loop.Carried.Select(c => operand(c.Initial))];
        Value counter = Define(loop.Counter);
        Value[] inside = [.. loop.Carried.Select(c => Define(c.Inside))];
        if (loop is While conditional)
            loop = conditional with { Condition = operand(conditional.Condition) };
        Block body = Rewrite(loop.Body);
        Operand[] next = [.. loop.Carried.Select(c => operand(c.Next))];
        Carried[] carried = [.. loop.Carried.Select((c, i) => new Carried(inside[i], initial[i], next[i], Define(c.After)))];
        loop = loop is While w ? w with { Trips = Define(w.Trips) } : loop;
        return loop with { Counter = counter, Body = body, Carried = [.. carried] };
    }

    private Branch Rewrite(Branch branch)
    {
        Operand condition = operand(branch.Condition);
        Block then = Rewrite(branch.Then), otherwise = Rewrite(branch.Else);
        return branch with
        {
            Condition = condition,
            Then = then,
            Else = otherwise,
            Merges = branch.Merges.Select(m => new Merge(Define(m.Result), operand(m.Then), operand(m.Else))).ToEquatableArray(),
        };
    }

    /// <summary>Hand-overs of a loop, with the operands replaced and the definitions kept.</summary>
    public EquatableArray<Carried> Rewrite(IEnumerable<Carried> carried) =>
        carried.Select(c => c with { Initial = operand(c.Initial), Next = operand(c.Next) }).ToEquatableArray();

    private Value Define(Value value) => definition?.Invoke(value) ?? value;

    private ArrayVariable Array(ArrayVariable variable) => array?.Invoke(variable) ?? variable;

    private EquatableArray<Operand> Rewrite(EquatableArray<Operand> operands) => operands.Select(operand).ToEquatableArray();
}
