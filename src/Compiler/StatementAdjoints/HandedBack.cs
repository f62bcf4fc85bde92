using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>The adjoint of an assignment: v = f(a, b, …) hands v̄·∂f/∂a to ā, v̄·∂f/∂b to b̄, …, and has used up v̄.</summary>
internal sealed class HandedBack(FormulaAlgebra algebra)
{
    private readonly ReadableForm _readable = new(algebra);

    /// <param name="assigned">Targets (null for what is returned) with their adjoints and what they get, all at once.</param>
    public AssignmentStep Of(IReadOnlyList<(Element? Target, Formula Adjoint, Reading Value)> assigned, Moment moment, Statement? source)
    {
        var targets = new List<Assigned>();
        var amounts = new List<(Element To, Formula? Amount)>();
        foreach ((Element? target, Formula adjoint, Reading value) in assigned)
        {
            Formula? formula = value.Formula;
            bool adds = assigned.Count == 1 && target is not null && formula is not null && value.Active.Contains(target) && Remainder(formula, target) is not null;
            if (adds)
                formula = Remainder(formula!, target!);
            targets.Add(new Assigned(target, adjoint, formula, adds));
            foreach (Element place in value.Active.Where(p => !adds || !p.Equals(target)))
            {
                Formula? amount = formula is null ? null : algebra.Multiply(adjoint, new IndexDerivative(algebra, place).Inserted(formula));
                if (amount is { IsZero: true })
                    continue;
                int known = amounts.FindIndex(a => a.To.Equals(place));
                if (known < 0)
                    amounts.Add((place, amount));
                else
                    amounts[known] = (place, amount is null || amounts[known].Amount is not { } other ? null : algebra.Add(other, amount));
            }
        }
        Handed[] handed = [.. amounts.Select(a => new Handed(a.To, Readable(a.Amount), targets.Any(t => a.To.Equals(t.Target) && !t.Adds)))];
        return new AssignmentStep(targets.ToEquatableArray(), handed.OrderBy(h => h.Replaces).ToEquatableArray(), moment) { Source = source };
    }

    private Formula? Readable(Formula? amount) => amount is null || FormulaAlgebra.Obstacle(amount) is not null ? null : _readable.TakeOut(amount);

    // What is added to s in s = s + …; null if it is no sum.
    private static Formula? Remainder(Formula formula, Element target)
    {
        Summand own = Formula.Of(target).Summands[0];
        Formula rest = new(formula.Summands.Where(s => !s.Equals(own)).ToEquatableArray());
        return rest.Summands.Count == formula.Summands.Count - 1 && !FormulaAlgebra.Atoms(rest).Contains(target) ? rest : null;
    }
}
