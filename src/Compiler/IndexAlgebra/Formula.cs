using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>A real number in index notation: a sum of summands.</summary>
internal sealed record Formula(EquatableArray<Summand> Summands)
{
    public static readonly Formula Zero = new([]);

    /// <summary>How many summands and factors it has, inner ones included, definitions not opened.</summary>
    public int Size { get; } = Summands.Sum(s => 1 + s.Conditions.Count + s.Factors.Sum(f => 1 + FormulaAlgebra.Inner(f.Atom).Sum(i => i.Size)));

    /// <summary>How deep it is nested, definitions opened.</summary>
    public int Depth { get; } = Summands.Count == 0 ? 0 : 1 + Summands.Max(s => s.Factors.Count == 0 ? 0 : s.Factors.Max(f =>
        f.Atom is Reference r ? r.Definition.Body.Depth : FormulaAlgebra.Inner(f.Atom).Select(i => i.Depth).DefaultIfEmpty().Max()));

    public static readonly Formula One = Number(1);

    // Formulas are looked up all the time, and as deep as they are: what follows from the summands is computed once.
    private readonly int _hash = Summands.GetHashCode();
    private IReadOnlyList<Index>? _free;

    /// <summary>The indices that stand in it and are not bound in it.</summary>
    public IReadOnlyList<Index> Free => _free ??= [.. Summands.SelectMany(FormulaAlgebra.Free).Distinct()];

    public bool Equals(Formula? other) => other is not null && (ReferenceEquals(this, other) || (_hash == other._hash && Summands.Equals(other.Summands)));

    public override int GetHashCode() => _hash;

    public static Formula Number(double number) => number == 0 ? Zero : new([new Summand(number, [], [], [])]);

    public static Formula Of(Atom atom) => new([new Summand(1, [], [], [new Factor(atom, 1)])]);

    /// <summary>1 where the condition holds and 0 elsewhere.</summary>
    public static Formula Of(Condition condition) => condition.Known is { } known ? Number(known ? 1 : 0) : new([new Summand(1, [], [condition], [])]);

    /// <summary>What stands for a number that index notation has no form for.</summary>
    public static Formula Unknown(string reason) => Of(new Unknown(reason));

    public bool IsZero => Summands.Count == 0;

    /// <summary>The number that this is; null if it depends on anything.</summary>
    public double? Constant => Summands.Count == 0 ? 0 : Summands.Count == 1 && Summands[0] is { Bound.Count: 0, Conditions.Count: 0, Factors.Count: 0 } s ? s.Coefficient : null;

    /// <summary>The atom that this is; null if it is more than that.</summary>
    public Atom? Atom => Summands.Count == 1 && Summands[0] is { Coefficient: 1, Bound.Count: 0, Conditions.Count: 0, Factors.Count: 1 } s && s.Factors[0].Exponent == 1
        ? s.Factors[0].Atom
        : null;

    public Formula Scale(double factor) => factor == 0
        ? Zero
        : factor == 1 ? this : new(Summands.Select(s => s with { Coefficient = s.Coefficient * factor }).ToEquatableArray());
}

/// <summary>
/// Coefficient · Σ over the bound indices for which the conditions hold · Π factors. Ranges are conditions; so are Kronecker deltas.
/// </summary>
internal sealed record Summand(
    double Coefficient,
    EquatableArray<Index> Bound,
    EquatableArray<Condition> Conditions,
    EquatableArray<Factor> Factors);

/// <summary>A power of an atom; never of exponent 0.</summary>
internal sealed record Factor(Atom Atom, double Exponent);

/// <summary>What products are made of.</summary>
internal abstract record Atom;

/// <summary>An element of an input array, or an input number, which has no subscripts.</summary>
internal sealed record Element(string Tensor, EquatableArray<Affine> Subscripts) : Atom;

/// <summary>An integer as a real number.</summary>
internal sealed record Count(IndexAtom Of) : Atom;

/// <summary>A function of the rule table, by its name there.</summary>
internal sealed record FunctionOf(string Function, EquatableArray<Formula> Arguments) : Atom;

/// <summary>A sum in parentheses.</summary>
internal sealed record Group(Formula Inner) : Atom;

/// <summary>A sum over indices of its own that is one number in whatever it stands; only in normal forms.</summary>
internal sealed record Total(Formula Inner) : Atom;

/// <summary>Which question a <see cref="Comparison"/> asks.</summary>
internal enum Relation
{
    Positive,
    NotNegative,
    Zero,
    NotZero,
}

/// <summary>1 where a real number is positive (not negative, zero, not zero), and 0 elsewhere: a piece of a piecewise formula.</summary>
internal sealed record Comparison(Relation Relation, Formula Of) : Atom
{
    // What is not greater is less or equal; NaN is neither, but at a NaN no formula has a value.
    public Formula Complement(Formula negated) => Relation switch
    {
        Relation.Positive => Formula.Of(new Comparison(Relation.NotNegative, negated)),
        Relation.NotNegative => Formula.Of(new Comparison(Relation.Positive, negated)),
        Relation.Zero => Formula.Of(this with { Relation = Relation.NotZero }),
        _ => Formula.Of(this with { Relation = Relation.Zero }),
    };
}

/// <summary>A <c>bool</c> that the user hands in, 1 or 0.</summary>
internal sealed record Flag(string Name) : Atom;

/// <summary>A number that the user gave a name, where it stands for the indices of the definition.</summary>
internal sealed record Reference(Definition Definition, EquatableArray<Affine> Arguments) : Atom;

/// <summary>An intermediate definition, v_i = Σ_j M_ij x_j.</summary>
internal sealed class Definition(int id, string name, EquatableArray<Index> parameters, Formula body) : IEquatable<Definition>
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public EquatableArray<Index> Parameters { get; } = parameters;

    public Formula Body { get; } = body;

    public bool Equals(Definition? other) => other is not null && other.Id == Id;

    public override bool Equals(object? obj) => Equals(obj as Definition);

    public override int GetHashCode() => Id;

    public override string ToString() => Name + "#" + Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// What a variable or an array element holds at the beginning of a trip, before it is known what all trips do with it. Gone from every
/// formula outside of the loop.
/// </summary>
/// <param name="Loop">The loop, by the number of its index.</param>
/// <param name="Place">The carried value's or the array's number.</param>
/// <param name="IsArray">Which of the two.</param>
internal sealed record Earlier(int Loop, int Place, bool IsArray, EquatableArray<Affine> Subscripts) : Atom;

/// <summary>A number that index notation has no form for, and why.</summary>
internal sealed record Unknown(string Reason) : Atom
{
    // Two numbers that are not known never cancel.
    public bool Equals(Unknown? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 1;
}
