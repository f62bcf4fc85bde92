using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>The logarithms. At 0 their derivative is what IEEE division gives, ∞.</summary>
internal static class LogarithmicRules
{
    private const double Log2E = 1.44269504088896340736;
    private const double Log10E = 0.43429448190325182765;

    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Log", (x, Ω, s) => s / x, singular: true, diverges: true),
        Unary("LogP1", (x, Ω, s) => s / (1 + x), Containers.Number, singular: true, diverges: true),
        Unary("Log2", (x, Ω, s) => Log2E * s / x, singular: true, diverges: true),
        Unary("Log2P1", (x, Ω, s) => Log2E * s / (1 + x), Containers.Number, singular: true, diverges: true),
        Unary("Log10", (x, Ω, s) => Log10E * s / x, singular: true, diverges: true),
        Unary("Log10P1", (x, Ω, s) => Log10E * s / (1 + x), Containers.Number, singular: true, diverges: true),
        Binary("Log", // of x to the base b: ln x / ln b
            (x, b, Ω, s) => s / (x * b.Apply("Log")),
            (x, b, Ω, s) => -(s * Ω / (b * b.Apply("Log"))), singular: true),
    ];
}
