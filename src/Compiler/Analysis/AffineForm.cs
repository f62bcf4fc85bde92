using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Analysis;

/// <summary>One summand <c>Coefficient·Symbol</c> of an affine form.</summary>
internal sealed record AffineTerm(Value Symbol, long Coefficient);

/// <summary>
/// An integer as c + Σ aₖ·vₖ: the vₖ are loop counters and values about which nothing more is known, in the order of their
/// numbers, the aₖ are not 0. Equal forms mean equal integers.
/// </summary>
internal sealed record AffineForm(long Constant, EquatableArray<AffineTerm> Terms)
{
    public static AffineForm Of(long constant) => new(constant, []);

    public static AffineForm Of(Value symbol) => new(0, [new AffineTerm(symbol, 1)]);

    public bool IsConstant => Terms.Count == 0;

    /// <summary>The factor of a symbol; 0 if it does not occur.</summary>
    public long Coefficient(Value symbol)
    {
        foreach (AffineTerm term in Terms)
        {
            if (term.Symbol == symbol)
                return term.Coefficient;
        }
        return 0;
    }

    /// <summary>This form without a symbol.</summary>
    public AffineForm Without(Value symbol) => this with { Terms = Terms.Where(t => t.Symbol != symbol).ToEquatableArray() };

    // Integer arithmetic of C# wraps around, so these do too: forms that are equal modulo 2⁶⁴ are equal modulo 2³².
    public AffineForm Times(long factor) => unchecked(factor == 0
        ? Of(0)
        : new(Constant * factor, Terms.Select(t => t with { Coefficient = t.Coefficient * factor }).Where(t => t.Coefficient != 0).ToEquatableArray()));

    public AffineForm Plus(AffineForm other)
    {
        var terms = new List<AffineTerm>(Terms.Count + other.Terms.Count);
        int a = 0, b = 0;
        while (a < Terms.Count || b < other.Terms.Count)
        {
            if (b == other.Terms.Count || (a < Terms.Count && Terms[a].Symbol.Id < other.Terms[b].Symbol.Id))
            {
                terms.Add(Terms[a++]);
            }
            else if (a == Terms.Count || other.Terms[b].Symbol.Id < Terms[a].Symbol.Id)
            {
                terms.Add(other.Terms[b++]);
            }
            else
            {
                long sum = unchecked(Terms[a].Coefficient + other.Terms[b++].Coefficient);
                if (sum != 0)
                    terms.Add(Terms[a] with { Coefficient = sum });
                a++;
            }
        }
        return new AffineForm(unchecked(Constant + other.Constant), terms.ToEquatableArray());
    }

    public AffineForm Minus(AffineForm other) => Plus(other.Times(-1));
}
