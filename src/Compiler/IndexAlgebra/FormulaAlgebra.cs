using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Arithmetic of formulas: sums with like summands collected, products with summation indices kept apart, powers. Counts its steps; a
/// formula beyond the limit is <see cref="Unknown"/>.
/// </summary>
/// <param name="stepLimit">How much work may be done.</param>
internal sealed class FormulaAlgebra(CancellationToken ct, int stepLimit = FormulaAlgebra.ManySteps)
{
    /// <summary>A formula of more summands than that is nothing that a person would write or read.</summary>
    public const int LargestSum = 400;

    public const int ManySteps = 60_000;

    /// <summary>For what is only looked at, and computed whenever the method is edited.</summary>
    public const int FewSteps = 20_000;

    private const string TooLarge = "the formula is too large";

    private int _nextIndex = 1;
    private int _steps;

    public CancellationToken Cancellation => ct;

    /// <summary>Whether the limit has been passed: nothing that is computed from here on is more than a refusal.</summary>
    public bool IsExhausted => _steps > stepLimit;

    public Index NewIndex(string name) => new(_nextIndex++, name);

    public int NewId() => _nextIndex++;

    /// <summary>Counts work; false once there was too much of it.</summary>
    public bool Spend(int steps = 1)
    {
        ct.ThrowIfCancellationRequested();
        _steps = Math.Min(_steps + steps, stepLimit + 1);
        return !IsExhausted;
    }

    // Walks over formulas go as deep as these are nested, and shared parts count each time.
    private const int Largest = 1500, Deepest = 60;

    /// <summary>The formula, or a refusal if it is beyond what is worked with.</summary>
    public Formula Bounded(Formula formula) => formula.Size > Largest || formula.Depth > Deepest ? Refuse() : formula;

    public Formula Refuse() => Formula.Unknown(TooLarge);

    public Formula Add(Formula a, Formula b)
    {
        if (a.IsZero)
            return b;
        if (b.IsZero)
            return a;
        return Collect(a.Summands.Concat(b.Summands));
    }

    public Formula Subtract(Formula a, Formula b) => Add(a, b.Scale(-1));

    /// <summary>Like summands made one. Summands are alike if they differ in the coefficient alone.</summary>
    public Formula Collect(IEnumerable<Summand> summands)
    {
        var sums = new List<Summand>();
        var places = new Dictionary<Summand, int>();
        foreach (Summand summand in summands)
        {
            if (!Spend())
                return Refuse();
            Summand body = summand with { Coefficient = 1 };
            if (places.TryGetValue(body, out int place))
            {
                sums[place] = sums[place] with { Coefficient = Sum(sums[place].Coefficient, summand.Coefficient) };
            }
            else
            {
                places.Add(body, sums.Count);
                sums.Add(summand);
            }
        }
        return sums.Count > LargestSum ? Refuse() : Bounded(new Formula(sums.Where(s => s.Coefficient != 0).ToEquatableArray()));
    }

    /// <summary>A sum in which what only rounding leaves is 0.</summary>
    public static double Sum(double a, double b)
    {
        double sum = a + b;
        return Math.Abs(sum) <= 1e-14 * Math.Max(Math.Abs(a), Math.Abs(b)) ? 0 : sum;
    }

    public Formula Multiply(Formula a, Formula b)
    {
        if (!Spend())
            return Refuse();
        if (a.Constant is { } x)
            return b.Scale(x);
        if (b.Constant is { } y)
            return a.Scale(y);
        return Of(Multiply(Single(a), Single(b)));
    }

    /// <summary>The product written out: each summand times each.</summary>
    public Formula Distribute(Formula a, Formula b)
    {
        if ((long)a.Summands.Count * b.Summands.Count > LargestSum || !Spend(a.Summands.Count * b.Summands.Count))
            return Refuse();
        return Collect(a.Summands.SelectMany(x => b.Summands.Select(y => Multiply(x, y))));
    }

    public Summand Multiply(Summand a, Summand b)
    {
        b = Apart(b, a.Bound);
        return new Summand(a.Coefficient * b.Coefficient, a.Bound.Concat(b.Bound).ToEquatableArray(),
            a.Conditions.Concat(b.Conditions).Distinct().ToEquatableArray(), Combine(a.Factors.Concat(b.Factors)));
    }

    public Formula Divide(Formula a, Formula b) => Multiply(a, Power(b, -1));

    public Formula Power(Formula a, double exponent)
    {
        if (!Spend())
            return Refuse();
        if (exponent == 0)
            return Formula.One;
        if (exponent == 1)
            return a;
        if (a.Constant is { } number)
            return Math.Pow(number, exponent) is var power && !double.IsNaN(power) && !double.IsInfinity(power) ? Formula.Number(power) : Grouped(a, exponent);
        // (c·x·y)ⁿ = cⁿ·xⁿ·yⁿ; roots of a product are left alone, since two factors may both be negative.
        if (a.Summands.Count == 1 && a.Summands[0] is { Bound.Count: 0 } single && single.Conditions.Count == 0
            && (exponent == Math.Floor(exponent) || (single.Coefficient == 1 && single.Factors.Count == 1 && single.Factors[0].Exponent == 1)))
        {
            double coefficient = Math.Pow(single.Coefficient, exponent);
            if (!double.IsInfinity(coefficient))
            {
                // (√x)² is x, where there is a root; but √(x²) is |x|.
                return Of(single with { Coefficient = coefficient, Factors = single.Factors.Select(f => f with { Exponent = f.Exponent * exponent }).ToEquatableArray() });
            }
        }
        return Grouped(a, exponent);
    }

    private Formula Grouped(Formula a, double exponent) => Bounded(new([new Summand(1, [], [], [new Factor(new Group(a), exponent)])]));

    /// <summary>A summand as a formula, with parentheses around one summand taken off.</summary>
    public Formula Of(Summand summand)
    {
        for (int i = 0; i < summand.Factors.Count; i++)
        {
            if (summand.Factors[i] is not { Exponent: 1, Atom: Group { Inner: var inner } } || inner.Summands.Count > 1)
                continue;
            if (inner.IsZero || !Spend())
                return inner.IsZero ? Formula.Zero : Refuse();
            Summand rest = summand with { Factors = summand.Factors.Where((_, k) => k != i).ToEquatableArray() };
            return Of(Multiply(rest, inner.Summands[0]));
        }
        return summand.Coefficient == 0 ? Formula.Zero : Bounded(new Formula([summand]));
    }

    private static Summand Single(Formula formula) => formula.Summands.Count == 1
        ? formula.Summands[0]
        : new Summand(1, [], [], [new Factor(new Group(formula), 1)]);

    /// <summary>Equal atoms under one exponent, in the order in which they first stand.</summary>
    public static EquatableArray<Factor> Combine(IEnumerable<Factor> factors)
    {
        var combined = new List<Factor>();
        foreach (Factor factor in factors)
        {
            int same = combined.FindIndex(f => f.Atom.Equals(factor.Atom));
            if (same < 0)
                combined.Add(factor);
            else
                combined[same] = combined[same] with { Exponent = factor.Atom is Comparison or Flag ? 1 : combined[same].Exponent + factor.Exponent };
        }
        return combined.Where(f => f.Exponent != 0).ToEquatableArray();
    }

    /// <summary>A summand whose bound indices are none of the given ones.</summary>
    public Summand Apart(Summand summand, EquatableArray<Index> taken) =>
        summand.Bound.Any(b => taken.Contains(b)) ? Fresh(summand) : summand;

    /// <summary>A summand with new bound indices.</summary>
    public Summand Fresh(Summand summand)
    {
        if (summand.Bound.Count == 0)
            return summand;
        Dictionary<Index, Affine> renamed = summand.Bound.ToDictionary(b => b, b => Affine.Of(NewIndex(b.Name)));
        Summand body = Substitute(summand with { Bound = [] }, a => a is Index i && renamed.TryGetValue(i, out Affine? by) ? by : null);
        return body with { Bound = summand.Bound.Select(b => (Index)renamed[b].Atom!).ToEquatableArray() };
    }

    /// <summary>A formula with new bound indices; those that several summands have in common they still have.</summary>
    public Formula Fresh(Formula formula)
    {
        Dictionary<Index, Affine> renamed = formula.Summands.SelectMany(s => s.Bound).Distinct().ToDictionary(b => b, b => Affine.Of(NewIndex(b.Name)));
        if (renamed.Count == 0)
            return formula;
        return new Formula(formula.Summands.Select(s => Substitute(s with { Bound = [] }, a => a is Index i && s.Bound.Contains(i) ? renamed[i] : null)
            with { Bound = s.Bound.Select(b => (Index)renamed[b].Atom!).ToEquatableArray() }).ToEquatableArray());
    }

    /// <summary>A formula with integers in place of index atoms. Bound indices are never among those that come in: every index is made once.</summary>
    public Formula Substitute(Formula formula, Func<IndexAtom, Affine?> replacement) =>
        new(formula.Summands.Select(s => Substitute(s, replacement)).Where(s => s.Conditions.All(c => c.Known != false)).ToEquatableArray());

    public Summand Substitute(Summand summand, Func<IndexAtom, Affine?> replacement) => summand with
    {
        Conditions = summand.Conditions.Select(c => c.Replace(replacement)).Where(c => c.Known != true).ToEquatableArray(),
        Factors = Combine(summand.Factors.Select(f => f with { Atom = Substitute(f.Atom, replacement) })),
    };

    public Atom Substitute(Atom atom, Func<IndexAtom, Affine?> replacement) => atom switch
    {
        Element { Subscripts.Count: > 0 } e => e with { Subscripts = Substitute(e.Subscripts, replacement) },
        Reference { Arguments.Count: > 0 } r => r with { Arguments = Substitute(r.Arguments, replacement) },
        Earlier e => e with { Subscripts = Substitute(e.Subscripts, replacement) },
        Count c when replacement(c.Of) is { } by => by.Atom is { } other ? new Count(other) : new Group(Real(by)),
        Count { Of: Gathered g } => Affine.Of(g).Replace(replacement) is { Atom: { } other } ? new Count(other) : atom,
        _ => Map(atom, f => Substitute(f, replacement)),
    };

    /// <summary>An integer as a real number.</summary>
    public static Formula Real(Affine integer) => new([
        .. integer.Parts.Select(p => new Summand(p.Coefficient, [], [], [new Factor(new Count(p.Atom), 1)])),
        .. integer.Constant == 0 ? [] : Formula.Number(integer.Constant).Summands,
    ]);

    /// <summary>An atom with other formulas inside; the same one if these are the same.</summary>
    public static Atom Map(Atom atom, Func<Formula, Formula> inner)
    {
        switch (atom)
        {
            case FunctionOf a:
                EquatableArray<Formula> arguments = a.Arguments.Select(inner).ToEquatableArray();
                return AreSame(arguments, a.Arguments) ? a : a with { Arguments = arguments };
            case Group g:
                return inner(g.Inner) is var grouped && ReferenceEquals(grouped, g.Inner) ? g : new Group(grouped);
            case Total t:
                return inner(t.Inner) is var summed && ReferenceEquals(summed, t.Inner) ? t : new Total(summed);
            case Comparison c:
                return inner(c.Of) is var compared && ReferenceEquals(compared, c.Of) ? c : c with { Of = compared };
            default:
                return atom;
        }
    }

    private static bool AreSame<T>(EquatableArray<T> a, EquatableArray<T> b)
        where T : class, IEquatable<T>
    {
        for (int i = 0; i < a.Count; i++)
        {
            if (!ReferenceEquals(a[i], b[i]))
                return false;
        }
        return true;
    }

    /// <summary>The formulas inside an atom.</summary>
    public static IEnumerable<Formula> Inner(Atom atom) => atom switch
    {
        FunctionOf a => a.Arguments,
        Group g => [g.Inner],
        Total t => [t.Inner],
        Comparison c => [c.Of],
        _ => [],
    };

    private static EquatableArray<Affine> Substitute(EquatableArray<Affine> subscripts, Func<IndexAtom, Affine?> replacement) =>
        subscripts.Select(s => s.Replace(replacement)).ToEquatableArray();

    /// <summary>Puts formulas in place of atoms, wherever they stand; null leaves an atom as it is.</summary>
    public Formula Replace(Formula formula, Func<Atom, Formula?> replacement)
    {
        Formula result = Formula.Zero;
        var unchanged = new List<Summand>();
        foreach (Summand summand in formula.Summands)
        {
            if (!Spend())
                return Refuse();
            Summand kept = summand with { Factors = [] };
            var factors = new List<Factor>();
            var replaced = new List<Formula>();
            bool changed = false;
            foreach (Factor factor in summand.Factors)
            {
                if (replacement(factor.Atom) is { } by)
                {
                    replaced.Add(Power(by, factor.Exponent));
                    changed = true;
                    continue;
                }
                // What is put in may have to be taken out of parentheses, so a summand with formulas inside is made again.
                Atom inside = Map(factor.Atom, f => Replace(f, replacement));
                changed |= Inner(factor.Atom).Any();
                factors.Add(factor with { Atom = inside });
            }
            if (!changed)
            {
                unchanged.Add(summand);
                continue;
            }
            Formula product = Of(kept with { Factors = Combine(factors) });
            foreach (Formula by in replaced)
                product = Multiply(product, Open(by, summand.Bound));
            // Indices bound by the summand stand in what was put in place, so they must stay what they are.
            result = Add(result, product);
        }
        return unchanged.Count == formula.Summands.Count ? formula : Add(Collect(unchanged), result);
    }

    // The product takes b apart from a; here it is the replacement that must not capture.
    private Formula Open(Formula replacement, EquatableArray<Index> bound) =>
        new(replacement.Summands.Select(s => Apart(s, bound)).ToEquatableArray());

    /// <summary>The indices that stand in a formula and are not bound in it.</summary>
    public static IReadOnlyList<Index> Free(Formula formula) => formula.Free;

    public static IEnumerable<Index> Free(Summand summand) =>
        summand.Conditions.SelectMany(c => c.Form.Indices).Concat(summand.Factors.SelectMany(f => Free(f.Atom))).Where(i => !summand.Bound.Contains(i)).Distinct();

    public static IReadOnlyList<Index> Free(Atom atom) => atom switch
    {
        Element e => Free(e.Subscripts),
        Reference r => Free(r.Arguments),
        Earlier e => Free(e.Subscripts),
        Count { Of: Index i } => [i],
        Count { Of: Gathered g } => Free(g.Subscripts),
        Group g => g.Inner.Free,
        Total t => t.Inner.Free,
        Comparison c => c.Of.Free,
        FunctionOf { Arguments.Count: 1 } a => a.Arguments[0].Free,
        FunctionOf a => [.. a.Arguments.SelectMany(x => x.Free).Distinct()],
        _ => [],
    };

    private static IReadOnlyList<Index> Free(EquatableArray<Affine> subscripts) => subscripts.Count switch
    {
        0 => [],
        1 when subscripts[0].Indices.Count < 2 => subscripts[0].Indices,
        _ => [.. subscripts.SelectMany(s => s.Indices).Distinct()],
    };

    /// <summary>All atoms of a formula, those inside of others included, definitions not opened.</summary>
    public static IEnumerable<Atom> Atoms(Formula formula) => formula.Summands.SelectMany(s => s.Factors).SelectMany(f => Atoms(f.Atom));

    private static IEnumerable<Atom> Atoms(Atom atom) => Inner(atom).SelectMany(Atoms).Prepend(atom);

    /// <summary>Why there is no formula; null if there is one.</summary>
    public static string? Obstacle(Formula formula) => Definitions(formula).Select(d => d.Body).Prepend(formula)
        .SelectMany(Atoms).OfType<Unknown>().Select(u => u.Reason).FirstOrDefault();

    /// <summary>All definitions that a formula builds on, each after those that it uses itself.</summary>
    public static IReadOnlyList<Definition> Definitions(Formula formula)
    {
        var found = new List<Definition>();
        var seen = new HashSet<Definition>();
        Visit(formula);
        return found;

        void Visit(Formula from)
        {
            foreach (Reference reference in Atoms(from).OfType<Reference>())
            {
                if (!seen.Add(reference.Definition))
                    continue;
                Visit(reference.Definition.Body);
                found.Add(reference.Definition);
            }
        }
    }

    /// <summary>The body of a definition for the arguments of a reference to it.</summary>
    public Formula Open(Reference reference)
    {
        Definition definition = reference.Definition;
        var arguments = new Dictionary<Index, Affine>();
        for (int i = 0; i < definition.Parameters.Count; i++)
            arguments[definition.Parameters[i]] = reference.Arguments[i];
        Formula body = Fresh(definition.Body);
        return Substitute(body, a => a is Index i && arguments.TryGetValue(i, out Affine? by) ? by : null);
    }
}
