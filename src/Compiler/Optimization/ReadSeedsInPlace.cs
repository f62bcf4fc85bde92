using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>Does not copy an array of which the copy never changes: ȳ = copy of seed; … ȳ[i] … ⟹ … seed[i] ….</summary>
/// <remarks>Of what is never written, as a seed is, and checked to share no memory with what is.</remarks>
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
            {
                copies.Remove(written);
                foreach (ArrayVariable copy in copies.Where(c => c.Value == written).Select(c => c.Key).ToArray())
                    copies.Remove(copy);
            }
        }
        if (copies.Count == 0)
            return function;
        Block kept = Without(function.Body, a => copies.ContainsKey(a.Array));
        var rewriter = new Rewriter(o => o, array: Original);
        return function with { Body = rewriter.Rewrite(kept), Routines = function.Routines.Select(r => r with { Body = rewriter.Rewrite(r.Body) }).ToEquatableArray() };

        ArrayVariable Original(ArrayVariable array)
        {
            while (copies.TryGetValue(array, out ArrayVariable? seed))
                array = seed;
            return array;
        }
    }

    private static Block Without(Block block, Func<Allocate, bool> removed) =>
        new(block.Statements.Where(s => s is not Allocate allocate || !removed(allocate)).Select(s => Walk.WithBlocks(s, b => Without(b, removed))).ToEquatableArray());
}
