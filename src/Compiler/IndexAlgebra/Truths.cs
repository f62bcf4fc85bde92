using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Conditions as formulas that are 1 or 0: <c>and</c> is a product, <c>not</c> is 1 minus.</summary>
internal static class Truths
{
    public static Formula Not(Formula truth, FormulaAlgebra algebra)
    {
        if (truth.Summands.Count == 1 && truth.Summands[0] is { Coefficient: 1, Bound.Count: 0 } single)
        {
            if (single.Factors.Count == 0 && single.Conditions.Count == 1 && !single.Conditions[0].IsEquality)
                return Formula.Of(new Condition(single.Conditions[0].Form.Times(-1).Plus(-1), IsEquality: false));
            if (single.Conditions.Count == 0 && single.Factors.Count == 1 && single.Factors[0].Atom is Comparison comparison)
                return comparison.Complement(comparison.Of.Scale(-1));
        }
        return algebra.Subtract(Formula.One, truth);
    }

    public static Formula Or(Formula a, Formula b, FormulaAlgebra algebra) =>
        algebra.Subtract(algebra.Add(a, b), algebra.Distribute(a, b));

    /// <summary>
    /// a where the condition holds and b elsewhere. What both have is left outside, so that a sum that one side adds to is still seen to be one.
    /// </summary>
    public static Formula Choose(Formula condition, Formula a, Formula b, FormulaAlgebra algebra)
    {
        Summand[] common = [.. a.Summands.Where(s => b.Summands.Contains(s))];
        Formula onlyA = new(a.Summands.Where(s => !common.Contains(s)).ToEquatableArray());
        Formula onlyB = new(b.Summands.Where(s => !common.Contains(s)).ToEquatableArray());
        Formula chosen = algebra.Add(Where(condition, onlyA, algebra), onlyB.IsZero ? onlyB : Where(Not(condition, algebra), onlyB, algebra));
        return algebra.Add(new Formula(common.ToEquatableArray()), chosen);
    }

    private static Formula Where(Formula condition, Formula value, FormulaAlgebra algebra) => condition.Summands.Count > 1
        ? algebra.Collect(condition.Summands.SelectMany(c => algebra.Multiply(new Formula([c]), value).Summands))
        : algebra.Multiply(condition, value);

    /// <summary>The conditions on integers that a truth is the conjunction of; null if it is anything else.</summary>
    public static EquatableArray<Condition>? Conjunction(Formula truth) =>
        truth.Summands.Count == 1 && truth.Summands[0] is { Coefficient: 1, Bound.Count: 0, Factors.Count: 0 } single ? single.Conditions : null;
}
