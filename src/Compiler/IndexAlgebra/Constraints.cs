using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Which conditions on integers can hold together, and what follows from them: elimination of variables after Fourier and Motzkin,
/// each inequality rounded to integers. What it says does not hold never holds; what is too large for it may hold.
/// </summary>
internal static class Constraints
{
    private const int Limit = 150;
    private const long Large = 1L << 40;

    /// <summary>Whether no integers fulfil all conditions.</summary>
    public static bool Contradict(IEnumerable<Condition> conditions)
    {
        var open = new List<Affine>();
        var equal = new List<Affine>();
        foreach (Condition condition in conditions)
        {
            if (condition.Known == false)
                return true;
            if (condition.Known is null)
                (condition.IsEquality ? equal : open).Add(condition.Form);
        }
        foreach (IndexAtom atom in open.Concat(equal).SelectMany(f => f.Parts).Select(p => p.Atom).OfType<Size>().Distinct().ToArray())
            open.Add(Affine.Of(atom));
        return Solve(equal, open) && Eliminate(open);
    }

    /// <summary>Whether the conditions cannot hold without this one.</summary>
    public static bool Imply(IEnumerable<Condition> conditions, Condition condition)
    {
        if (condition.Known is { } known)
            return known;
        Condition[] all = [.. conditions];
        if (all.Contains(condition))
            return true;
        return condition.IsEquality
            ? Contradict([.. all, new Condition(condition.Form.Plus(-1), false)]) && Contradict([.. all, new Condition(condition.Form.Times(-1).Plus(-1), false)])
            : Contradict([.. all, new Condition(condition.Form.Times(-1).Plus(-1), false)]);
    }

    // Uses each equation to remove a variable whose coefficient is ±1; other equations become two inequalities. Always true, so that it can stand before &&.
    private static bool Solve(List<Affine> equal, List<Affine> open)
    {
        while (equal.Count > 0)
        {
            Affine equation = equal[equal.Count - 1];
            equal.RemoveAt(equal.Count - 1);
            AffinePart? unit = equation.Parts.FirstOrDefault(p => p.Coefficient is 1 or -1);
            if (unit is null)
            {
                open.Add(equation);
                open.Add(equation.Times(-1));
                continue;
            }
            Affine solution = Affine.Of(unit.Atom).Minus(equation.Times(unit.Coefficient));
            for (int i = 0; i < equal.Count; i++)
                equal[i] = Insert(equal[i], unit.Atom, solution);
            for (int i = 0; i < open.Count; i++)
                open[i] = Insert(open[i], unit.Atom, solution);
        }
        return true;
    }

    private static Affine Insert(Affine form, IndexAtom atom, Affine solution)
    {
        long coefficient = form.Coefficient(atom);
        return coefficient == 0 ? form : form.Plus(Affine.Of(atom).Times(-coefficient)).Plus(solution.Times(coefficient));
    }

    private static bool Eliminate(List<Affine> open)
    {
        while (true)
        {
            open = [.. open.Select(Tighten).Distinct()];
            if (open.Any(f => f.IsConstant && f.Constant < 0))
                return true;
            open.RemoveAll(f => f.IsConstant);
            if (open.Count is 0 or > Limit || open.Any(f => f.Constant is > Large or < -Large))
                return false;
            // The variable that makes the fewest new inequalities; ties by key, so that the answer is always the same.
            IndexAtom atom = open.SelectMany(f => f.Parts).Select(p => p.Atom).Distinct()
                .OrderBy(a => open.Count(f => f.Coefficient(a) > 0) * open.Count(f => f.Coefficient(a) < 0)).ThenBy(a => a.Key, StringComparer.Ordinal).First();
            Affine[] lower = [.. open.Where(f => f.Coefficient(atom) > 0)], upper = [.. open.Where(f => f.Coefficient(atom) < 0)];
            open.RemoveAll(f => f.Coefficient(atom) != 0);
            if ((lower.Length * upper.Length) + open.Count > Limit)
                return false;
            foreach (Affine below in lower)
            {
                foreach (Affine above in upper)
                {
                    long a = below.Coefficient(atom), b = -above.Coefficient(atom);
                    if (a > Limit || b > Limit)
                        return false;
                    open.Add(below.Times(b).Plus(above.Times(a)));
                }
            }
        }
    }

    // 2x + 3 ≥ 0 says x + 1 ≥ 0 of integers.
    private static Affine Tighten(Affine form)
    {
        long divisor = form.Divisor;
        if (divisor <= 1)
            return form;
        long constant = form.Constant / divisor - (form.Constant % divisor < 0 ? 1 : 0);
        return new Affine(constant, form.Parts.Select(p => p with { Coefficient = p.Coefficient / divisor }).ToEquatableArray());
    }
}
