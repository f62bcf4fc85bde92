using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>The trigonometric functions and their inverses, in radians and in half turns (<c>…Pi</c>).</summary>
internal static class TrigonometricRules
{
    private const double π = 3.14159265358979323846;

    // 1 − x² is written (1 − x)(1 + x): close to ±1 it keeps all digits.
    // x / (x² + y²) is written as it stands: forms without squares, such as 1 / (x + y·(y / x)), are not smooth on the axes, where second
    // derivatives of an angle are often asked for.
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Sin", (x, Ω) => x.Apply("Cos")),
        Unary("Cos", (x, Ω) => -x.Apply("Sin")),
        Unary("Tan", (x, Ω) => 1 + Ω * Ω),
        Unary("Asin", (x, Ω, s) => s / ((1 - x) * (1 + x)).Apply("Sqrt"), singular: true),
        Unary("Acos", (x, Ω, s) => -(s / ((1 - x) * (1 + x)).Apply("Sqrt")), singular: true),
        Unary("Atan", (x, Ω, s) => s / (1 + x * x)),
        Binary("Atan2",
            (y, x, Ω, s) => s / (x * x + y * y) * x,
            (y, x, Ω, s) => -(s / (x * x + y * y) * y), singular: true),

        Unary("SinPi", (x, Ω) => π * x.Apply("CosPi"), Containers.Number),
        Unary("CosPi", (x, Ω) => -π * x.Apply("SinPi"), Containers.Number),
        Unary("TanPi", (x, Ω) => π * (1 + Ω * Ω), Containers.Number, singular: true),
        Unary("AsinPi", (x, Ω, s) => s / (π * ((1 - x) * (1 + x)).Apply("Sqrt")), Containers.Number, singular: true),
        Unary("AcosPi", (x, Ω, s) => -(s / (π * ((1 - x) * (1 + x)).Apply("Sqrt"))), Containers.Number, singular: true),
        Unary("AtanPi", (x, Ω, s) => s / (π * (1 + x * x)), Containers.Number),
        Binary("Atan2Pi",
            (y, x, Ω, s) => s / (π * (x * x + y * y)) * x,
            (y, x, Ω, s) => -(s / (π * (x * x + y * y)) * y), Containers.Number, singular: true),
    ];
}
