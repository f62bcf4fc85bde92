using DiffGen.Compiler.IR;
using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>The trigonometric functions and their inverses, in radians and in half turns (<c>…Pi</c>).</summary>
internal static class TrigonometricRules
{
    private const double π = 3.14159265358979323846;

    // 1 − x² is written (1 − x)(1 + x): close to ±1 it keeps all digits.
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Sin", (x, Ω) => x.Apply("Cos")),
        Unary("Cos", (x, Ω) => -x.Apply("Sin")),
        Unary("Tan", (x, Ω) => 1 + Ω * Ω),
        Unary("Asin", (x, Ω, s) => s / ((1 - x) * (1 + x)).Apply("Sqrt"), singular: true),
        Unary("Acos", (x, Ω, s) => -(s / ((1 - x) * (1 + x)).Apply("Sqrt")), singular: true),
        Unary("Atan", (x, Ω, s) => s / (1 + x * x)),
        Binary("Atan2",
            (y, x, Ω, s) => OverSquares(s, x, y),
            (y, x, Ω, s) => -OverSquares(s, y, x), singular: true),

        Unary("SinPi", (x, Ω) => π * x.Apply("CosPi"), Containers.Number),
        Unary("CosPi", (x, Ω) => -π * x.Apply("SinPi"), Containers.Number),
        Unary("TanPi", (x, Ω) => π * (1 + Ω * Ω), Containers.Number, singular: true),
        Unary("AsinPi", (x, Ω, s) => s / (π * ((1 - x) * (1 + x)).Apply("Sqrt")), Containers.Number, singular: true),
        Unary("AcosPi", (x, Ω, s) => -(s / (π * ((1 - x) * (1 + x)).Apply("Sqrt"))), Containers.Number, singular: true),
        Unary("AtanPi", (x, Ω, s) => s / (π * (1 + x * x)), Containers.Number),
        Binary("Atan2Pi",
            (y, x, Ω, s) => OverSquares(s, x, y) / π,
            (y, x, Ω, s) => -(OverSquares(s, y, x) / π), Containers.Number, singular: true),
    ];

    // s·p / (p² + q²), with no square to overflow or underflow. Dividing by the larger one also keeps the derivative of this finite where the
    // smaller one is 0, which is where second derivatives of an angle are most often asked for.
    private static Term OverSquares(Term s, Term p, Term q) => Term.Select(p.Apply("Abs") >= q.Apply("Abs"),
        b => s.In(b) / (p.In(b) + q.In(b) * (q.In(b) / p.In(b))),
        b => s.In(b) * (p.In(b) / q.In(b)) / (q.In(b) + p.In(b) * (p.In(b) / q.In(b))));
}
