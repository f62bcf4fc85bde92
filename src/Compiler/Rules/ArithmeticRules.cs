using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>Sums and products under a function's name, linear scalings and remainders.</summary>
internal static class ArithmeticRules
{
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Ternary("FusedMultiplyAdd", (a, b, c, s) => s * b, (a, b, c, s) => s * a, (a, b, c, s) => s),
        Ternary("MultiplyAddEstimate", (a, b, c, s) => s * b, (a, b, c, s) => s * a, (a, b, c, s) => s, Containers.Number),
        Ternary("Lerp", (a, b, t, s) => s * (1 - t), (a, b, t, s) => s * t, (a, b, t, s) => s * (b - a), Containers.Number),
        Unary("DegreesToRadians", (x, Ω, s) => s.Apply("DegreesToRadians"), Containers.Number, expensive: false),
        Unary("RadiansToDegrees", (x, Ω, s) => s.Apply("RadiansToDegrees"), Containers.Number, expensive: false),

        // x − n·y with the integer n nearest to x / y, which is (x − Ω) / y.
        Binary("IEEERemainder",
            (x, y, Ω, s) => s,
            (x, y, Ω, s) => -(s * ((x - Ω) / y)), Containers.Classes, singular: true, diverges: true),
        Binary("Ieee754Remainder",
            (x, y, Ω, s) => s,
            (x, y, Ω, s) => -(s * ((x - Ω) / y)), Containers.Number, singular: true, diverges: true),
    ];
}
