using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Writes formulas without indices: −2 (P − U Vᵀ) V.</summary>
internal sealed class MatrixWriter(Notation notation, FormulaWriter formulas, IReadOnlyDictionary<Index, string> names)
{
    // What binds how strongly.
    private const int Sum = 0, Elementwise = 1, Product = 2, Atom = 3;

    public string Write(MatrixExpression expression) => Write(expression, Sum);

    /// <summary>Whether something written was made of the rows that an array names.</summary>
    public bool TakesRows { get; private set; }

    private string Part(Part part)
    {
        string own = part.From is null && part.To is null ? "" : (part.From is { } from ? formulas.Write(from, names) : "") + ":" + (part.To is { } to ? formulas.Write(to, names) : "");
        if (part.Through is not { } through)
            return own;
        TakesRows = true;
        return notation.Name(through) + (own.Length == 0 ? "" : "[" + own + "]");
    }

    private string Write(MatrixExpression expression, int around)
    {
        (string text, int level) = Text(expression);
        return level < around ? notation.Parentheses(text) : text;
    }

    private (string Text, int Level) Text(MatrixExpression expression)
    {
        switch (expression)
        {
            case MatrixExpression.Named n:
                string name = n.Definition is null ? n.Name : formulas.NameOf(n.Definition);
                string text = notation.Subscripted(name, [.. n.Slice.Select(i => names.TryGetValue(i, out string? s) ? s : i.Name)]);
                return (text + Parts(n.Parts), Atom);
            case MatrixExpression.Ones:
                return ("1", Atom);
            case MatrixExpression.Identity:
                return ("I", Atom);
            case MatrixExpression.Selection s:
                return ("I" + Parts([s.Rows]), Atom);
            case MatrixExpression.Size s:
                return (formulas.Write(Affine.Of(s.Atom), names), Atom);
            case MatrixExpression.Transpose t:
                return (notation.Transposed(Write(t.Of, Atom)), Atom);
            case MatrixExpression.Product p:
                return (string.Join(" ", p.Factors.Select(f => Write(f, Product + 1))), Product);
            case MatrixExpression.Hadamard h:
                return (Hadamard(h), Elementwise);
            case MatrixExpression.Power { IsNumber: true } p:
                return (p.Exponent == 0.5 ? notation.Root(Write(p.Of), p.Of is MatrixExpression.Named) : notation.Power(Write(p.Of, Atom), Exponent(p.Exponent)), Atom);
            case MatrixExpression.Power p:
                return (notation.Power(Write(p.Of, Atom), notation.ElementwiseMark + Exponent(p.Exponent)), Atom);
            case MatrixExpression.Diagonal { Of: MatrixExpression.Power { IsNumber: false } p } when p.Exponent < 0:
                return (notation.Power(notation.Function("diag", [Write(p.Of)]), Exponent(p.Exponent)), Atom);
            case MatrixExpression.Diagonal d:
                return (notation.Function("diag", [Write(d.Of)]), Atom);
            case MatrixExpression.Trace t:
                return (notation.Function("tr", [Write(t.Of)]), Atom);
            case MatrixExpression.Function f:
                return (notation.Function(f.Name, [.. f.Arguments.Select(x => Write(x))]), Atom);
            case MatrixExpression.Norm n:
                return (notation.Norm(Write(n.Of), n.IsSquared, n.IsMatrix), Atom);
            case MatrixExpression.Sum s:
                return (Summands(s), s.Summands.Count == 1 && s.Summands[0].Coefficient > 0 ? Product : Sum);
            default:
                return ("?", Atom);
        }
    }

    /// <summary>Which part of a tensor; nothing for the whole. Dimensions at the end that are whole are left out.</summary>
    public string Parts(EquatableArray<Part> parts)
    {
        int count = parts.Count;
        while (count > 0 && parts[count - 1] == IndexAlgebra.Part.Whole)
            count--;
        return count == 0 ? "" : "[" + string.Join(",", parts.Take(count).Select(p => p == IndexAlgebra.Part.Whole ? ":" : Part(p))) + "]";
    }

    private string Hadamard(MatrixExpression.Hadamard h)
    {
        string text = "";
        foreach (MatrixExpression factor in h.Factors.OrderBy(f => f is MatrixExpression.Power { Exponent: < 0 } ? 1 : 0))
        {
            if (text.Length > 0 && factor is MatrixExpression.Power { Exponent: < 0 } p)
                text += $" {notation.ElementwiseQuotient} " + (p.Exponent == -1 ? Write(p.Of, Elementwise + 1) : Write(p with { Exponent = -p.Exponent }, Elementwise + 1));
            else
                text += (text.Length == 0 ? "" : $" {notation.ElementwiseProduct} ") + Write(factor, Elementwise + 1);
        }
        return text;
    }

    private string Summands(MatrixExpression.Sum sum)
    {
        string text = "";
        foreach (Scaled summand in sum.Summands.Any(s => s.Coefficient > 0) ? sum.Summands.OrderBy(s => s.Coefficient < 0 ? 1 : 0) : (IEnumerable<Scaled>)sum.Summands)
        {
            string absolute = Write(summand with { Coefficient = Math.Abs(summand.Coefficient) });
            text += text.Length == 0 ? (summand.Coefficient < 0 ? notation.Minus : "") + absolute : (summand.Coefficient < 0 ? $" {notation.Minus} " : " + ") + absolute;
        }
        return text.Length == 0 ? "0" : text;
    }

    private string Write(Scaled summand)
    {
        var front = new List<string>();
        double coefficient = summand.Coefficient;
        var below = summand.Below.Select(b => Write(b, Atom)).ToList();
        if (1 / coefficient is var inverse && inverse == Math.Floor(inverse) && inverse is > 1 and <= 16)
        {
            below.Insert(0, notation.Number(inverse));
            coefficient = 1;
        }
        if (coefficient != 1 || (summand.Above.Count == 0 && summand.Of is null or MatrixExpression.Ones))
            front.Add(notation.Number(coefficient));
        front.AddRange(summand.Above.Select(a => Write(a, Product)));
        string scale = string.Join(" ", front);
        if (below.Count > 0)
            scale = notation.Fraction(scale.Length == 0 ? "1" : scale, notation.Product(below), true, below.Count == 1);
        if (summand.Of is null or MatrixExpression.Ones)
            return scale + (summand.Of is null || scale == "0" ? "" : scale == "1" ? "" : " 1");
        return scale.Length == 0 ? Write(summand.Of, Elementwise) : scale + " " + Write(summand.Of, summand.Of is MatrixExpression.Product ? Product : Product);
    }

    private string Exponent(double exponent) => exponent * 2 == Math.Floor(exponent * 2) && exponent != Math.Floor(exponent)
        ? notation.Number(exponent * 2) + "/2"
        : notation.Number(exponent);
}
