using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>The lines that the documentation of generated methods shows where there is no formula.</summary>
internal static class AdjointListText
{
    // A tooltip of more lines is a page.
    private const int MostLines = 24, MostStored = 4;

    /// <param name="function">Before any optimisation.</param>
    /// <param name="isGradient">Whether the adjoint of what is returned is 1.</param>
    /// <param name="stored">What the adjoint stores, in words.</param>
    public static IEnumerable<string> Of(Function function, bool isGradient, IReadOnlyList<string> stored, CancellationToken ct)
    {
        string storage = "Stored: " + (stored.Count == 0 ? "nothing" : string.Join("; ", stored.Take(MostStored)) + (stored.Count > MostStored ? $"; and {stored.Count - MostStored} more" : "")) + ".";
        if (AdjointListBuilder.Of(function, isGradient, ct) is not { } list)
            return [storage, "The method is too long for a list of its statements' adjoints."];
        var writer = new AdjointListWriter(list, UnicodeNotation.Instance);
        string[] steps = [.. writer.Steps()];
        if (steps.Length == 0)
            return [writer.Activity()];
        return
        [
            writer.Activity(),
            storage,
            "Backwards" + (isGradient ? "" : " from the seeds") + "; x̄ (xBar) is the adjoint of x, and 0 again once an assignment to x has been passed:",
            .. steps.Take(MostLines),
            .. steps.Length > MostLines ? [$"… and {steps.Length - MostLines} more"] : Array.Empty<string>(),
        ];
    }
}
