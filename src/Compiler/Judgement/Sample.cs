using DiffGen.Compiler.Interpretation;

namespace DiffGen.Compiler.Judgement;

/// <summary>One place of one quantity where the two sides differ.</summary>
internal readonly record struct Difference(int Quantity, int At);

/// <summary>What both sides computed at a point.</summary>
/// <param name="Point">The inputs.</param>
/// <param name="Derived">The derived side, which came to an end.</param>
/// <param name="Hand">The side by hand, which may not have.</param>
/// <param name="Differences">Where they differ, in order; empty where they agree, and where one of them came to no end.</param>
internal sealed record Sample(Point Point, Outcome Derived, Outcome Hand, IReadOnlyList<Difference> Differences)
{
    public bool Differs => Hand.Fault is not null || Differences.Count > 0;
}
