using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>Does not copy an array of which the copy never changes: ȳ = copy of seed; … ȳ[i] … ⟹ … seed[i] ….</summary>
/// <remarks>A seed is never written, and checked to share no memory with what is.</remarks>
internal static class ReadSeedsInPlace
{
    public static readonly Pass Pass = new(nameof(ReadSeedsInPlace), Run);

    private static Function Run(Function function, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Statement[] all = [.. Walk.Statements(function.Body)];
        Dictionary<ArrayVariable, ArrayVariable> copies = all.OfType<Allocate>().Where(a => a.CopyOf is not null).ToDictionary(a => a.Array, a => a.CopyOf!);
        foreach (Statement statement in all)
        {
            if (Walk.Writes(statement) is { } written && statement is not Allocate { CopyOf: not null })
                copies.Remove(written);
        }
        if (copies.Count == 0)
            return function;
        Block kept = Without(function.Body, a => copies.ContainsKey(a.Array));
        return function with { Body = new Rewriter(o => o, array: a => copies.TryGetValue(a, out ArrayVariable? seed) ? seed : a).Rewrite(kept) };
    }

    // The array that is returned is made where nothing is around it, and so is the adjoint.
    private static Block Without(Block block, Func<Allocate, bool> removed) =>
        new(block.Statements.Where(s => s is not Allocate allocate || !removed(allocate)).ToEquatableArray());
}
