namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Plain text with the mathematical characters of Unicode, for tooltips and messages.</summary>
internal sealed class UnicodeNotation : Notation
{
    public static readonly UnicodeNotation Instance = new();

    private const string Plain = "0123456789+-=()aehijklmnoprstuvx";
    private const string Below = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    // Letters that there is one character for; others have the bar as a character of its own.
    private const string WithoutBar = "aeiouygAEIOUYG";
    private const string WithBar = "\u0101\u0113\u012B\u014D\u016B\u0233\u1E21\u0100\u0112\u012A\u014C\u016A\u0232\u1E20";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    // There is no subscript b, c, d, …
    public override IReadOnlyList<string> Letters { get; } = ["i", "j", "k", "l", "m", "n", "p", "r", "s", "t", "u", "v", "a", "e", "h", "o", "x"];

    // A line of a tooltip that is longer than that is not read.
    public override int LongestLine => 220;

    public override string Minus => "−";

    public override string Text(string words) => words;

    public override string Implies => "⇒";

    public override string Range => " … ";

    // Spaces at the beginning of a line are not shown in a tooltip.
    public override string Indentation => "│ ";

    public override string AtMost => "≤";

    public override string AtLeast => "≥";

    public override string NotEqual => "≠";

    public override string Name(string name) => Greek(name);

    // A bar is above one letter; over a word it would be torn.
    protected override string Barred(string name)
    {
        int dot = name.IndexOf('.');
        string variable = Greek(dot < 0 ? name : name.Substring(0, dot)), letter = variable.TrimEnd('′');
        // A variable has no name yet while it is typed.
        if (letter.Length == 0)
            return name;
        return (letter.Length > 1 ? letter + "Bar" : WithoutBar.IndexOf(letter[0]) is >= 0 and var place ? WithBar[place].ToString() : letter + "\u0304") + variable.Substring(letter.Length) + (dot < 0 ? "" : name.Substring(dot));
    }

    protected override string WithSubscripts(string head, IReadOnlyList<string> subscripts)
    {
        if (subscripts.Count == 0)
            return head;
        bool separate = subscripts.Any(s => s.Length > 1 && (subscripts.Count > 1 || IsWord(s)));
        return !separate && subscripts.All(s => s.All(c => c == '−' || Plain.Contains(c)))
            ? head + string.Concat(subscripts.Select(Subscript))
            : head + "[" + string.Join(",", subscripts) + "]";
    }

    // Small letters in a row are hard to read.
    private static bool IsWord(string text) => char.IsLetter(text[0]) && char.IsLetterOrDigit(text[1]);

    // 2x, but 2·speed
    public override string Coefficient(string number, string factor) =>
        factor.Length > 1 && char.IsLetter(factor[0]) && factor[1] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? number + "·" + factor : number + factor;

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

    public override string Extent(string array, string dimension) => "|" + Name(array) + "|" + Subscript(dimension);

    public override string Derivative(string of, string by) => "∂" + of + "/∂" + by;
}
