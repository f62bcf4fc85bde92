using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>A formula as it is read most easily: summands that are equal by symmetry added up, common factors and sums taken out.</summary>
internal sealed class ReadableForm(FormulaAlgebra algebra)
{
    private const int MostCompared = 5;

    public Formula Of(Formula formula, IReadOnlyList<Condition> known) => TakeOut(AddEqual(formula, known));

    // β Σ sign(G_jb) Φ_j + β Σ sign(G_bj) Φ_j is twice the first where G is symmetric.
    private Formula AddEqual(Formula formula, IReadOnlyList<Condition> known)
    {
        if (formula.Summands.Count is < 2 or > MostCompared)
            return formula;
        var sums = new List<Summand>();
        foreach (Summand summand in formula.Summands)
        {
            int same = sums.FindIndex(s => Alike(s, summand) && new NormalForm(algebra).AreEqual(One(s), One(summand), known));
            if (same < 0)
                sums.Add(summand);
            else
                sums[same] = sums[same] with { Coefficient = FormulaAlgebra.Sum(sums[same].Coefficient, summand.Coefficient) };
        }
        return new Formula(sums.Where(s => s.Coefficient != 0).ToEquatableArray());
    }

    private static Formula One(Summand summand) => new([summand with { Coefficient = 1 }]);

    // A cheap look before the normal form is computed.
    private static bool Alike(Summand a, Summand b) => a.Bound.Count == b.Bound.Count && a.Factors.Count == b.Factors.Count && a.Conditions.Count == b.Conditions.Count
        && a.Factors.Select(Kind).OrderBy(k => k, StringComparer.Ordinal).SequenceEqual(b.Factors.Select(Kind).OrderBy(k => k, StringComparer.Ordinal))
        && Inputs(a).SetEquals(Inputs(b));

    private static HashSet<string> Inputs(Summand summand)
    {
        Formula formula = new([summand]);
        Formula[] all = [formula, .. FormulaAlgebra.Definitions(formula).Select(d => d.Body)];
        return new HashSet<string>(all.SelectMany(FormulaAlgebra.Atoms).OfType<Element>().SelectMany(e => Gathers(e.Subscripts).Prepend(e.Tensor))
            .Concat(Gathers(summand.Conditions.Select(c => c.Form))), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Gathers(IEnumerable<Affine> integers) => integers.SelectMany(i => i.Parts).Select(p => p.Atom).OfType<Gathered>().Select(g => g.Array);

    private static string Kind(Factor factor) => factor.Exponent + (factor.Atom switch
    {
        Element e => e.Tensor,
        Reference r => r.Definition.Name,
        FunctionOf a => a.Function,
        var other => other.GetType().Name,
    });

    // Summands under the same sum and denominator: what they have in common stands before the rest in parentheses.
    public Formula TakeOut(Formula formula)
    {
        if (formula.Summands.Count < 2)
            return formula;
        var result = new List<Summand>();
        foreach (IGrouping<(EquatableArray<Index>, EquatableArray<Condition>, EquatableArray<Factor>), Summand> alike in
            formula.Summands.GroupBy(s => (s.Bound, s.Conditions, s.Factors.Where(f => f.Exponent < 0).ToEquatableArray())))
        {
            Summand[] group = [.. alike];
            if (group.Length == 1)
            {
                result.Add(group[0]);
                continue;
            }
            Factor[] common = [.. group[0].Factors.Where(f => group.All(s => s.Factors.Contains(f)))];
            double coefficient = group.All(s => Math.Abs(s.Coefficient) == Math.Abs(group[0].Coefficient)) ? group[0].Coefficient : 1;
            if (common.Length == 0 && (coefficient is 1 or -1 || group.Length < formula.Summands.Count))
            {
                result.AddRange(group);
                continue;
            }
            Formula inner = algebra.Collect(group.SelectMany(s => Opened(new Summand(s.Coefficient / coefficient, [], [], s.Factors.Where(f => !common.Contains(f)).ToEquatableArray()))));
            result.AddRange(algebra.Multiply(new Formula([alike.First() with { Coefficient = coefficient, Factors = common.ToEquatableArray() }]), inner).Summands);
        }
        return new Formula(result.ToEquatableArray());
    }

    // What only stands in parentheses is added up with the rest: (a − d/2) − d/2.
    private static IEnumerable<Summand> Opened(Summand summand) => summand is { Factors: [{ Exponent: 1, Atom: Group group }] } ? group.Inner.Scale(summand.Coefficient).Summands : [summand];
}
