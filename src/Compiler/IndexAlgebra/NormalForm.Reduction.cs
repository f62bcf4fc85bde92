using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

// Denominators: with q = L + R, L·q⁻¹ is 1 − R·q⁻¹. That is division with remainder by the leading summand of each sum that stands in a
// denominator, so that equal fractions with that denominator become the same.
internal sealed partial class NormalForm
{
    private Formula Reduce(Formula formula)
    {
        var result = new List<Summand>();
        bool changed = false;
        foreach (Summand summand in formula.Summands)
        {
            Formula? reduced = _irreducible.Contains(summand) ? null : Reduce(summand);
            changed |= reduced is not null;
            if (reduced is null)
                _irreducible.Add(summand);
            result.AddRange(reduced is null ? [summand] : reduced.Summands);
            if (!algebra.Spend() || result.Count > FormulaAlgebra.LargestSum)
                return algebra.Refuse();
        }
        return changed ? Collect(Close(new Formula(result.ToEquatableArray()))) : formula;
    }

    /// <summary>The summand after one step; null if there is none to make.</summary>
    private Formula? Reduce(Summand summand)
    {
        foreach (Factor factor in summand.Factors)
        {
            Summand rest = summand with { Factors = summand.Factors.Where(f => !ReferenceEquals(f, factor)).ToEquatableArray() };
            switch (factor)
            {
                case { Exponent: < 0, Atom: Group { Inner: var inner } }:
                    Summand leading = Leading(inner);
                    if (Without(rest, leading) is not { } quotient)
                        continue;
                    Formula once = Raised(quotient, factor, factor.Exponent + 1).Scale(1 / leading.Coefficient);
                    Formula others = new(inner.Summands.Where(s => !s.Equals(leading)).ToEquatableArray());
                    return others.IsZero
                        ? once
                        : algebra.Subtract(once, algebra.Distribute(Raised(quotient, factor, factor.Exponent), others).Scale(1 / leading.Coefficient));
                case { Atom: Total { Inner: var total } }:
                    if (total.Summands.Count != 1 || Reduce(total.Summands[0]) is not { } inside)
                        continue;
                    return algebra.Distribute(new Formula([rest]), Power(Collect(Close(inside)), factor.Exponent));
                case { Exponent: >= 2, Atom: FunctionOf { Function: "Sin", Arguments: var x } }:
                    Formula cosine = Plain(new FunctionOf("Cos", x), 2);
                    return algebra.Distribute(Raised(rest, factor, factor.Exponent - 2), algebra.Subtract(Formula.One, cosine));
                case { Exponent: >= 2, Atom: FunctionOf { Function: "Sign", Arguments: var x } }:
                    // sign² is 1 but where sign is 0.
                    return algebra.Distribute(Raised(rest, factor, factor.Exponent - 2),
                        algebra.Subtract(Formula.One, Formula.Of(new Comparison(Relation.Zero, x[0]))));
                case { Atom: FunctionOf { Function: RootName, Arguments: var x }, Exponent: not 1 }:
                    double exponent = factor.Exponent * x[1].Constant!.Value;
                    return algebra.Distribute(new Formula([rest]), Power(x[0], exponent));
            }
        }
        return null;
    }

    // The same but for the names of indices that are bound inside.
    private bool AreSame(Atom a, Atom b) => a.Equals(b) || (a.GetType() == b.GetType() && FormulaAlgebra.Inner(a).Any() && ReferenceEquals(Same(a), Same(b)));

    private static Formula Raised(Summand rest, Factor factor, double exponent) =>
        new([rest with { Factors = FormulaAlgebra.Combine(rest.Factors.Append(factor with { Exponent = exponent })) }]);

    /// <summary>The summand divided by a product that is a part of it, sums over indices of their own included; null if it is no part.</summary>
    private Summand? Without(Summand summand, Summand part)
    {
        Index[] shared = [.. FormulaAlgebra.Free(part)];
        Summand rest = summand;
        foreach (Summand wanted in CanonicalKey.Components(part, part.Bound))
        {
            if (wanted.Bound.Count == 0)
            {
                if (wanted.Conditions.Count > 0)
                    return null;
                Factor factor = wanted.Factors[0];
                Factor? found = rest.Factors.FirstOrDefault(f => AreSame(f.Atom, factor.Atom));
                if (found is null || Math.Abs(found.Exponent) < Math.Abs(factor.Exponent) || Math.Sign(found.Exponent) != Math.Sign(factor.Exponent))
                    return null;
                rest = rest with
                {
                    Factors = FormulaAlgebra.Combine(rest.Factors.Select(f => ReferenceEquals(f, found) ? f with { Exponent = f.Exponent - factor.Exponent } : f)),
                };
                continue;
            }
            string key = _keys.Of(wanted);
            Summand? same = CanonicalKey.Components(rest, [.. rest.Bound.Where(b => !shared.Contains(b))])
                .FirstOrDefault(c => c.Bound.Count == wanted.Bound.Count && _keys.Of(c) == key);
            if (same is null)
                return null;
            rest = rest with
            {
                Bound = rest.Bound.Where(b => !same.Bound.Contains(b)).ToEquatableArray(),
                Conditions = rest.Conditions.Where(c => !same.Conditions.Contains(c)).ToEquatableArray(),
                Factors = rest.Factors.Where(f => !same.Factors.Contains(f)).ToEquatableArray(),
            };
        }
        // 1 is a part of everything, but dividing by it leads nowhere.
        return part.Factors.Count == 0 ? null : rest;
    }
}
