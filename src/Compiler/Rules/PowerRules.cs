using DiffGen.Compiler.IR;
using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>Powers and roots. At 0 a root's derivative is what IEEE arithmetic gives.</summary>
internal static class PowerRules
{
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Sqrt", (x, Ω, s) => 0.5 * s / Ω, singular: true),
        Unary("Cbrt", (x, Ω, s) => s / (3 * (Ω * Ω)), singular: true),
        Binary("RootN", RootOfRadicand, null, Containers.Number, singular: true),
        Binary("Pow", PowerOfBase, PowerOfExponent, singular: true),
        Binary("Hypot",
            (x, y, Ω, s) => s * (x / Ω),
            (x, y, Ω, s) => s * (y / Ω), Containers.Number, singular: true),
        Binary("ScaleB", (x, n, Ω, s) => s.Apply("ScaleB", n), null, expensive: false),
    ];

    // Ω = x^(1/n): Ω^(1−n) / n. Written with Ω/(n·x) it would be NaN at 0 and at ∞.
    private static Term RootOfRadicand(Term x, Term n, Term Ω, Term s)
    {
        Term degree = n.As(Ω.Type);
        return s * (Ω.Apply("Pow", 1 - degree) / degree);
    }

    // y·x^(y−1), and 0 where y is 0: there the formula would be 0·∞ at x = 0. The exponents that people write are settled here.
    private static Term PowerOfBase(Term x, Term y, Term Ω, Term s) => y.Operand switch
    {
        Constant { Number: 0 } => s.Constant(0),
        Constant { Number: 1 } => s,
        Constant { Number: 2 } => s * (2 * x),
        Constant { Number: 3 } => s * (3 * (x * x)),
        Constant c => s * (y * x.Apply("Pow", x.Constant(c.Number - 1))),
        _ => Term.Guard(y, b => s.In(b) * (y.In(b) * x.In(b).Apply("Pow", y.In(b) - 1))),
    };

    // Ω·ln x, and by convention 0 at x = 0. A negative base gives NaN: beside an integer y the power does not exist.
    private static Term PowerOfExponent(Term x, Term y, Term Ω, Term s) => x.Operand switch
    {
        Constant { Number: 0 } => s.Constant(0),
        Constant => s * (Ω * x.Apply("Log")),
        _ => Term.Select(x.EqualTo(x.Constant(0)),
            b => s.In(b).Constant(0),
            b => s.In(b) * (Ω.In(b) * x.In(b).Apply("Log"))),
    };
}
