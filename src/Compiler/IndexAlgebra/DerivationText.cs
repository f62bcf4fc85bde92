using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>The lines that the documentation of generated methods shows of a derivation; where there is none, the reason in one line.</summary>
internal static class DerivationText
{
    // A tooltip of more lines is a page.
    private const int MostLines = 24;

    /// <param name="primal">After <see cref="Optimization.Passes.Primal"/>.</param>
    public static DocumentedDerivation Of(Function primal, CancellationToken ct)
    {
        (Derivation? derivation, string? obstacle) = DerivationBuilder.Of(primal, ct);
        if (derivation is null)
            return new DocumentedDerivation([], [], obstacle);
        var writer = new DerivationWriter(derivation, UnicodeNotation.Instance);
        string[] closed = [.. derivation.Gradients.Select(writer.Closed)];
        string[] lines = [.. writer.Lines()];
        return new DocumentedDerivation((lines.Length <= MostLines ? lines : closed).ToEquatableArray(), closed.ToEquatableArray(), null);
    }
}

/// <param name="Lines">The whole derivation.</param>
/// <param name="Closed">The results alone.</param>
/// <param name="Obstacle">Why there is none.</param>
internal sealed record DocumentedDerivation(EquatableArray<string> Lines, EquatableArray<string> Closed, string? Obstacle);
