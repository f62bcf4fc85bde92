using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>The hyperbolic functions and their inverses.</summary>
internal static class HyperbolicRules
{
    // √(x² − 1) is written √(x − 1)·√(x + 1): all digits close to 1, no overflow, and NaN below 1 as the function itself.
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Sinh", (x, Ω) => x.Apply("Cosh"), singular: true, diverges: true),
        Unary("Cosh", (x, Ω) => x.Apply("Sinh"), singular: true, diverges: true),
        Unary("Tanh", (x, Ω) => 1 - Ω * Ω),
        Unary("Asinh", (x, Ω, s) => s / (1 + x * x).Apply("Sqrt")),
        Unary("Acosh", (x, Ω, s) => s / ((x - 1).Apply("Sqrt") * (x + 1).Apply("Sqrt")), singular: true),
        Unary("Atanh", (x, Ω, s) => s / ((1 - x) * (1 + x)), singular: true, diverges: true),
    ];
}
