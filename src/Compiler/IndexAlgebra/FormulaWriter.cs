using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Writes formulas. Indices keep the names of the user's loops as far as they are different and have a subscript letter.</summary>
internal sealed class FormulaWriter(Notation notation, SharedExtents shapes)
{
    /// <summary>Names for definitions that have the name of another one too.</summary>
    public Dictionary<int, string> DefinitionNames { get; } = [];

    public string Write(Formula formula, IReadOnlyDictionary<Index, string> names)
    {
        if (formula.IsZero)
            return "0";
        string text = "";
        foreach (Summand summand in Ordered(formula))
        {
            string absolute = Write(summand with { Coefficient = Math.Abs(summand.Coefficient) }, names);
            text += text.Length == 0
                ? (summand.Coefficient < 0 ? notation.Minus : "") + absolute
                : (summand.Coefficient < 0 ? $" {notation.Minus} " : " + ") + absolute;
        }
        return text;
    }

    // A sum that begins with a minus sign is harder to read.
    private static IEnumerable<Summand> Ordered(Formula formula) => formula.Summands.Count > 1 && formula.Summands[0].Coefficient < 0
        ? formula.Summands.OrderBy(s => s.Coefficient < 0 ? 1 : 0)
        : formula.Summands;

    /// <summary>Names for free indices: those wanted, or the first letters that nothing else has.</summary>
    public Dictionary<Index, string> Named(IEnumerable<Index> indices, IReadOnlyDictionary<Index, string> around)
    {
        var names = around.ToDictionary(n => n.Key, n => n.Value);
        foreach (Index index in indices)
            names[index] = Free(index.Name, names.Values);
        return names;
    }

    private string Free(string wanted, ICollection<string> taken) =>
        notation.Letters.Contains(wanted) && !taken.Contains(wanted) ? wanted : notation.Letters.FirstOrDefault(l => !taken.Contains(l)) ?? wanted;

    private string Write(Summand summand, IReadOnlyDictionary<Index, string> around)
    {
        Dictionary<Index, string> names = Named(summand.Bound, around);
        var above = new List<string>();
        var below = new List<string>();
        var inside = new List<string>();
        foreach (Condition condition in summand.Conditions.Where(c => !c.Form.Indices.Any(i => summand.Bound.Contains(i))))
            above.Add(condition.IsEquality ? Delta(condition, names) : notation.Where(Range(condition, names)));
        foreach (Factor factor in summand.Factors)
        {
            bool isInside = FormulaAlgebra.Free(factor.Atom).Any(i => summand.Bound.Contains(i));
            (isInside ? inside : factor.Exponent < 0 ? below : above).Add(
                factor.Exponent < 0 && isInside ? notation.Fraction("1", Write(factor with { Exponent = -factor.Exponent }, names), true, true) : Write(factor with { Exponent = Math.Abs(factor.Exponent) }, names));
        }
        if (summand.Bound.Count == 0)
            return Fraction(summand.Coefficient, above, below);
        // Inside of a sum a quotient is one, too.
        List<string> insideAbove = [], insideBelow = [];
        foreach (Factor factor in summand.Factors.Where(f => FormulaAlgebra.Free(f.Atom).Any(i => summand.Bound.Contains(i))))
            (factor.Exponent < 0 ? insideBelow : insideAbove).Add(Write(factor with { Exponent = Math.Abs(factor.Exponent) }, names));
        foreach (Condition delta in summand.Conditions.Where(c => c.IsEquality && c.Form.Indices.Any(i => summand.Bound.Contains(i))))
            insideAbove.Add(Delta(delta, names));
        (List<string> simple, List<string> ranges) = Ranges(summand, names);
        string sum = notation.Sum(simple, ranges) + Fraction(1, insideAbove, insideBelow);
        if (summand.Coefficient == 1 && above.Count == 0 && below.Count == 0)
            return sum;
        return below.Count == 0
            ? notation.Product([.. Coefficient(summand.Coefficient, above), sum])
            : Fraction(summand.Coefficient, [.. above, notation.Parentheses(sum)], below);
    }

    private List<string> Coefficient(double coefficient, List<string> factors)
    {
        if (coefficient == 1)
            return factors;
        return factors.Count == 0 ? [notation.Number(coefficient)] : [notation.Coefficient(notation.Number(coefficient), factors[0]), .. factors.Skip(1)];
    }

    private string Fraction(double coefficient, List<string> above, List<string> below)
    {
        // ½ is written as a quotient, 0.1 as it is.
        if (1 / coefficient is var inverse && inverse == Math.Floor(inverse) && inverse is > 1 and <= 16 && (above.Count > 0 || below.Count > 0))
        {
            coefficient = 1;
            below = [notation.Number(inverse), .. below];
        }
        List<string> numerator = Coefficient(coefficient, above);
        if (below.Count == 0)
            return numerator.Count == 0 ? "1" : notation.Product(numerator);
        return notation.Fraction(numerator.Count == 0 ? "1" : notation.Product(numerator), notation.Product(below), true, below.Count == 1);
    }

    private (List<string> Simple, List<string> Ranges) Ranges(Summand summand, IReadOnlyDictionary<Index, string> names)
    {
        List<string> simple = [], ranges = [];
        var told = new HashSet<Condition>();
        foreach (Index index in summand.Bound)
        {
            var lower = new List<Affine>();
            var upper = new List<Affine>();
            foreach (Condition condition in summand.Conditions)
            {
                if (condition.IsEquality || condition.Form.Coefficient(index) is not (1 or -1) || !told.Add(condition))
                    continue;
                Affine rest = condition.Form.Minus(Affine.Of(index).Times(condition.Form.Coefficient(index)));
                if (condition.Form.Coefficient(index) == 1)
                    lower.Add(rest.Times(-1));
                else
                    upper.Add(rest);
            }
            lower.RemoveAll(a => a.Equals(Affine.Zero));
            upper.RemoveAll(a => a.Plus(1).Atom is Size size && IsExtentOf(summand, index, size));
            if (lower.Count == 0 && upper.Count == 0)
            {
                simple.Add(names[index]);
                continue;
            }
            string range = names[index];
            if (lower.Count == 1 && upper.Count <= 1)
                range = upper.Count == 0 ? range + notation.AtLeast + Write(lower[0], names) : Write(lower[0], names) + notation.AtMost + range + Upper(upper[0], names);
            else if (lower.Count == 0 && upper.Count == 1)
                range += Upper(upper[0], names);
            else
                range = string.Join(", ", lower.Select(l => names[index] + notation.AtLeast + Write(l, names)).Concat(upper.Select(u => names[index] + Upper(u, names))));
            ranges.Add(range);
        }
        return (simple, ranges);
    }

    private string Upper(Affine last, IReadOnlyDictionary<Index, string> names) => last.Constant == -1
        ? "<" + Write(last.Plus(1), names)
        : notation.AtMost + Write(last, names);

    // Whether the index runs along the whole of a dimension of something that it subscripts.
    private bool IsExtentOf(Summand summand, Index index, Size size)
    {
        if (summand.Conditions.Any(c => c.IsEquality && c.Form.Coefficient(index) != 0))
            return true;
        IEnumerable<Atom> atoms = summand.Factors.SelectMany(f => FormulaAlgebra.Atoms(Formula.Of(f.Atom)));
        return atoms.Any(a => a switch
        {
            Element e => e.Subscripts.Select((s, d) => (s, d)).Any(p => index.Equals(p.s.Atom) && shapes.Same(new Size(e.Tensor, p.d)).Equals(size)),
            Reference r => r.Arguments.Any(s => index.Equals(s.Atom)),
            _ => false,
        }) || summand.Factors.SelectMany(f => GatheredIn(f.Atom)).Concat(summand.Conditions.SelectMany(c => c.Form.Parts).Select(p => p.Atom).OfType<Gathered>())
            .Any(g => g.Subscripts.Select((s, d) => (s, d)).Any(p => index.Equals(p.s.Atom) && shapes.Same(new Size(g.Array, p.d)).Equals(size)));
    }

    private static IEnumerable<Gathered> GatheredIn(Atom atom) => FormulaAlgebra.Atoms(Formula.Of(atom)).SelectMany(a => a switch
    {
        Element e => e.Subscripts,
        Reference r => r.Arguments,
        _ => Enumerable.Empty<Affine>(),
    }).SelectMany(s => s.Parts).Select(p => p.Atom).OfType<Gathered>();

    private string Delta(Condition condition, IReadOnlyDictionary<Index, string> names)
    {
        Affine form = condition.Form;
        AffinePart first = form.Parts.FirstOrDefault(p => p.Coefficient == 1) ?? form.Parts[0];
        Affine rest = Affine.Of(first.Atom).Times(first.Coefficient).Minus(form);
        string left = Write(Affine.Of(first.Atom).Times(first.Coefficient), names), right = Write(rest, names);
        return left.Length == 1 && right.Length == 1 && string.CompareOrdinal(left, right) > 0 ? notation.Delta(right, left) : notation.Delta(left, right);
    }

    /// <summary>a ≤ b, with what is positive on the left side of ≥.</summary>
    public string Range(Condition condition, IReadOnlyDictionary<Index, string> names)
    {
        Affine form = condition.Form;
        Affine positive = new(0, form.Parts.Where(p => p.Coefficient > 0).ToEquatableArray());
        Affine negative = new(0, form.Parts.Where(p => p.Coefficient < 0).Select(p => p with { Coefficient = -p.Coefficient }).ToEquatableArray());
        // positive + c ≥ negative; indices stand on the left.
        bool flipped = negative.Parts.Any(p => p.Atom is Index) && !positive.Parts.Any(p => p.Atom is Index);
        if (flipped)
        {
            return form.Constant == -1
                ? Write(negative, names) + "<" + Write(positive, names)
                : Write(negative, names) + notation.AtMost + Write(positive.Plus(form.Constant), names);
        }
        return form.Constant == -1 && positive.Parts.Count > 0
            ? Write(positive, names) + ">" + Write(negative, names)
            : Write(positive, names) + notation.AtLeast + Write(negative.Plus(-form.Constant), names);
    }

    public string Write(Affine integer, IReadOnlyDictionary<Index, string> names)
    {
        if (integer.Atom is WrittenInteger whole)
            return whole.Text;
        string text = "";
        foreach (AffinePart part in integer.Parts.OrderBy(p => p.Coefficient < 0 ? 1 : 0))
        {
            long size = Math.Abs(part.Coefficient);
            string term = (size == 1 ? "" : size.ToString(CultureInfo.InvariantCulture)) + Write(part.Atom, names);
            text += (part.Coefficient < 0 ? notation.Minus : text.Length > 0 ? "+" : "") + term;
        }
        if (text.Length == 0 || integer.Constant != 0)
            text += (integer.Constant < 0 ? notation.Minus : text.Length > 0 ? "+" : "") + Math.Abs(integer.Constant).ToString(CultureInfo.InvariantCulture);
        return text;
    }

    private string Write(IndexAtom atom, IReadOnlyDictionary<Index, string> names) => atom switch
    {
        Index i => names.TryGetValue(i, out string? name) ? name : i.Name,
        Size s => notation.Extent(s.Array, s.Dimension == 0 ? "" : (s.Dimension + 1).ToString(CultureInfo.InvariantCulture)),
        IntegerInput n => notation.Name(n.Name),
        WrittenInteger { IsSum: true } w => "(" + w.Text + ")",
        WrittenInteger w => w.Text,
        Gathered g => notation.Subscripted(g.Array, [.. g.Subscripts.Select(s => Write(s, names))]),
        _ => "?",
    };

    private string Write(Factor factor, IReadOnlyDictionary<Index, string> names)
    {
        bool isAtom = factor.Atom is not Group;
        string atom = factor.Atom is Group g ? Write(g.Inner, names) : Write(factor.Atom, names);
        string enclosed = isAtom ? atom : notation.Parentheses(atom);
        if (factor.Exponent == 1)
            return enclosed;
        if (factor.Exponent == 0.5)
            return notation.Root(atom, isAtom);
        string exponent = factor.Exponent * 2 == Math.Floor(factor.Exponent * 2) && factor.Exponent != Math.Floor(factor.Exponent)
            ? (factor.Exponent * 2).ToString(CultureInfo.InvariantCulture) + "/2"
            : factor.Exponent.ToString("R", CultureInfo.InvariantCulture);
        return notation.Power(factor.Atom is FunctionOf { Function: not "Abs" } ? notation.Parentheses(atom) : enclosed, exponent);
    }

    private string Write(Atom atom, IReadOnlyDictionary<Index, string> names) => atom switch
    {
        Element e => notation.Subscripted(e.Tensor, [.. e.Subscripts.Select(s => Write(s, names))]),
        StatementAdjoints.Adjoint a => notation.Adjoint(a.Of.Tensor, [.. a.Of.Subscripts.Select(s => Write(s, names))]),
        Reference r => notation.Subscripted(NameOf(r.Definition), [.. r.Arguments.Select(s => Write(s, names))]),
        Count c => Write(c.Of, names),
        FunctionOf a => notation.Function(a.Function, [.. a.Arguments.Select(x => Write(x, names))]),
        Comparison c => notation.Where(Question(c, names)),
        Flag f => notation.Where(notation.Name(f.Name)),
        Group g => notation.Parentheses(Write(g.Inner, names)),
        Total t => notation.Parentheses(Write(t.Inner, names)),
        _ => "?",
    };

    public string NameOf(Definition definition) => DefinitionNames.TryGetValue(definition.Id, out string? name) ? name : definition.Name;

    // x − y > 0 is written x > y: numbers stand on the right, and what is long on the left.
    private string Question(Comparison comparison, IReadOnlyDictionary<Index, string> names)
    {
        Formula more = new(comparison.Of.Summands.Where(s => s.Coefficient > 0).ToEquatableArray());
        Formula less = new Formula(comparison.Of.Summands.Where(s => s.Coefficient < 0).ToEquatableArray()).Scale(-1);
        // 1 + x > 0 is x > −1.
        if (more.Summands.Count > 1 && less.IsZero && more.Summands.FirstOrDefault(IsNumber) is { } added)
            (more, less) = (Without(more, added), Formula.Number(-added.Coefficient));
        else if (less.Summands.Count > 1 && more.IsZero && less.Summands.FirstOrDefault(IsNumber) is { } taken)
            (more, less) = (Formula.Number(-taken.Coefficient), Without(less, taken));
        string above = Write(more, names), below = Write(less, names);
        bool isTurned = (more.Constant is not null).CompareTo(less.Constant is not null) is var constants and not 0 ? constants > 0
            : more.Size != less.Size ? more.Size < less.Size : string.CompareOrdinal(above, below) > 0;
        string relation = comparison.Relation switch
        {
            Relation.Positive => isTurned ? "<" : ">",
            Relation.NotNegative => isTurned ? notation.AtMost : notation.AtLeast,
            Relation.Zero => "=",
            _ => notation.NotEqual,
        };
        return isTurned ? below + relation + above : above + relation + below;
    }

    private static bool IsNumber(Summand summand) => summand is { Bound.Count: 0, Conditions.Count: 0, Factors.Count: 0 };

    private static Formula Without(Formula formula, Summand summand) => new(formula.Summands.Where(s => !ReferenceEquals(s, summand)).ToEquatableArray());
}
