using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Writes a derivation as a person would: definitions that are used once are put in, equal summands added, common factors taken out.
/// </summary>
internal static class DerivationBuilder
{
    // More than that is nothing to read in a tooltip.
    private const int MostDefinitions = 8;
    private const int MostSummands = 8;

    /// <summary>The derivation of a method's gradient; null, and why, if it is not index notation or too long.</summary>
    /// <param name="primal">After <see cref="Optimization.Passes.Primal"/>.</param>
    public static (Derivation? Derivation, string? Obstacle) Of(Function primal, CancellationToken ct)
    {
        (IndexedFunction? function, string? obstacle) = IndexNotation.Read(primal, ct, FormulaAlgebra.FewSteps);
        if (function is null)
            return (null, obstacle);
        Parameter[] inputs = [.. primal.Leaves.Where(p => p is { IsConstant: false, HasReals: true } and not ScalarParameter { Passing: Passing.Out })];
        var first = new List<Formula>();
        foreach (Parameter input in inputs)
        {
            (IndexedGradient? gradient, obstacle) = IndexNotation.Gradient(function, input);
            if (gradient is null)
                return (null, obstacle);
            first.Add(gradient.Formula);
        }
        Formula value = new Inlining(function.Algebra, function.Value, first).Value;
        function = function with { Value = value };
        Definition[] definitions = [.. FormulaAlgebra.Definitions(value)];
        if (definitions.Length > MostDefinitions)
            return (null, "the derivation is too long");
        var gradients = new List<DerivedGradient>();
        foreach (Parameter input in inputs)
        {
            if (Gradient(function, input, definitions) is not { } gradient)
                return (null, "the derivation is too long");
            gradients.Add(gradient);
        }
        FormulaAlgebra algebra = function.Algebra;
        var forms = new MatrixForm(algebra, []);
        DerivedDefinition[] derived = [.. definitions.Select(d => new DerivedDefinition(d, d.Parameters.Count > 2 ? null : forms.Of(d.Body, d.Parameters.FirstOrDefault(), d.Parameters.Skip(1).FirstOrDefault())))];
        var derivation = new Derivation(primal.Name, derived.ToEquatableArray(), value, forms.Of(value, null, null), gradients.ToEquatableArray(), function.Shapes);
        return algebra.IsExhausted ? (null, "the derivation is too long") : (derivation, null);
    }

    private static DerivedGradient? Gradient(IndexedFunction function, Parameter input, Definition[] definitions)
    {
        (IndexedGradient? gradient, _) = IndexNotation.Gradient(function, input);
        if (gradient is null || gradient.Formula.Summands.Count > MostSummands)
            return null;
        FormulaAlgebra algebra = function.Algebra;
        var readable = new ReadableForm(algebra);
        Formula closed = readable.Of(gradient.Formula, [.. gradient.Known]);
        var steps = new List<DerivedStep>();
        var derivative = new IndexDerivative(algebra, gradient.Parameter, gradient.Free, [.. gradient.Known]);
        foreach (Definition definition in definitions)
        {
            Formula inserted = derivative.Inserted(definition);
            if (!inserted.IsZero && gradient.Free.Count > 0)
                steps.Add(new DerivedStep(definition, inserted, readable.Of(new Contraction(algebra).Contract(inserted, [.. gradient.Known]), [.. gradient.Known])));
        }
        bool hasDeltas = gradient.Inserted.Summands.Any(s => s.Conditions.Any(c => c.IsEquality && c.Form.Indices.Any(i => gradient.Free.Contains(i))))
            && gradient.Inserted.Summands.Count <= MostSummands && !gradient.Inserted.Equals(gradient.Formula);
        (EquatableArray<MatrixCase> matrices, EquatableArray<Index> slice) = Matrices(algebra, gradient.Free, closed);
        return new DerivedGradient(gradient.Parameter, gradient.Free, steps.ToEquatableArray(), hasDeltas ? gradient.Inserted : null, closed, matrices, slice);
    }

    // A tensor of rank 3 slice by slice: one of its indices is kept.
    private static (EquatableArray<MatrixCase> Cases, EquatableArray<Index> Slice) Matrices(FormulaAlgebra algebra, EquatableArray<Index> free, Formula closed)
    {
        if (free.Count < 3)
            return (Cases(algebra, free, [], closed), []);
        foreach (Index kept in free)
        {
            EquatableArray<Index> rest = free.Where(i => !i.Equals(kept)).ToEquatableArray();
            if (Cases(algebra, rest, [kept], closed) is { Count: > 0 } cases)
                return (cases, [kept]);
        }
        return ([], []);
    }

    private static EquatableArray<MatrixCase> Cases(FormulaAlgebra algebra, EquatableArray<Index> free, EquatableArray<Index> slice, Formula closed)
    {
        var forms = new MatrixForm(algebra, slice);
        var cases = new List<MatrixCase>();
        // Summands that hold for a part of the rows alone are a form of their own.
        foreach (IGrouping<EquatableArray<Condition>, Summand> part in closed.Summands.GroupBy(s => Restrictions(s, free)))
        {
            var parts = new Dictionary<Index, Part>();
            foreach (Condition condition in part.Key)
            {
                if (condition.Form.Indices.Count() != 1 || !MatrixForm.Restrict(parts, condition.Form.Indices.First(), condition))
                    return [];
            }
            Formula formula = new(part.Select(s => s with { Conditions = s.Conditions.Where(c => !part.Key.Contains(c)).ToEquatableArray() }).ToEquatableArray());
            if (forms.Of(formula, free.FirstOrDefault(), free.Skip(1).FirstOrDefault(), parts) is not { } form)
                return [];
            cases.Add(new MatrixCase(free.Select(i => parts.TryGetValue(i, out Part? p) ? p : Part.Whole).ToEquatableArray(), form));
        }
        // Parts that overlap would have to be added, and what is left out is 0.
        return cases.All(a => cases.All(b => ReferenceEquals(a, b) || AreDisjoint(a.Parts, b.Parts))) ? cases.ToEquatableArray() : [];
    }

    // In one of the dimensions one ends before the other begins.
    private static bool AreDisjoint(EquatableArray<Part> a, EquatableArray<Part> b) => a.Zip(b, (p, q) => Ends(p, q) || Ends(q, p)).Any(d => d);

    private static bool Ends(Part first, Part second) => first.To is { } to && second.From is { } from && from.Minus(to) is { IsConstant: true, Constant: >= 0 };

    private static EquatableArray<Condition> Restrictions(Summand summand, EquatableArray<Index> free) => summand.Conditions
        .Where(c => !c.IsEquality && c.Form.Indices.Any() && c.Form.Indices.All(free.Contains)).ToEquatableArray();
}
