using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>Removes what no result depends on: values, stores to local arrays, handed-on values, empty loops and branches.</summary>
/// <remarks>
/// The least solution of: results, outputs, elements of the caller's arrays and pushed values are needed; what a needed
/// statement uses is needed; a store is needed if a needed load reads its array; a loop or branch is needed if anything in it is.
/// A check, and what throws, is needed: what it guards may be. So values that only keep each other alive from trip to trip go. Unused loads go too;
/// the exceptions that they might throw in the primal have checks of their own by then (<see cref="KeepExceptions"/>).
/// </remarks>
internal sealed class RemoveDeadCode
{
    public static readonly Pass Pass = new(nameof(RemoveDeadCode), Run);

    private readonly HashSet<Value> _values = [];
    private readonly HashSet<ArrayVariable> _arrays = [];
    private readonly CancellationToken _cancellation;
    private bool _changed;

    private RemoveDeadCode(CancellationToken cancellation) => _cancellation = cancellation;

    public static Function Run(Function function, CancellationToken ct) => function with { Body = Analyse(function, ct).Sweep(function.Body) };

    /// <summary>What of a function is needed.</summary>
    public static RemoveDeadCode Analyse(Function function, CancellationToken ct)
    {
        var needed = new RemoveDeadCode(ct);
        foreach (Operand operand in function.FinalOperands)
            needed.Use(operand);
        do
        {
            ct.ThrowIfCancellationRequested();
            needed._changed = false;
            needed.Mark(function.Body);
        }
        while (needed._changed);
        return needed;
    }

    public bool Needs(Statement statement) => Mark(statement);

    // Backwards, so that one round is enough but for what goes round loops.
    private bool Mark(Block block)
    {
        bool any = false;
        for (int i = block.Statements.Count - 1; i >= 0; i--)
            any |= Mark(block.Statements[i]);
        return any;
    }

    private bool Mark(Statement statement)
    {
        _cancellation.ThrowIfCancellationRequested();
        bool needed = statement switch
        {
            Let s => _values.Contains(s.Target),
            Push or Pop or Check or CheckShape or Throw or OutsideCall => true,
            Iteration s => Mark(s),
            Branch s => Mark(s),
            _ => IsNeeded(Walk.Writes(statement)!),
        };
        if (needed && statement is not (Iteration or Branch))
        {
            foreach (Operand operand in Walk.Operands(statement))
                Use(operand);
            // A call is handed what it only writes, too.
            foreach (ArrayVariable seen in Walk.Blocks(statement).SelectMany(Walk.Statements).SelectMany(s => new[] { Walk.Reads(s), Walk.Writes(s) }).OfType<ArrayVariable>())
                _changed |= _arrays.Add(seen);
            if (Walk.Reads(statement) is { } read)
                _changed |= _arrays.Add(read);
            if (statement is Let { Expression: Extent { Array: var measured } })
                _changed |= _arrays.Add(measured);
        }
        return needed;
    }

    private bool Mark(Iteration loop)
    {
        bool any = false;
        foreach (Carried carried in loop.Carried)
        {
            if (!IsNeeded(carried))
                continue;
            any = true;
            Use(carried.Initial);
            Use(carried.Next);
        }
        any |= Mark(loop.Body) || loop is While { Trips: var trips } && _values.Contains(trips);
        if (any)
        {
            foreach (Operand operand in loop is Loop counted ? [counted.Start, counted.Limit, counted.Step] : new[] { ((While)loop).Condition })
                Use(operand);
        }
        return any;
    }

    private bool Mark(Branch branch)
    {
        bool any = false;
        foreach (Merge merge in branch.Merges)
        {
            if (!_values.Contains(merge.Result))
                continue;
            any = true;
            Use(merge.Then);
            Use(merge.Else);
        }
        any |= Mark(branch.Then) | Mark(branch.Else);
        if (any)
            Use(branch.Condition);
        return any;
    }

    private bool IsNeeded(Carried carried) => _values.Contains(carried.After) || _values.Contains(carried.Inside);

    private bool IsNeeded(ArrayVariable array) => array.Role is ArrayRole.Parameter or ArrayRole.Result || _arrays.Contains(array);

    private void Use(Operand operand)
    {
        if (operand is Value value)
            _changed |= _values.Add(value);
    }

    private Block Sweep(Block block)
    {
        var kept = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (!Mark(statement))
                continue;
            kept.Add(statement switch
            {
                Iteration s => s with { Body = Sweep(s.Body), Carried = s.Carried.Where(IsNeeded).ToEquatableArray() },
                Branch s => s with
                {
                    Then = Sweep(s.Then),
                    Else = Sweep(s.Else),
                    Merges = s.Merges.Where(m => _values.Contains(m.Result)).ToEquatableArray(),
                },
                _ => statement,
            });
        }
        return new Block(kept.ToEquatableArray());
    }
}
