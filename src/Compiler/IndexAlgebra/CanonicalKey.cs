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

    public string Of(Formula formula, IReadOnlyDictionary<Index, string> names) => string.Join(" + ",
        formula.Summands.Select(s => Of(s, names) + "*" + s.Coefficient.ToString("G13", CultureInfo.InvariantCulture)).OrderBy(t => t, StringComparer.Ordinal));

    /// <summary>The text of a summand without its coefficient.</summary>
    public string Of(Summand summand, IReadOnlyDictionary<Index, string> names) =>
        string.Join(" ", Components(summand, summand.Bound).Select(c => OfComponent(c, names)).OrderBy(t => t, StringComparer.Ordinal));

    /// <summary>The parts of a product that hang together by the given indices; factors with none of them come alone.</summary>
    public static IEnumerable<Summand> Components(Summand summand, IEnumerable<Index> by)
    {
        var open = by.ToList();
        var factors = summand.Factors.Select(f => (Factor: f, Indices: FormulaAlgebra.Free(f.Atom).Where(open.Contains).ToArray())).ToList();
        var conditions = summand.Conditions.Select(c => (Condition: c, Indices: c.Form.Indices.Where(open.Contains).ToArray())).ToList();
        foreach ((Factor factor, _) in factors.Where(f => f.Indices.Length == 0))
            yield return new Summand(1, [], [], [factor]);
        foreach ((Condition condition, _) in conditions.Where(c => c.Indices.Length == 0))
            yield return new Summand(1, [], [condition], []);
        while (open.Count > 0)
        {
            var part = new HashSet<Index> { open[0] };
            for (int before = 0; before < part.Count;)
            {
                before = part.Count;
                foreach (Index[] indices in factors.Select(f => f.Indices).Concat(conditions.Select(c => c.Indices)))
                {
                    if (indices.Any(part.Contains))
                        part.UnionWith(indices);
                }
            }
            yield return new Summand(1, open.Where(part.Contains).ToEquatableArray(),
                conditions.Where(c => c.Indices.Any(part.Contains)).Select(c => c.Condition).ToEquatableArray(),
                factors.Where(f => f.Indices.Any(part.Contains)).Select(f => f.Factor).ToEquatableArray());
            open.RemoveAll(part.Contains);
        }
    }

    private string OfComponent(Summand component, IReadOnlyDictionary<Index, string> names)
    {
        if (component.Bound.Count == 0)
            return Text(component, names);
        string? least = null;
        foreach (Index[] order in Orders(component, names))
        {
            var named = names.ToDictionary(n => n.Key, n => n.Value);
            for (int i = 0; i < order.Length; i++)
                named[order[i]] = "$" + (names.Count + i).ToString(CultureInfo.InvariantCulture);
            string text = Text(component, named);
            if (least is null || string.CompareOrdinal(text, least) < 0)
                least = text;
            if (!algebra.Spend())
                break;
        }
        return "S" + component.Bound.Count.ToString(CultureInfo.InvariantCulture) + "(" + least + ")";
    }

    private IEnumerable<Index[]> Orders(Summand component, IReadOnlyDictionary<Index, string> names)
    {
        Index[][] classes = [.. component.Bound.GroupBy(i => Place(component, i, names)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray())];
        long count = classes.Aggregate(1L, (n, c) => Math.Min(n * Factorial(c.Length), MostOrders + 1L));
        if (count > MostOrders)
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
    private string Place(Summand component, Index index, IReadOnlyDictionary<Index, string> names)
    {
        var marked = names.ToDictionary(n => n.Key, n => n.Value);
        foreach (Index other in component.Bound)
            marked[other] = other.Equals(index) ? "*" : "?";
        return Text(component with
        {
            Conditions = component.Conditions.Where(c => c.Form.Indices.Contains(index)).ToEquatableArray(),
            Factors = component.Factors.Where(f => FormulaAlgebra.Free(f.Atom).Contains(index)).ToEquatableArray(),
        }, marked);
    }

    private string Text(Summand component, IReadOnlyDictionary<Index, string> names) => string.Join(" ",
        component.Factors.Select(f => Text(f.Atom, names) + (f.Exponent == 1 ? "" : "^" + f.Exponent.ToString("G13", CultureInfo.InvariantCulture)))
            .Concat(component.Conditions.Select(c => Text(c, names))).OrderBy(t => t, StringComparer.Ordinal));

    private static string Text(Condition condition, IReadOnlyDictionary<Index, string> names)
    {
        string text = Text(condition.Form, names);
        if (!condition.IsEquality)
            return "[" + text + ">=0]";
        string turned = Text(condition.Form.Times(-1), names);
        return "[" + (string.CompareOrdinal(text, turned) < 0 ? text : turned) + "=0]";
    }

    private static string Text(Affine integer, IReadOnlyDictionary<Index, string> names) =>
        string.Concat(integer.Parts.Select(p => p.Coefficient.ToString("+0;-0", CultureInfo.InvariantCulture) + Text(p.Atom, names)).OrderBy(t => t, StringComparer.Ordinal))
        + (integer.Constant == 0 ? "" : integer.Constant.ToString("+0;-0", CultureInfo.InvariantCulture));

    private static string Text(IndexAtom atom, IReadOnlyDictionary<Index, string> names) => atom switch
    {
        Index i => names.TryGetValue(i, out string? name) ? name : i.Key,
        Gathered g => g.Array + "[" + string.Join(",", g.Subscripts.Select(s => Text(s, names))) + "]",
        _ => atom.Key,
    };

    private string Text(Atom atom, IReadOnlyDictionary<Index, string> names) => atom switch
    {
        Element e => e.Tensor + "[" + string.Join(",", e.Subscripts.Select(s => Text(s, names))) + "]",
        Count c => "#" + Text(c.Of, names),
        FunctionOf a => a.Function + "(" + string.Join("; ", a.Arguments.Select(x => Of(x, names))) + ")",
Total t => "<" + Of(t.Inner, names) + ">",
        Group g => "{" + Of(g.Inner, names) + "}",
        Comparison c => c.Relation + "{" + Of(c.Of, names) + "}",
        Flag f => "?" + f.Name,
        _ => atom.ToString(),
    };
}
