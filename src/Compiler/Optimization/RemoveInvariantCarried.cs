using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// A value that every trip of a loop hands on unchanged is its initial value: Next = Inside or Next = Initial ⟹ Inside = After = Initial,
/// also when it passes unchanged through inner loops and both sides of branches. Of two that start and go on equal, one is enough.
/// </summary>
/// <remarks>Turns the adjoint of every term of a sum into the adjoint of the sum.</remarks>
internal sealed class RemoveInvariantCarried
{
    public static readonly Pass Pass = new(nameof(RemoveInvariantCarried), Run);

    private readonly Substitution _same;

    private RemoveInvariantCarried(Function function) => _same = new Substitution(function);

    public static Function Run(Function function, CancellationToken ct)
    {
        // What becomes unchanged in one round can make others so in the next; each round removes at least one.
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var pass = new RemoveInvariantCarried(function);
            pass.Visit(function.Body);
            if (pass._same.IsEmpty)
                return function;
            function = pass._same.Apply(function with { Body = pass.Remove(function.Body) });
        }
    }

    private void Visit(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            foreach (Block nested in Walk.Blocks(statement))
                Visit(nested);
            if (statement is Iteration loop)
                Visit(loop);
            if (statement is Branch branch)
                Visit(branch);
        }
    }

    private void Visit(Iteration loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            Operand next = _same.Resolve(carried.Next);
            if (next != carried.Inside && next != _same.Resolve(carried.Initial))
                continue;
            _same.Replace(carried.Inside, carried.Initial);
            _same.Replace(carried.After, carried.Initial);
        }
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Carried carried = loop.Carried[i];
            Carried? twin = loop.Carried.Take(i).FirstOrDefault(other => !_same.Replaces(other.Inside)
                && _same.Resolve(other.Initial) == _same.Resolve(carried.Initial) && _same.Resolve(other.Next) == _same.Resolve(carried.Next));
            if (twin is null || _same.Replaces(carried.Inside))
                continue;
            _same.Replace(carried.Inside, twin.Inside);
            _same.Replace(carried.After, twin.After);
        }
    }

    private void Visit(Branch branch)
    {
        foreach (Merge merge in branch.Merges)
        {
            if (_same.Resolve(merge.Then) == _same.Resolve(merge.Else))
                _same.Replace(merge.Result, merge.Then);
        }
    }

    private Block Remove(Block block) => new(block.Statements.Select(s => s switch
    {
        Iteration loop => loop with { Body = Remove(loop.Body), Carried = loop.Carried.Where(c => !_same.Replaces(c.Inside)).ToEquatableArray() },
        Branch branch => branch with
        {
            Then = Remove(branch.Then),
            Else = Remove(branch.Else),
            Merges = branch.Merges.Where(m => !_same.Replaces(m.Result)).ToEquatableArray(),
        },
        _ => s,
    }).ToEquatableArray());
}
