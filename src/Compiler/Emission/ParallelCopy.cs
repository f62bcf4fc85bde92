using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>An assignment to a variable from an expression that reads variables.</summary>
internal sealed record Copy(Variable Target, string Source, IReadOnlyList<Variable> Reads, Action<string> Assign)
{
    /// <summary>All that is assigned: for a struct, its numbers.</summary>
    public IReadOnlyList<Variable> Targets { get; init; } = [Target];

    /// <summary>The type of what is assigned.</summary>
    public string Type { get; init; } = Target.Type.Keyword();
}

/// <summary>Carries out assignments that are meant to happen at once, one after the other.</summary>
/// <remarks>
/// One whose target no other one still reads can go first. If there is none, the rest go round in circles (a swap); then
/// the value of one is kept in a temporary until the others are done.
/// </remarks>
internal static class ParallelCopy
{
    /// <param name="copies">What is to be assigned.</param>
    /// <param name="keep">Declares a temporary of a target's type, gives it a value and returns its name.</param>
    public static void Emit(IEnumerable<Copy> copies, Func<Copy, string> keep)
    {
        var pending = copies.ToList();
        while (pending.Count > 0)
        {
            int ready = pending.FindIndex(c => pending.All(other => other == c || !other.Reads.Any(c.Targets.Contains)));
            if (ready >= 0)
            {
                Copy copy = pending[ready];
                copy.Assign(copy.Source);
                pending.RemoveAt(ready);
            }
            else
            {
                Copy copy = pending[0];
                pending[0] = copy with { Source = keep(copy), Reads = [] };
            }
        }
    }
}
