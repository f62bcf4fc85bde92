using System.Globalization;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>How the pieces of a formula are written: as plain text, in a markup.</summary>
internal abstract class Notation
{
    /// <summary>The letters that index names are taken from, the usual ones first.</summary>
    public abstract IReadOnlyList<string> Letters { get; }

    /// <summary>How many characters a step of a derivation may have; a longer one is left out.</summary>
    public abstract int LongestLine { get; }

    public abstract string Name(string name);

    public string Subscripted(string name, IReadOnlyList<string> subscripts) => WithSubscripts(Name(name), subscripts);

    /// <summary>The adjoint of a variable or element: x̄ᵢ.</summary>
    public string Adjoint(string name, IReadOnlyList<string> subscripts) => WithSubscripts(Barred(name), subscripts);

    protected abstract string Barred(string name);

    protected abstract string WithSubscripts(string head, IReadOnlyList<string> subscripts);

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

    /// <summary>Words between formulas.</summary>
    public abstract string Text(string words);

    public virtual string EqualSign => "=";

    public virtual string PlusEquals => "+=";

    public virtual string MinusEquals => Minus + "=";

    /// <summary>What a statement and its adjoint are joined by.</summary>
    public abstract string Implies { get; }

    /// <summary>From … to …, by ones.</summary>
    public abstract string Range { get; }

    /// <summary>What a line inside of another one begins with.</summary>
    public abstract string Indentation { get; }

    public abstract string AtMost { get; }

    public abstract string AtLeast { get; }

    public abstract string NotEqual { get; }

    /// <summary>The extent of an array along a dimension, which is not named where it is the first.</summary>
    public abstract string Extent(string array, string dimension);

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

    /// <summary>A number before a factor.</summary>
    public virtual string Coefficient(string number, string factor) => number + factor;

    protected static string Greek(string name) => GreekLetters.TryGetValue(name, out string? letter) ? letter : name;

    private static readonly Dictionary<string, string> GreekLetters = new(StringComparer.Ordinal)
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["eps"] = "ε", ["zeta"] = "ζ", ["eta"] = "η",
        ["theta"] = "θ", ["kappa"] = "κ", ["lambda"] = "λ", ["lam"] = "λ", ["mu"] = "μ", ["nu"] = "ν", ["xi"] = "ξ", ["pi"] = "π", ["rho"] = "ρ",
        ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["chi"] = "χ", ["psi"] = "ψ", ["omega"] = "ω", ["Gamma"] = "Γ", ["Delta"] = "Δ",
        ["Theta"] = "Θ", ["Lambda"] = "Λ", ["Xi"] = "Ξ", ["Pi"] = "Π", ["Sigma"] = "Σ", ["Phi"] = "Φ", ["Psi"] = "Ψ", ["Omega"] = "Ω",
    };
}
