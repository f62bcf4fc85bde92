using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Removes stores of the adjoint sweep to local and scratch arrays that no later access observes, such as setting an adjoint to 0
/// once it has been used up.
/// </summary>
/// <remarks>
/// Later accesses are those behind it in its own and in the enclosing blocks, up to where the array is made, and those of
/// other trips of the enclosing loops; the latter do not count if they never meet the same element
/// (<see cref="AffineAnalysis.DisjointAcrossIterations"/>).
/// </remarks>
internal sealed class RemoveDeadStores
{
    public static readonly Pass Pass = new(nameof(RemoveDeadStores), Run);

    /// <summary>A block on the way to a statement, the position in it, and the loop it is the body of, if it is one.</summary>
    private readonly record struct Step(Block Block, int Position, Iteration? Loop);

    private readonly AffineAnalysis _analysis;
    private readonly Stack<Step> _path = new();

    private RemoveDeadStores(Function function, CancellationToken ct) => _analysis = AffineAnalysis.Of(function, ct);

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = new RemoveDeadStores(function, ct).Visit(function.Body, null, ct) };

    private Block Visit(Block block, Iteration? loop, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var kept = new List<Statement>();
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            _path.Push(new Step(block, i, loop));
            if (statement is not Store { Origin.IsDerivative: true, Array.Role: not (ArrayRole.Parameter or ArrayRole.Result) } store || IsObserved(store))
            {
                kept.Add(statement switch
                {
                    Iteration inner => inner with { Body = Visit(inner.Body, inner, ct) },
                    Branch branch => branch with { Then = Visit(branch.Then, null, ct), Else = Visit(branch.Else, null, ct) },
                    _ => statement,
                });
            }
            _path.Pop();
        }
        return new Block(kept.ToEquatableArray());
    }

    // From the innermost block outwards.
    private bool IsObserved(Store store)
    {
        foreach (Step step in _path)
        {
            for (int i = step.Position + 1; i < step.Block.Statements.Count; i++)
            {
                if (IsCopied(step.Block.Statements[i], store.Array) || Reads(step.Block.Statements[i], store.Array).Any(read => !_analysis.DifferentElements(read, store.Indices)))
                    return true;
            }
            // Every trip that makes the array anew starts with another one.
            if (step.Block.Statements.Take(step.Position).Any(s => s is Allocate allocate && allocate.Array == store.Array))
                return false;
            if (step.Loop is { } loop
                && (IsCopied(loop, store.Array) || Reads(loop, store.Array).Any(read => !_analysis.DisjointAcrossIterations(loop, store.Indices, read))))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether an array is copied as a whole.</summary>
    private static bool IsCopied(Statement statement, ArrayVariable array) => Walk.Statements([statement]).Any(s => s is Allocate { CopyOf: { } copied } && copied == array);

    /// <summary>The subscripts with which a statement or what is in it looks at elements of an array.</summary>
    private static IEnumerable<EquatableArray<Operand>> Reads(Statement statement, ArrayVariable array)
    {
        foreach (Statement s in Walk.Statements([statement]))
        {
            if (s is Let { Expression: Load load } && load.Array == array)
                yield return load.Indices;
            else if (s is Accumulate accumulate && accumulate.Array == array)
                yield return accumulate.Indices;
        }
    }
}
