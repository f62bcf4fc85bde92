using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Puts definitions in that are used once: Σ_ij residual_ij² becomes Σ_ij (P_ij − Σ_k U_ik V_jk)², unless the derivative needs the residual in several
/// places.
/// </summary>
internal sealed class Inlining
{
    private readonly FormulaAlgebra _algebra;
    private readonly HashSet<Definition> _kept;
    private readonly Dictionary<Definition, Definition> _done = [];

    /// <param name="value">A formula.</param>
    /// <param name="derivatives">Its derivatives with all definitions in place.</param>
    public Inlining(FormulaAlgebra algebra, Formula value, IReadOnlyList<Formula> derivatives)
    {
        _algebra = algebra;
        Definition[] all = [.. FormulaAlgebra.Definitions(value)];
        _kept = [.. all.Where(d =>
            all.Sum(other => Uses(other.Body, d)) + Uses(value, d) > 1 || derivatives.Any(f => Uses(f, d) > 1))];
        // What only one derivative of one use needs again is still to be seen when it is put in: a plain product is read as fast as its name.
        _kept.RemoveWhere(d => d.Body.Summands.Count == 1 && d.Body.Summands[0] is { Bound.Count: 0, Factors.Count: <= 1, Conditions.Count: 0 } s && s.Factors.All(f => f.Atom is Element));
        Value = Put(value);
    }

    public Formula Value { get; }

    private static int Uses(Formula formula, Definition definition) => FormulaAlgebra.Atoms(formula).Count(a => a is Reference r && r.Definition.Equals(definition));

    private Formula Put(Formula formula) => Flat(_algebra.Replace(formula, atom => atom is not Reference reference
        ? null
        : _kept.Contains(reference.Definition)
            ? Formula.Of(reference with { Definition = Done(reference.Definition) })
            : Put(_algebra.Open(reference))));

    private Definition Done(Definition definition)
    {
        if (!_done.TryGetValue(definition, out Definition? done))
            _done.Add(definition, done = new Definition(definition.Id, definition.Name, definition.Parameters, Put(definition.Body)));
        return done;
    }

    // (a + b) + c without the parentheses.
    private Formula Flat(Formula formula)
    {
        if (!formula.Summands.Any(IsGroup))
            return formula;
        return _algebra.Collect(formula.Summands.SelectMany(s => IsGroup(s) ? ((Group)s.Factors[0].Atom).Inner.Scale(s.Coefficient).Summands : (IEnumerable<Summand>)[s]));
    }

    private static bool IsGroup(Summand s) => s is { Bound.Count: 0, Conditions.Count: 0, Factors.Count: 1, Coefficient: 1 or -1 } && s.Factors[0] is { Exponent: 1, Atom: Group };
}
