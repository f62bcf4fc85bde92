using System.Text;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>MathML for a page: what is written with it becomes an element by <see cref="Element"/>.</summary>
/// <remarks>
/// While a formula is put together, tags stand between two characters that no formula has; all other text is taken apart into identifiers,
/// numbers and operators at the end.
/// </remarks>
internal sealed class MathMlNotation : Notation
{
    public static readonly MathMlNotation Instance = new();

    private const char Open = '\uE000', Close = '\uE001', Verbatim = '\uE002';

    public override IReadOnlyList<string> Letters { get; } = [.. "ijklmnpqrstuvabcdefghowxyz".Select(c => c.ToString())];

    /// <summary>The finished <c>math</c> element.</summary>
    public static string Element(string formula)
    {
        var text = new StringBuilder("<math display=\"block\">");
        for (int i = 0; i < formula.Length; i++)
        {
            char c = formula[i];
            if (c is Open or Verbatim)
            {
                int end = formula.IndexOf(Close, i);
                string inside = formula.Substring(i + 1, end - i - 1);
                text.Append(c == Open ? "<" + inside + ">" : inside);
                i = end;
            }
            else if (char.IsDigit(c))
            {
                int end = i;
                while (end + 1 < formula.Length && (char.IsDigit(formula[end + 1]) || (formula[end + 1] == '.' && end + 2 < formula.Length && char.IsDigit(formula[end + 2]))))
                    end++;
                text.Append("<mn>").Append(formula, i, end - i + 1).Append("</mn>");
                i = end;
            }
            else if (char.IsLetter(c))
            {
                int end = i;
                while (end + 1 < formula.Length && char.IsLetterOrDigit(formula[end + 1]))
                    end++;
                text.Append("<mi>").Append(formula, i, end - i + 1).Append("</mi>");
                i = end;
            }
            else if (c != ' ')
            {
                // Brackets around subscripts and conditions, which are as tall as these.
                text.Append(c is '[' or ']' ? "<mo stretchy=\"false\">" : "<mo>").Append(Escaped(c.ToString())).Append("</mo>");
            }
            else if (i > 0 && i + 1 < formula.Length && IsFactor(formula[i - 1]) && IsFactor(formula[i + 1]))
            {
                // Between the factors of a product of matrices.
                text.Append("<mspace width=\"0.2em\"/>");
            }
        }
        return text.Append("</math>").ToString();
    }

    private static bool IsFactor(char c) => c is Open or Close or Verbatim or '(' or ')' || char.IsLetterOrDigit(c);

    private static string Tag(string name, string inside) => Open + name + Close + inside + Open + "/" + name + Close;

    private static string Row(string inside) => Tag("mrow", inside);

    private static string Operator(string text) => Verbatim + "<mo>" + text + "</mo>" + Close;

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public override int LongestLine => 6000;

    public override string Minus => "−";

    public override string AtMost => "≤";

    public override string AtLeast => "≥";

    public override string NotEqual => "≠";

    public override string Name(string name) => Verbatim + "<mi>" + Escaped(Greek(name)) + "</mi>" + Close;

    protected override string Barred(string name) => Verbatim + "<mover accent=\"true\"><mi>" + Escaped(Greek(name)) + "</mi><mo>¯</mo></mover>" + Close;

    protected override string WithSubscripts(string head, IReadOnlyList<string> subscripts) => subscripts.Count == 0
        ? head
        : Tag("msub", head + Row(string.Join(subscripts.Any(s => s.Length > 1) ? "," : Operator("\u2063"), subscripts)));

    public override string Text(string words) => Verbatim + "<mtext>" + Escaped(words).Replace(' ', '\u00A0') + "</mtext>" + Close;

    public override string PlusEquals => Operator("+=");

    public override string MinusEquals => Operator("−=");

    public override string Implies => Operator("⇒");

    public override string Range => Operator("…");

    public override string Indentation => Verbatim + "<mspace width=\"2em\"/>" + Close;

    public override string Sum(IReadOnlyList<string> simple, IReadOnlyList<string> ranges) =>
        Tag("munder", Operator("∑") + Row(string.Join(",", simple.Count == 0 ? ranges : ranges.Prepend(string.Join(Operator("\u2063"), simple)))));

    public override string Delta(string a, string b) => Tag("msub", Verbatim + "<mi>δ</mi>" + Close + Row(a + (a.Length + b.Length > 2 ? "," : Operator("\u2063")) + b));

    public override string Where(string conditions) => Row("[" + conditions + "]");

    public override string Power(string atom, string exponent) => Tag("msup", Row(atom) + Row(exponent));

    public override string Root(string inner, bool isAtom) => Tag("msqrt", inner);

    public override string Fraction(string above, string below, bool isSimple, bool belowIsSimple) => Tag("mfrac", Row(above) + Row(below));

    public override string Function(string name, IReadOnlyList<string> arguments) => name == "Abs"
        ? Row("|" + arguments[0] + "|")
        : Row(Verbatim + "<mi>" + name.ToLowerInvariant() + "</mi><mo>\u2061</mo>" + Close + "(" + string.Join(",", arguments) + ")");

    public override string Parentheses(string inner) => Row("(" + inner + ")");

    // Names may have several letters: without a space they would run together.
    public override string Product(IEnumerable<string> factors) => string.Join(Verbatim + "<mo>\u2062</mo><mspace width=\"0.2em\"/>" + Close, factors);

    public override string Extent(string array, string dimension) => dimension.Length == 0
        ? Row("|" + Name(array) + "|")
        : Tag("msub", Row("|" + Name(array) + "|") + Row(dimension));

    public override string Derivative(string of, string by) => Tag("mfrac", Row("∂" + of) + Row("∂" + by));

    public override string Transposed(string matrix) => Tag("msup", Row(matrix) + Operator("⊤"));

    public override string Norm(string inner, bool isSquared, bool isMatrix) => isSquared
        ? isMatrix ? Tag("msubsup", Row("‖" + inner + "‖") + Row("F") + Row("2")) : Tag("msup", Row("‖" + inner + "‖") + "2")
        : Tag("msub", Row("‖" + inner + "‖") + "1");

    public override string ElementwiseMark => Operator("⊙");

    public override string ElementwiseProduct => Operator("⊙");

    public override string ElementwiseQuotient => Operator("⊘");
}
