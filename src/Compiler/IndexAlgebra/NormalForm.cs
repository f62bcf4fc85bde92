using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// One form for all ways to write a formula: definitions opened, products and powers of sums written out, functions rewritten into few,
/// denominators in lowest terms. Two formulas whose difference has the normal form 0 are equal. For sums of products of subscripted
/// tensors with constant coefficients the converse holds too.
/// </summary>
internal sealed partial class NormalForm(FormulaAlgebra algebra)
{
    private const int HighestPower = 8;

    private readonly Contraction _contraction = new(algebra);
    private readonly CanonicalKey _keys = new(algebra);
    private readonly Dictionary<string, Atom> _same = new(StringComparer.Ordinal);

    // What has been done to a summand or an atom once: most of a formula stays what it is from step to step.
    private readonly Dictionary<Summand, (Summand Summand, string Key)> _collected = new(ByReference<Summand>.Instance);
    private readonly HashSet<Summand> _closed = new(ByReference<Summand>.Instance);
    private readonly HashSet<Summand> _irreducible = new(ByReference<Summand>.Instance);
    private readonly Dictionary<Atom, Formula> _expanded = [];
    private readonly HashSet<Index> _free = [];
    private IReadOnlyList<Condition> _known = [];

    /// <summary>Whether two formulas are equal wherever both have a value; false also if that could not be decided.</summary>
    /// <param name="known">The ranges of the free indices.</param>
    public bool AreEqual(Formula a, Formula b, IReadOnlyList<Condition> known) => Of(algebra.Subtract(a, b), known).IsZero && !algebra.IsExhausted;

    public Formula Of(Formula formula, IReadOnlyList<Condition> known)
    {
        if (FormulaAlgebra.Obstacle(formula) is { } obstacle)
            return Formula.Unknown(obstacle);
        _free.UnionWith(FormulaAlgebra.Free(formula));
        _known = known;
        Formula expanded = Collect(Close(Expand(formula)));
        for (int round = 0; round < 12; round++)
        {
            Formula reduced = Reduce(expanded);
            if (algebra.IsExhausted)
                return algebra.Refuse();
            if (reduced.Equals(expanded))
                break;
            expanded = reduced;
        }
        return Merge(expanded, known);
    }

    /// <summary>Summands that differ in the names of indices and the order of factors alone made one.</summary>
    private Formula Collect(Formula formula)
    {
        var sums = new List<(string Key, Summand Summand, double Size)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Summand given in formula.Summands)
        {
            if (!algebra.Spend())
                return algebra.Refuse();
            if (!_collected.TryGetValue(given, out (Summand Summand, string Key) collected))
            {
                Summand used = SameAtoms(UseConditions(given));
                collected = (used, _keys.Of(used));
                _collected[given] = collected;
                _collected[used] = collected;
            }
            (Summand summand, string key) = collected;
            if (places.TryGetValue(key, out int place))
            {
                (string _, Summand same, double size) = sums[place];
                double sum = same.Coefficient + summand.Coefficient;
                size = Math.Max(size, Math.Abs(summand.Coefficient));
                // What rounding leaves of coefficients that cancel.
                sums[place] = (key, same with { Coefficient = Math.Abs(sum) <= 1e-12 * size ? 0 : sum }, size);
            }
            else
            {
                places.Add(key, sums.Count);
                sums.Add((key, summand, Math.Abs(summand.Coefficient)));
            }
        }
        foreach ((string key, Summand summand, _) in sums)
            _collected[summand] = (summand, key);
        return new Formula(sums.Where(s => s.Summand.Coefficient != 0).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Summand).ToEquatableArray());
    }

    // Atoms that differ in the names of sums inside of them are made one, so that their powers are added.
    private Atom Same(Atom atom)
    {
        if (!FormulaAlgebra.Inner(atom).Any(f => f.Summands.Any(s => s.Bound.Count > 0 || s.Factors.Any(g => FormulaAlgebra.Inner(g.Atom).Any()))))
            return atom;
        string key = _keys.Of(atom);
        if (!_same.TryGetValue(key, out Atom? same))
            _same.Add(key, same = atom);
        return same;
    }

    // Where centers[p] = k, either may stand for the other; so may free indices that are the same.
    private Summand UseConditions(Summand summand)
    {
        foreach (Condition condition in summand.Conditions)
        {
            if (!condition.IsEquality)
                continue;
            AffinePart? part = condition.Form.Parts.LastOrDefault(p => p.Coefficient is 1 or -1 && p.Atom is Gathered)
                ?? condition.Form.Parts.LastOrDefault(p => p.Coefficient is 1 or -1 && p.Atom is Index);
            if (part is null)
                continue;
            Affine solution = Affine.Of(part.Atom).Minus(condition.Form.Times(part.Coefficient));
            Summand other = summand with { Conditions = summand.Conditions.Where(c => !c.Equals(condition)).ToEquatableArray() };
            other = algebra.Substitute(other, a => a.Equals(part.Atom) ? solution : null);
            summand = other with { Conditions = other.Conditions.Append(condition).Distinct().ToEquatableArray() };
        }
        return summand;
    }

    /// <summary>Sums contracted; each part of a product that depends on free indices alone is one number from here on.</summary>
    private Formula Close(Formula formula)
    {
        if (formula.Summands.All(_closed.Contains))
            return formula;
        Formula open = new(formula.Summands.Where(s => !_closed.Contains(s)).ToEquatableArray());
        Summand[] closed = [.. _contraction.Contract(open, _known).Summands.Select(Close)];
        foreach (Summand summand in closed)
            _closed.Add(summand);
        return algebra.Collect(formula.Summands.Where(_closed.Contains).Concat(closed));
    }

    private Summand SameAtoms(Summand summand)
    {
        Factor[] factors = [.. summand.Factors.Select(f => Same(f.Atom) is var same && ReferenceEquals(same, f.Atom) ? f : f with { Atom = same })];
        return factors.SequenceEqual(summand.Factors, ByReference<Factor>.Instance) ? summand : summand with { Factors = FormulaAlgebra.Combine(factors) };
    }

    private Summand Close(Summand summand)
    {
        summand = SameAtoms(summand);
        if (summand.Bound.Count == 0)
            return summand;
        Summand result = new(summand.Coefficient, [], [], []);
        foreach (Summand component in CanonicalKey.Components(summand, summand.Bound))
        {
            result = component.Bound.Count > 0 && FormulaAlgebra.Free(component).All(_free.Contains)
                ? result with { Factors = FormulaAlgebra.Combine(result.Factors.Append(new Factor(Same(new Total(new Formula([component]))), 1))) }
                : algebra.Multiply(result, component);
        }
        return result;
    }

    private Formula Expand(Formula formula) => algebra.Collect(formula.Summands.SelectMany(s => Expand(s).Summands));

    private Formula Expand(Summand summand)
    {
        Formula product = new([summand with { Factors = [] }]);
        foreach (Factor factor in summand.Factors)
        {
            product = algebra.Distribute(product, ExpandPower(factor.Atom, factor.Exponent));
            if (algebra.IsExhausted)
                return algebra.Refuse();
        }
        return product;
    }

    private Formula ExpandPower(Atom atom, double exponent)
    {
        if (atom is not (Reference or Group or FunctionOf or Comparison))
            return Plain(atom, exponent);
        if (!_expanded.TryGetValue(atom, out Formula? expanded))
            _expanded.Add(atom, expanded = Expand(atom));
        return atom switch
        {
            Comparison => expanded,
            FunctionOf => expanded.Atom is { } same ? Plain(same, exponent) : Power(expanded, exponent),
            _ => Power(expanded, exponent),
        };
    }

    private Formula Expand(Atom atom) => atom switch
    {
        Reference reference => Close(Expand(algebra.Open(reference))),
        Group group => Close(Expand(group.Inner)),
        FunctionOf apply => Rewrite(apply with { Arguments = apply.Arguments.Select(a => Collect(Close(Expand(a)))).ToEquatableArray() }),
        _ => Rewrite((Comparison)atom with { Of = Collect(Close(Expand(((Comparison)atom).Of))) }),
    };

    private static Formula Plain(Atom atom, double exponent) => new([new Summand(1, [], [], [new Factor(atom, atom is Flag or Comparison ? 1 : exponent)])]);

    /// <summary>A power of an expanded sum: written out if it is a positive integer, in lowest terms if not.</summary>
    private Formula Power(Formula inner, double exponent)
    {
        if (exponent == 1)
            return inner;
        if (exponent > HighestPower || !algebra.Spend())
            return exponent > HighestPower ? Plain(new Group(Collect(inner)), exponent) : algebra.Refuse();
        double whole = Math.Floor(exponent);
        Formula power = Formula.One;
        for (int i = 0; i < whole; i++)
            power = algebra.Distribute(power, inner);
        if (whole == exponent && exponent > 0)
            return power;
        inner = Collect(inner);
        if (inner.Constant is { } number)
            return algebra.Power(Formula.Number(number), exponent);
        if (whole < 0)
            power = Inverse(inner, -(int)Math.Max(whole, -HighestPower));
        if (whole < -HighestPower)
            return Plain(new Group(inner), exponent);
        return whole == exponent ? power : algebra.Distribute(power, Root(inner, exponent - whole));
    }

    // (c·x·Σ…)⁻ⁿ = c⁻ⁿ·x⁻ⁿ·(Σ…)⁻ⁿ; of a sum what all summands have in common.
    private Formula Inverse(Formula inner, int power)
    {
        if (inner.Summands.Count == 1)
        {
            Summand single = inner.Summands[0];
            Formula result = Formula.Number(Math.Pow(single.Coefficient, -power));
            foreach (Summand component in CanonicalKey.Components(single, single.Bound))
            {
                Formula one = component.Bound.Count == 0 && component.Conditions.Count == 0
                    ? new Formula([component with { Factors = component.Factors.Select(f => f with { Exponent = -power * f.Exponent }).ToEquatableArray() }])
                    : Plain(new Group(new Formula([component])), -power);
                result = algebra.Distribute(result, one);
            }
            return result;
        }
        (Summand content, Formula rest) = Content(inner);
        Formula outside = Inverse(new Formula([content]), power);
        return algebra.Distribute(outside, Plain(new Group(rest), -power));
    }

    // The leading summand gets the coefficient 1 and no summand a negative power.
    private (Summand Common, Formula Remaining) Content(Formula sum)
    {
        Atom[] atoms = [.. sum.Summands.SelectMany(s => s.Factors).Where(f => f.Atom is not Group || f.Exponent < 0).Select(f => f.Atom).Distinct()];
        var common = new List<Factor>();
        foreach (Atom atom in atoms)
        {
            double least = sum.Summands.Min(s => IsOutside(s, atom) ? s.Factors.Where(f => f.Atom.Equals(atom)).Select(f => f.Exponent).FirstOrDefault() : 0);
            if (least != 0 && sum.Summands.All(s => least > 0 || IsOutside(s, atom)))
                common.Add(new Factor(atom, least));
        }
        EquatableArray<Factor> inverse = common.Select(f => f with { Exponent = -f.Exponent }).ToEquatableArray();
        Formula rest = Collect(new Formula(sum.Summands.Select(s => s with { Factors = FormulaAlgebra.Combine(s.Factors.Concat(inverse)) }).ToEquatableArray()));
        double leading = Leading(rest).Coefficient;
        return (new Summand(leading, [], [], common.ToEquatableArray()), rest.Scale(1 / leading));
    }

    private static bool IsOutside(Summand summand, Atom atom) => !FormulaAlgebra.Free(atom).Any(i => summand.Bound.Contains(i));

    /// <summary>The summand of the highest degree; where there are several, the same one whatever the indices are called.</summary>
    private Summand Leading(Formula sum) => sum.Summands
        .OrderByDescending(s => s.Factors.Sum(f => Math.Abs(f.Exponent)))
        .ThenBy(s => _keys.Of(s, FormulaAlgebra.Free(s).Aggregate((CanonicalKey.Names?)null, (names, i) => new CanonicalKey.Names(i, "?", names))), StringComparer.Ordinal).First();

    // √(c·q) = √c·√q for c > 0; the sign stays inside.
    private Formula Root(Formula inner, double exponent)
    {
        double leading = Math.Abs(Leading(inner).Coefficient);
        Formula scaled = inner.Scale(1 / leading);
        Formula root = scaled.Atom is { } atom and not Group ? Plain(atom, exponent) : Plain(new FunctionOf(RootName, [scaled, Formula.Number(exponent)]), 1);
        return root.Scale(Math.Pow(leading, exponent));
    }

    private const string RootName = "√";
}
