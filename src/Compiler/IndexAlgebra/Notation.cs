using System.Globalization;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>How the pieces of a formula are written: as plain text, in a markup.</summary>
internal abstract class Notation
{
    /// <summary>The letters that index names are taken from, the usual ones first.</summary>
    public abstract IReadOnlyList<string> Letters { get; }

    public abstract string Name(string name);

    public abstract string Subscripted(string name, IReadOnlyList<string> subscripts);

    /// <param name="simple">Names of the indices that run over their whole range.</param>
    /// <param name="ranges">A condition for each of the others.</param>
    public abstract string Sum(IReadOnlyList<string> simple, IReadOnlyList<string> ranges);

    public abstract string Delta(string a, string b);

    public abstract string Where(string conditions);

    public abstract string Power(string atom, string exponent);

    public abstract string Root(string inner, bool isAtom);

    public abstract string Fraction(string above, string below, bool isSimple, bool belowIsSimple);

    public abstract string Function(string name, IReadOnlyList<string> arguments);

    public abstract string Parentheses(string inner);

    public abstract string Product(IEnumerable<string> factors);

    public abstract string AtMost { get; }

    public abstract string AtLeast { get; }

    public abstract string NotEqual { get; }

    /// <summary>∂a/∂b</summary>
    public abstract string Derivative(string of, string by);

    public abstract string Transposed(string matrix);

    public abstract string Norm(string inner, bool isSquared, bool isMatrix);

    /// <summary>What says of an exponent that it is one of each element.</summary>
    public abstract string ElementwiseMark { get; }

    public abstract string ElementwiseProduct { get; }

    public abstract string ElementwiseQuotient { get; }

    public virtual string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace("-", Minus);

    public abstract string Minus { get; }

    protected static string Greek(string name) => GreekLetters.TryGetValue(name, out string? letter) ? letter : name;

    private static readonly Dictionary<string, string> GreekLetters = new(StringComparer.Ordinal)
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["eps"] = "ε", ["zeta"] = "ζ", ["eta"] = "η",
        ["theta"] = "θ", ["kappa"] = "κ", ["lambda"] = "λ", ["lam"] = "λ", ["mu"] = "μ", ["nu"] = "ν", ["xi"] = "ξ", ["pi"] = "π", ["rho"] = "ρ",
        ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["chi"] = "χ", ["psi"] = "ψ", ["omega"] = "ω", ["Gamma"] = "Γ", ["Delta"] = "Δ",
        ["Theta"] = "Θ", ["Lambda"] = "Λ", ["Xi"] = "Ξ", ["Pi"] = "Π", ["Sigma"] = "Σ", ["Phi"] = "Φ", ["Psi"] = "Ψ", ["Omega"] = "Ω",
    };
}
