using DiffGen.Compiler.IR;
using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>Functions that return one of their arguments, or its negative.</summary>
/// <remarks>
/// What is not returned gets an exact 0. At a tie, x = y, each gets half. Where the magnitudes tie but x = −y, the value jumps and
/// the argument that is returned gets all. A NaN argument that is returned gets s (and so does the other one, which cannot be
/// told from it by a comparison); a NaN that is passed over (<c>MaxNumber</c>) gets 0.
/// </remarks>
internal static class SelectionRules
{
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Unary("Abs", Absolute, expensive: false, selects: true),
        Binary("CopySign", SignCopied, null, expensive: false, selects: true),

        Binary("Max",
            (x, y, Ω, s) => Unless(x < y, x, y, s),
            (x, y, Ω, s) => Unless(x > y, x, y, s), expensive: false, selects: true),
        Binary("Min",
            (x, y, Ω, s) => Unless(x > y, x, y, s),
            (x, y, Ω, s) => Unless(x < y, x, y, s), expensive: false, selects: true),
        Returned("MaxMagnitude", Containers.All),
        Returned("MinMagnitude", Containers.All),
        Returned("MaxNumber", Containers.Number),
        Returned("MinNumber", Containers.Number),
        Returned("MaxMagnitudeNumber", Containers.Number),
        Returned("MinMagnitudeNumber", Containers.Number),
        Returned("MaxNative", Containers.Number),
        Returned("MinNative", Containers.Number),

        Clamp("Clamp", Containers.Math | Containers.Number),
        Clamp("ClampNative", Containers.Number),
    ];

    private static Term Absolute(Term x, Term Ω, Term s) => Term.Select(x > x.Constant(0),
        b => s.In(b),
        b => Term.Select(x.In(b) < x.Constant(0), c => -s.In(c), c => s.In(c).Constant(0)));

    // |x| with the sign of y: +s where that is x itself, −s where it is −x, 0 at the kink.
    private static Term SignCopied(Term x, Term y, Term Ω, Term s) => Term.Select(x.EqualTo(x.Constant(0)),
        b => s.In(b).Constant(0),
        b => Term.Select(x.In(b).EqualTo(Ω), c => s.In(c), c => -s.In(c)));

    /// <summary>0 to an argument that loses, half of s to both of a tie, else all of it.</summary>
    private static Term Unless(Term loses, Term x, Term y, Term s) => Term.Select(loses,
        b => s.In(b).Constant(0),
        b => Term.Select(x.In(b).EqualTo(y), c => 0.5 * s.In(c), c => s.In(c)));

    /// <summary>A choice between two arguments that shows in the result only: the one that is not returned gets 0.</summary>
    private static Rule Returned(string name, Containers containers) => Binary(name,
        (x, y, Ω, s) => IfReturned(y, x, Ω, s),
        (x, y, Ω, s) => IfReturned(x, y, Ω, s), containers, expensive: false, selects: true);

    // Asks whether the other one was returned rather than whether this one was: a NaN that is returned equals nothing.
    private static Term IfReturned(Term other, Term own, Term Ω, Term s) => Term.Select(Ω.EqualTo(other),
        b => Term.Select(own.In(b).EqualTo(other), c => 0.5 * s.In(c), c => s.In(c).Constant(0)),
        b => s.In(b));

    // Inside and on the bounds the derivative goes to x, strictly outside to the bound that holds.
    private static Rule Clamp(string name, Containers containers) => Ternary(name,
        (x, low, high, s) => Term.Select(x < low,
            b => s.In(b).Constant(0),
            b => Term.Select(x.In(b) > high, c => s.In(c).Constant(0), c => s.In(c))),
        (x, low, high, s) => Term.Select(x < low, b => s.In(b), b => s.In(b).Constant(0)),
        (x, low, high, s) => Term.Select(x > high, b => s.In(b), b => s.In(b).Constant(0)), containers, selects: true);
}
