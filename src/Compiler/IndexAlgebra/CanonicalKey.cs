using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// A text for each formula that is the same however its summation indices are called and its factors are ordered. Parts of a product
/// that share no summation index are sums of their own.
/// </summary>
/// <remarks>
/// Indices are ordered by where they stand; among those that this does not tell apart every order is tried and the least text taken.
/// Where there are too many, one is taken: then equal formulas may have different texts, but never different ones the same.
/// </remarks>
internal sealed class CanonicalKey(FormulaAlgebra algebra)
{
    private const int MostOrders = 120;

    // Sums stand in sums: the text of an atom that contains none of the indices around it is the same wherever it stands.
    private readonly Dictionary<Atom, string> _ofAtoms = new(ByReference<Atom>.Instance);

    /// <summary>What indices are called, the innermost first; null for none.</summary>
    internal sealed record Names(Index Index, string Name, Names? Outer)
    {
        public int Count { get; } = 1 + (Outer?.Count ?? 0);

        public static string? Of(Index index, Names? names)
        {
            for (; names is not null; names = names.Outer)
            {
                if (names.Index.Id == index.Id)
                    return names.Name;
            }
            return null;
        }
    }

    public string Of(Formula formula, Names? names = null) => Joined(" + ",
        formula.Summands, s => Of(s, names) + "*" + (s.Coefficient == 1 ? "1" : s.Coefficient.ToString("G13", CultureInfo.InvariantCulture)));

    /// <summary>The text of a summand without its coefficient.</summary>
    public string Of(Summand summand, Names? names = null) => summand.Bound.Count == 0 && summand.Conditions.Count == 0
        ? Joined(" ", summand.Factors, f => Text(f, names))
        : Joined(" ", Components(summand, summand.Bound), c => OfComponent(c, names));

    public string Of(Factor factor) => Text(factor, null);

    public string Of(Atom atom) => Text(atom, null);

    /// <summary>The parts of a product that hang together by the given indices; factors with none of them come alone.</summary>
    public static IReadOnlyList<Summand> Components(Summand summand, IReadOnlyList<Index> by)
    {
        var components = new List<Summand>();
        var open = by.ToList();
        Index[][] ofFactors = [.. summand.Factors.Select(f => Among(FormulaAlgebra.Free(f.Atom), open))];
        Index[][] ofConditions = [.. summand.Conditions.Select(c => Among(c.Form.Indices, open))];
        for (int f = 0; f < ofFactors.Length; f++)
        {
            if (ofFactors[f].Length == 0)
                components.Add(new Summand(1, [], [], [summand.Factors[f]]));
        }
        for (int c = 0; c < ofConditions.Length; c++)
        {
            if (ofConditions[c].Length == 0)
                components.Add(new Summand(1, [], [summand.Conditions[c]], []));
        }
        while (open.Count > 0)
        {
            var part = new HashSet<Index> { open[0] };
            for (int before = 0; before < part.Count && part.Count < open.Count;)
            {
                before = part.Count;
                foreach (Index[] indices in ofFactors)
                    Unite(part, indices);
                foreach (Index[] indices in ofConditions)
                    Unite(part, indices);
            }
            components.Add(new Summand(1, open.Where(part.Contains).ToEquatableArray(),
                summand.Conditions.Where((_, c) => ofConditions[c].Any(part.Contains)).ToEquatableArray(),
                summand.Factors.Where((_, f) => ofFactors[f].Any(part.Contains)).ToEquatableArray()));
            open.RemoveAll(part.Contains);
        }
        return components;
    }

    private static Index[] Among(IReadOnlyList<Index> indices, List<Index> open) => indices.Count == 0 || open.Count == 0 ? [] : [.. indices.Where(open.Contains)];

    private static void Unite(HashSet<Index> part, Index[] indices)
    {
        if (indices.Length > 1 && indices.Any(part.Contains))
            part.UnionWith(indices);
    }

    private string OfComponent(Summand component, Names? names)
    {
        if (component.Bound.Count == 0)
            return Text(component, names);
        string? least = null;
        foreach (Index[] order in Orders(component, names))
        {
            Names? named = names;
            for (int i = 0; i < order.Length; i++)
                named = new Names(order[i], "$" + ((names?.Count ?? 0) + i).ToString(CultureInfo.InvariantCulture), named);
            string text = Text(component, named);
            if (least is null || string.CompareOrdinal(text, least) < 0)
                least = text;
            if (!algebra.Spend())
                break;
        }
        return "S" + component.Bound.Count.ToString(CultureInfo.InvariantCulture) + "(" + least + ")";
    }

    private IEnumerable<Index[]> Orders(Summand component, Names? names)
    {
        if (component.Bound.Count == 1)
            return [[component.Bound[0]]];
        Index[][] classes = [.. component.Bound.GroupBy(i => Place(component, i, names)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray())];
        long count = classes.Aggregate(1L, (n, c) => Math.Min(n * Factorial(c.Length), MostOrders + 1L));
        if (count is 1 or > MostOrders)
            return [[.. classes.SelectMany(c => c)]];
        IEnumerable<Index[]> orders = [[]];
        foreach (Index[] indices in classes)
            orders = orders.SelectMany(first => Permutations(indices).Select(then => first.Concat(then).ToArray()));
        return orders;
    }

    private static long Factorial(int n) => n <= 1 ? 1 : n * Factorial(Math.Min(n, 12) - 1);

    private static IEnumerable<Index[]> Permutations(Index[] indices) => indices.Length <= 1
        ? [indices]
        : indices.SelectMany((first, i) => Permutations([.. indices.Where((_, k) => k != i)]).Select(rest => rest.Prepend(first).ToArray()));

    // Where an index stands, with all others of the sum taken for the same.
    private string Place(Summand component, Index index, Names? names)
    {
        foreach (Index other in component.Bound)
            names = new Names(other, other.Equals(index) ? "*" : "?", names);
        return Text(component with
        {
            Conditions = component.Conditions.Where(c => c.Form.Indices.Contains(index)).ToEquatableArray(),
            Factors = component.Factors.Where(f => FormulaAlgebra.Free(f.Atom).Contains(index)).ToEquatableArray(),
        }, names);
    }

    private string Text(Summand component, Names? names) => component.Conditions.Count == 0
        ? Joined(" ", component.Factors, f => Text(f, names))
        : Joined(" ", [.. component.Factors.Select(f => Text(f, names)), .. component.Conditions.Select(c => Text(c, names))], t => t);

    // In an order that does not depend on how the parts stand.
    private static string Joined<T>(string separator, IReadOnlyList<T> parts, Func<T, string> text)
    {
        if (parts.Count == 0)
            return "";
        if (parts.Count == 1)
            return text(parts[0]);
        string[] texts = new string[parts.Count];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = text(parts[i]);
        Array.Sort(texts, StringComparer.Ordinal);
        return string.Join(separator, texts);
    }

    private string Text(Factor factor, Names? names) =>
        factor.Exponent == 1 ? Text(factor.Atom, names) : Text(factor.Atom, names) + "^" + factor.Exponent.ToString("G13", CultureInfo.InvariantCulture);

    private static string Text(Condition condition, Names? names)
    {
        string text = Text(condition.Form, names);
        if (!condition.IsEquality)
            return "[" + text + ">=0]";
        string turned = Text(condition.Form.Times(-1), names);
        return "[" + (string.CompareOrdinal(text, turned) < 0 ? text : turned) + "=0]";
    }

    private static string Text(Affine integer, Names? names) => integer.Atom is { } alone
        ? "+1" + Text(alone, names)
        : Joined("", integer.Parts, p => Signed(p.Coefficient) + Text(p.Atom, names)) + (integer.Constant == 0 ? "" : Signed(integer.Constant));

    private static string Signed(long number) => number switch
    {
        1 => "+1",
        -1 => "-1",
        _ => number.ToString("+0;-0", CultureInfo.InvariantCulture),
    };

    private static string Text(IndexAtom atom, Names? names) => atom switch
    {
        Index i => Names.Of(i, names) ?? i.Key,
        Gathered g => g.Array + "[" + string.Join(",", g.Subscripts.Select(s => Text(s, names))) + "]",
        _ => atom.Key,
    };

    private string Text(Atom atom, Names? names)
    {
        switch (atom)
        {
            case Element { Subscripts.Count: 0 } e:
                return e.Tensor + "[]";
            case Element { Subscripts.Count: 1 } e:
                return e.Tensor + "[" + Text(e.Subscripts[0], names) + "]";
            case Element e:
                return e.Tensor + "[" + string.Join(",", e.Subscripts.Select(s => Text(s, names))) + "]";
            case Count c:
                return "#" + Text(c.Of, names);
            case Flag f:
                return "?" + f.Name;
            case FunctionOf or Total or Group or Comparison:
                if (DependsOn(atom, names))
                    return Nested(atom, names);
                if (!_ofAtoms.TryGetValue(atom, out string? text))
                    _ofAtoms.Add(atom, text = Nested(atom, null));
                return text;
            default:
                return atom.ToString();
        }
    }

    private static bool DependsOn(Atom atom, Names? names)
    {
        if (names is null)
            return false;
        foreach (Index index in FormulaAlgebra.Free(atom))
        {
            if (Names.Of(index, names) is not null)
                return true;
        }
        return false;
    }

    private string Nested(Atom atom, Names? names) => atom switch
    {
        FunctionOf a => a.Function + "(" + string.Join("; ", a.Arguments.Select(x => Of(x, names))) + ")",
        Total t => "<" + Of(t.Inner, names) + ">",
        Group g => "{" + Of(g.Inner, names) + "}",
        Comparison c => c.Relation + "{" + Of(c.Of, names) + "}",
        _ => atom.ToString(),
    };
}
