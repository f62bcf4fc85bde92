using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.Compiler;

/// <summary>One thing that an adjoint stores.</summary>
/// <param name="Line">The user's line that computes or overwrites it; null if there is none.</param>
/// <param name="Text">What, how much, where and why.</param>
internal sealed record StorageMessage(string? Line, string Text);

/// <summary>What the adjoint of a lowered method stores, in the order in which the method computes it: a pure function.</summary>
internal static class StorageReport
{
    /// <summary>Empty if nothing is stored, or the method could not be lowered.</summary>
    public static IReadOnlyList<StorageMessage> Of(MethodModel model, CancellationToken ct)
    {
        if (model.Failures.Count > 0)
            return [];
        Function primal = Passes.Run(Passes.Primal, model.Function, ct);
        var notes = new StorageNotes();
        return Of(primal, Passes.Run(Passes.Derivative, AdjointFunction.Adjoint(primal, ct, notes), ct), notes, (text, s, size, onStack) => text.Of(s, size, onStack));
    }

    /// <summary>What a derivative stores and where, without the reasons.</summary>
    /// <param name="derivative">After optimisation.</param>
    public static IReadOnlyList<string> Short(Function primal, Function derivative, StorageNotes notes) =>
        [.. Of(primal, derivative, notes, (text, s, size, onStack) => text.Short(s, size, onStack)).Select(m => m.Text).Distinct()];

    private static IReadOnlyList<StorageMessage> Of(Function primal, Function derivative, StorageNotes notes, Func<StorageText, StoredValue, Operand?, bool, string> write)
    {
        // The optimiser may have found that something stored is not needed after all.
        Statement[] statements = [.. derivative.AllStatements];
        var taken = new HashSet<int>(statements.OfType<Pop>().Select(p => p.Target.Id));
        Dictionary<int, Allocate> scratch = statements.OfType<Allocate>().GroupBy(a => a.Array.Id).ToDictionary(g => g.Key, g => g.First());
        HashSet<int> onStack = MemoryPlan.OnTheStack(statements.OfType<Allocate>());
        var text = new StorageText(PrimalText.Of(primal), PrimalText.Of(derivative));
        var order = new Dictionary<Statement, int>(ReferenceComparer.Instance);
        foreach (Statement statement in primal.AllStatements)
            order[statement] = order.Count;

        return
        [
            .. notes.Stored
                .Where(s => s.Place is null ? taken.Contains(s.ReadBack.Id) : scratch.ContainsKey(s.Place.Id))
                .OrderBy(s => Maker(s) is { } maker && order.TryGetValue(maker, out int place) ? place : -1)
                .Select(s => new StorageMessage(Line(Maker(s)),
                    write(text, s, s.Place is null ? null : scratch[s.Place.Id].Extents[0], s.Place is not null && onStack.Contains(s.Place.Id)))),
        ];
    }

    private static Statement? Maker(StoredValue stored) => stored.Definition ?? stored.Cause.By;

    private static string? Line(Statement? statement) => statement?.Origin is { Line.Length: > 0 } origin ? origin.Line : null;
}
