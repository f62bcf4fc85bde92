using System.Collections.Immutable;
using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>An integer that a subscript or a range is made of. Unlike IR values it has a meaning in more than one function.</summary>
internal abstract record IndexAtom
{
    /// <summary>Equal for equal integers and different for all others; the order of atoms is that of their keys.</summary>
    /// <remarks>Asked for all the time, so it is computed once: atoms are made anew and never changed by <c>with</c>.</remarks>
    public abstract string Key { get; }
}

/// <summary>A summation index or a free one.</summary>
internal sealed record Index(int Id, string Name) : IndexAtom
{
    public override string Key { get; } = "i" + Id.ToString("D6", CultureInfo.InvariantCulture);

    public bool Equals(Index? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id;
}

/// <summary>The extent of an input array along a dimension.</summary>
internal sealed record Size(string Array, int Dimension) : IndexAtom
{
    public override string Key { get; } = "s" + Array + "." + Dimension.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An integer parameter, or an integer member that is read.</summary>
internal sealed record IntegerInput(string Name) : IndexAtom
{
    public override string Key { get; } = "n" + Name;
}

/// <summary>An integer that is no affine form, as the user wrote it: <c>n / 2</c>.</summary>
internal sealed record WrittenInteger(string Text, bool IsSum) : IndexAtom
{
    public override string Key => "w" + Text;
}

/// <summary>An element of an integer array: <c>centers[p]</c>.</summary>
internal sealed record Gathered(string Array, EquatableArray<Affine> Subscripts) : IndexAtom
{
    /// <summary>The length of a row of a jagged array, as if an array of integers said it.</summary>
    public static Gathered LengthOf(string array, Affine row) => new("length of " + array, [row]);

    public override string Key { get; } = "g" + Array + "[" + string.Join(",", Subscripts.Select(s => s.Key)) + "]";
}

/// <summary>One summand <c>Coefficient·Atom</c> of an <see cref="Affine"/> integer.</summary>
internal sealed record AffinePart(IndexAtom Atom, long Coefficient);

/// <summary>c + Σ aₖ·vₖ over index atoms, in the order of their keys; the aₖ are not 0. Equal integers as formulas are equal records.</summary>
internal sealed record Affine(long Constant, EquatableArray<AffinePart> Parts)
{
    public static readonly Affine Zero = Of(0);

    public static Affine Of(long constant) => new(constant, []);

    public static Affine Of(IndexAtom atom) => new(0, [new AffinePart(atom, 1)]);

    public bool IsConstant => Parts.Count == 0;

    /// <summary>The atom that this integer is; null if it is more than that.</summary>
    public IndexAtom? Atom => Constant == 0 && Parts.Count == 1 && Parts[0].Coefficient == 1 ? Parts[0].Atom : null;

    public string Key => string.Concat(Parts.Select(p => p.Coefficient.ToString("+0;-0", CultureInfo.InvariantCulture) + p.Atom.Key))
        + Constant.ToString("+0;-0;+0", CultureInfo.InvariantCulture);

    public long Coefficient(IndexAtom atom)
    {
        foreach (AffinePart part in Parts)
        {
            if (part.Atom.Equals(atom))
                return part.Coefficient;
        }
        return 0;
    }

    public Affine Times(long factor) => unchecked(factor == 0
        ? Zero
        : new(Constant * factor, Parts.Select(p => p with { Coefficient = p.Coefficient * factor }).ToEquatableArray()));

    public Affine Plus(Affine other)
    {
        long constant = unchecked(Constant + other.Constant);
        if (other.Parts.Count == 0 || Parts.Count == 0)
            return new(constant, other.Parts.Count == 0 ? Parts : other.Parts);
        // Both are in order.
        var sum = ImmutableArray.CreateBuilder<AffinePart>(Parts.Count + other.Parts.Count);
        for (int a = 0, b = 0; a < Parts.Count || b < other.Parts.Count;)
        {
            int order = a == Parts.Count ? 1 : b == other.Parts.Count ? -1 : string.CompareOrdinal(Parts[a].Atom.Key, other.Parts[b].Atom.Key);
            if (order != 0)
            {
                sum.Add(order < 0 ? Parts[a++] : other.Parts[b++]);
                continue;
            }
            long coefficient = unchecked(Parts[a].Coefficient + other.Parts[b].Coefficient);
            if (coefficient != 0)
                sum.Add(Parts[a] with { Coefficient = coefficient });
            a++;
            b++;
        }
        return new(constant, sum.ToImmutable());
    }

    public Affine Minus(Affine other) => Plus(other.Times(-1));

    public Affine Plus(long constant) => this with { Constant = unchecked(Constant + constant) };

    /// <summary>The greatest common divisor of the coefficients; 0 without any.</summary>
    public long Divisor
    {
        get
        {
            long divisor = 0;
            foreach (AffinePart part in Parts)
            {
                for (long a = Math.Abs(part.Coefficient); a != 0;)
                    (divisor, a) = (a, divisor % a);
            }
            return divisor;
        }
    }

    /// <summary>Every index occurring, also as a subscript of a gathered integer.</summary>
    public IReadOnlyList<Index> Indices => _indices ??=
    [
        .. Parts.SelectMany(p => p.Atom switch
        {
            Index i => [i],
            Gathered g => g.Subscripts.SelectMany(s => s.Indices),
            _ => Enumerable.Empty<Index>(),
        }),
    ];

    // Belongs to the parts, which no copy changes.
    private IReadOnlyList<Index>? _indices;

    public bool Equals(Affine? other) => other is not null && (ReferenceEquals(this, other) || (Constant == other.Constant && Parts.Equals(other.Parts)));

    public override int GetHashCode() => unchecked((Constant.GetHashCode() * 31) + Parts.GetHashCode());

    /// <summary>The same with integers in place of atoms; null from <paramref name="replacement"/> leaves an atom as it is.</summary>
    public Affine Replace(Func<IndexAtom, Affine?> replacement)
    {
        Affine? result = null;
        for (int i = 0; i < Parts.Count; i++)
        {
            AffinePart part = Parts[i];
            Affine? by = replacement(part.Atom);
            if (by is null && part.Atom is Gathered gathered)
            {
                EquatableArray<Affine> subscripts = gathered.Subscripts.Select(s => s.Replace(replacement)).ToEquatableArray();
                if (!subscripts.Equals(gathered.Subscripts))
                    {
                    var elsewhere = new Gathered(gathered.Array, subscripts);
                    by = replacement(elsewhere) ?? Of(elsewhere);
                }
            }
            if (by is null && result is null)
                continue;
            result ??= new Affine(Constant, Parts.Take(i).ToEquatableArray());
            result = result.Plus(by is null ? new Affine(0, [part]) : by.Times(part.Coefficient));
        }
        return result ?? this;
    }
}

/// <summary>A condition on integers: <c>Form = 0</c> (a Kronecker delta) or <c>Form ≥ 0</c> (a bound of a range).</summary>
internal sealed record Condition(Affine Form, bool IsEquality)
{
    private static readonly Condition Never = new(Affine.Of(1), IsEquality: true);

    public static Condition Equal(Affine a, Affine b)
    {
        Affine form = a.Minus(b);
        // One of the ways to write it: no common factor, the first coefficient positive.
        long divisor = form.Divisor;
        if (divisor > 1)
        {
            if (form.Constant % divisor != 0)
                return Never;
            form = new Affine(form.Constant / divisor, form.Parts.Select(p => p with { Coefficient = p.Coefficient / divisor }).ToEquatableArray());
        }
        return new Condition(form.Parts.Count > 0 && form.Parts[0].Coefficient < 0 ? form.Times(-1) : form, IsEquality: true);
    }

    /// <summary>a ≤ b</summary>
    public static Condition AtMost(Affine a, Affine b) => new(b.Minus(a), IsEquality: false);

    /// <summary>a &lt; b</summary>
    public static Condition Below(Affine a, Affine b) => AtMost(a.Plus(1), b);

    public string Key => Form.Key + (IsEquality ? "=0" : ">=0");

    /// <summary>Whether it holds, where that does not depend on anything.</summary>
    public bool? Known => !Form.IsConstant ? null : IsEquality ? Form.Constant == 0 : Form.Constant >= 0;

    public Condition Replace(Func<IndexAtom, Affine?> replacement)
    {
        Affine form = Form.Replace(replacement);
        return ReferenceEquals(form, Form) ? this : IsEquality ? Equal(form, Affine.Zero) : this with { Form = form };
    }
}
