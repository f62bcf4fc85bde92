using System.Globalization;
using System.Text;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>LaTeX, for the inside of a formula: no dollar signs around it.</summary>
internal sealed class LatexNotation : Notation
{
    public static readonly LatexNotation Instance = new();

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["α"] = @"\alpha", ["β"] = @"\beta", ["γ"] = @"\gamma", ["δ"] = @"\delta", ["ε"] = @"\varepsilon", ["ζ"] = @"\zeta", ["η"] = @"\eta",
        ["θ"] = @"\theta", ["κ"] = @"\kappa", ["λ"] = @"\lambda", ["μ"] = @"\mu", ["ν"] = @"\nu", ["ξ"] = @"\xi", ["π"] = @"\pi", ["ρ"] = @"\rho",
        ["σ"] = @"\sigma", ["τ"] = @"\tau", ["φ"] = @"\varphi", ["χ"] = @"\chi", ["ψ"] = @"\psi", ["ω"] = @"\omega", ["Γ"] = @"\Gamma", ["Δ"] = @"\Delta",
        ["Θ"] = @"\Theta", ["Λ"] = @"\Lambda", ["Ξ"] = @"\Xi", ["Π"] = @"\Pi", ["Σ"] = @"\Sigma", ["Φ"] = @"\Phi", ["Ψ"] = @"\Psi", ["Ω"] = @"\Omega",
    };

    private static readonly string[] Known = ["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"];

    public override IReadOnlyList<string> Letters { get; } = [.. "ijklmnpqrstuvabcdefghowxyz".Select(c => c.ToString())];

    // Markup takes the most of it.
    public override int LongestLine => 900;

    public override string Minus => "-";

    public override string AtMost => @" \le ";

    public override string AtLeast => @" \ge ";

    public override string NotEqual => @" \ne ";

    public override string Name(string name)
    {
        string letter = Greek(name);
        string plain = letter.TrimEnd('′');
        string primes = new('\'', letter.Length - plain.Length);
        return (Commands.TryGetValue(plain, out string? command) ? command : plain.Length == 1 ? plain : @"\mathit{" + Escaped(plain) + "}") + primes;
    }

    // An identifier may have any letter in it, and an underscore.
    private static string Escaped(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
            text.Append(c is '_' or '$' or '%' or '&' or '#' or '{' or '}' ? @"\" + c : c.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    protected override string Barred(string name) => (Greek(name).TrimEnd('′').Length == 1 ? @"\bar{" : @"\overline{") + Name(name) + "}";

    protected override string WithSubscripts(string head, IReadOnlyList<string> subscripts) => subscripts.Count == 0
        ? head
        : head + "_{" + string.Join(subscripts.Any(s => s.Length > 1) ? "," : "", subscripts) + "}";

    public override string Text(string words) => @"\text{" + Escaped(words) + "}";

    public override string PlusEquals => @"\mathrel{+}=";

    public override string MinusEquals => @"\mathrel{-}=";

    public override string Implies => @"\;\Rightarrow\;";

    public override string Range => @" \dots ";

    public override string Indentation => @"\quad ";

    public override string Sum(IReadOnlyList<string> simple, IReadOnlyList<string> ranges) =>
        @"\sum_{" + string.Join(",", simple.Count == 0 ? ranges : ranges.Prepend(string.Concat(simple))) + "} ";

    public override string Delta(string a, string b) => @"\delta_{" + a + (a.Length + b.Length > 2 ? "," : "") + b + "}";

    public override string Where(string conditions) => "[" + conditions + "]";

    public override string Power(string atom, string exponent) => atom + "^{" + exponent + "}";

    public override string Root(string inner, bool isAtom) => @"\sqrt{" + inner + "}";

    public override string Fraction(string above, string below, bool isSimple, bool belowIsSimple) => @"\frac{" + above + "}{" + below + "}";

    public override string Function(string name, IReadOnlyList<string> arguments)
    {
        if (name == "Abs")
            return @"\left|" + arguments[0] + @"\right|";
        string lower = name.ToLowerInvariant();
        string function = Known.Contains(lower) ? @"\" + lower : @"\operatorname{" + lower + "}";
        return function + @"\left(" + string.Join(", ", arguments) + @"\right)";
    }

    public override string Parentheses(string inner) => @"\left(" + inner + @"\right)";

    public override string Product(IEnumerable<string> factors) => string.Join(@" \, ", factors);

    public override string Extent(string array, string dimension) => @"\lvert " + Name(array) + @" \rvert" + (dimension.Length == 0 ? "" : "_{" + dimension + "}");

    public override string Derivative(string of, string by) => @"\frac{\partial " + of + @"}{\partial " + by + "}";

    public override string Transposed(string matrix) => matrix + @"^{\top}";

    public override string Norm(string inner, bool isSquared, bool isMatrix) =>
        @"\left\lVert " + inner + @" \right\rVert" + (isSquared ? (isMatrix ? "_F" : "") + "^2" : "_1");

    public override string ElementwiseMark => @"\odot ";

    public override string ElementwiseProduct => @"\odot";

    public override string ElementwiseQuotient => @"\oslash";
}
