using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>The exponentials. Singular because they overflow: what is infinite must not meet the 0 of a side not selected.</summary>
internal static class ExponentialRules
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.30258509299404568402;

    // bˣ − 1: Ω + 1 would lose every digit of the derivative where Ω is close to −1, so the power is computed again.
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Exp", (x, Ω) => Ω, singular: true, diverges: true),
        Unary("ExpM1", (x, Ω) => x.Apply("Exp"), Containers.Number, singular: true, diverges: true),
        Unary("Exp2", (x, Ω) => Ln2 * Ω, Containers.Number, singular: true, diverges: true),
        Unary("Exp2M1", (x, Ω) => Ln2 * x.Apply("Exp2"), Containers.Number, singular: true, diverges: true),
        Unary("Exp10", (x, Ω) => Ln10 * Ω, Containers.Number, singular: true, diverges: true),
        Unary("Exp10M1", (x, Ω) => Ln10 * x.Apply("Exp10"), Containers.Number, singular: true, diverges: true),
    ];
}
