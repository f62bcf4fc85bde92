namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Plain text with the mathematical characters of Unicode, for tooltips and messages.</summary>
internal sealed class UnicodeNotation : Notation
{
    public static readonly UnicodeNotation Instance = new();

    private const string Plain = "0123456789+-=()aehijklmnoprstuvx";
    private const string Below = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    // There is no subscript b, c, d, …
    public override IReadOnlyList<string> Letters { get; } = ["i", "j", "k", "l", "m", "n", "p", "r", "s", "t", "u", "v", "a", "e", "h", "o", "x"];

    public override string Minus => "−";

    public override string AtMost => "≤";

    public override string AtLeast => "≥";

    public override string NotEqual => "≠";

    public override string Name(string name) => Greek(name);

    public override string Subscripted(string name, IReadOnlyList<string> subscripts)
    {
        if (subscripts.Count == 0)
            return Name(name);
        bool separate = subscripts.Count > 1 && subscripts.Any(s => s.Length > 1);
        return !separate && subscripts.All(s => s.All(c => c == '−' || Plain.Contains(c)))
            ? Name(name) + string.Concat(subscripts.Select(Subscript))
            : Name(name) + "[" + string.Join(",", subscripts) + "]";
    }

    private static string Subscript(string text) => string.Concat(text.Select(c => c == '−' ? '₋' : Below[Plain.IndexOf(c)]));

    public override string Sum(IReadOnlyList<string> simple, IReadOnlyList<string> ranges) =>
        (simple.Count == 0 ? "" : "Σ" + string.Concat(simple.Select(Subscript)) + " ")
        + (ranges.Count == 0 ? "" : "Σ(" + string.Join(", ", ranges) + ") ");

    public override string Delta(string a, string b) => a.Length == 1 && b.Length == 1 && Plain.Contains(a) && Plain.Contains(b)
        ? "δ" + Subscript(a) + Subscript(b)
        : "δ[" + a + "," + b + "]";

    public override string Where(string conditions) => "[" + conditions + "]";

    public override string Power(string atom, string exponent) => exponent.All(c => char.IsDigit(c) || c == '−')
        ? atom + string.Concat(exponent.Select(c => c == '−' ? '⁻' : Raised[c - '0']))
        : atom + "^" + (exponent.Length == 1 ? exponent : "(" + exponent + ")");

    public override string Root(string inner, bool isAtom) => isAtom ? "√" + inner : "√(" + inner + ")";

    public override string Fraction(string above, string below, bool isSimple, bool belowIsSimple) =>
        (isSimple ? above : "(" + above + ")") + "/" + (belowIsSimple ? below : "(" + below + ")");

    public override string Function(string name, IReadOnlyList<string> arguments) => name == "Abs"
        ? "|" + arguments[0] + "|"
        : name.ToLowerInvariant() + "(" + string.Join(", ", arguments) + ")";

    public override string Parentheses(string inner) => "(" + inner + ")";

    public override string Product(IEnumerable<string> factors) => string.Join("·", factors);

    public override string Transposed(string matrix) => matrix + "ᵀ";

    public override string Norm(string inner, bool isSquared, bool isMatrix) =>
        "‖" + inner + "‖" + (isSquared ? "²" + (isMatrix ? "_F" : "") : "₁");

    public override string ElementwiseMark => "⊙";

    public override string ElementwiseProduct => "⊙";

    public override string ElementwiseQuotient => "⊘";

    public override string Derivative(string of, string by) => "∂" + of + "/∂" + by;
}
