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
    /// <summary>At the end of a scope; temporaries are declared there.</summary>
    public static void Emit(Names names, Scope scope, List<CodeNode> code, IEnumerable<Copy> copies) => Emit(copies, copy =>
    {
        string kept = Names.Escape(names.Claim(copy.Target.Name.Replace(".", "") + "Next", scope));
        code.Add(new CodeLine(copy.Type + " " + kept + " = " + copy.Source + ";", Declares: true));
        return kept;
    });

    /// <param name="copies">What is to be assigned.</param>
    /// <param name="keep">Declares a temporary of a target's type, gives it a value and returns its name.</param>
    public static void Emit(IEnumerable<Copy> copies, Func<Copy, string> keep)
    {
        var pending = copies.ToList();
        var readers = new Dictionary<Variable, int>();
        void Count(Copy copy, int by)
        {
            foreach (Variable read in copy.Reads.Distinct())
                readers[read] = (readers.TryGetValue(read, out int count) ? count : 0) + by;
        }
        foreach (Copy copy in pending)
            Count(copy, 1);
        while (pending.Count > 0)
        {
            int ready = pending.FindIndex(c => c.Targets.All(t => !readers.TryGetValue(t, out int count) || count == (c.Reads.Contains(t) ? 1 : 0)));
            if (ready >= 0)
            {
                Copy copy = pending[ready];
                copy.Assign(copy.Source);
                Count(copy, -1);
                pending.RemoveAt(ready);
            }
            else
            {
                // One that still reads: what is kept already waits for others, a struct perhaps for several.
                int next = pending.FindIndex(c => c.Reads.Count > 0);
                Copy copy = pending[next];
                Count(copy, -1);
                pending[next] = copy with { Source = keep(copy), Reads = [] };
            }
        }
    }
}
