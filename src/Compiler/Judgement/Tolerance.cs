using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>When two numbers count as the same.</summary>
/// <param name="Relative">Two formulas for one number agree to so much of it, unless terms cancel.</param>
internal sealed record Tolerance(double Relative)
{
    // A double is rounded at 2⁻⁵³; operations are shaken at 2⁻²⁴, which the interpretation in double shows with 29 bits to spare.
    private const double Shake = 1.0 / (1 << 24);
    private const double RoundingOfAShake = 1.0 / (1 << 29);

    // How many roundings of that size may add up: a sum of a few dozen terms in another order.
    private const double Roundings = 256;

    /// <summary>Constants of a float are rounded at 2⁻²⁴, also where they are computed with as doubles.</summary>
    public static Tolerance For(HandDerivative hand) => new(UsesSingle(hand.Primal) || UsesSingle(hand.Hand) ? 3e-6 : 1e-9);

    public bool AreClose(double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b) || double.IsInfinity(a) || double.IsInfinity(b))
            return a.Equals(b);
        return Math.Abs(a - b) <= (Relative * Math.Max(Math.Abs(a), Math.Abs(b))) + 1e-290;
    }

    /// <summary>Shakes the result of every operation a little: how far the outcome moves says how much of it rounding could be.</summary>
    public static Func<double, double> Shaking(SplitMix random) => x => x * (1 + (Shake * random.Between(-1, 1)));

    /// <summary>How much of a number rounding can make out, from how far it moved when operations were shaken.</summary>
    public static double Floor(double number, double shaken) => double.IsNaN(shaken) || double.IsInfinity(shaken)
        ? 0
        : Math.Abs(number - shaken) * RoundingOfAShake * Roundings;

    private static bool UsesSingle(Function function)
    {
        IEnumerable<Statement> all = function.AllStatements;
        return function.Inputs.Any(p => p is ScalarParameter { Value.Type: Scalar.Single } or ArrayParameter { Array.Element: Scalar.Single })
            || all.Any(s => s is Let { Expression.Type: Scalar.Single } || Walk.Operands(s).Any(o => o.Type == Scalar.Single));
    }
}
