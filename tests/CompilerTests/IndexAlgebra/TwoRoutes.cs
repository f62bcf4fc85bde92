using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using static DiffGen.CompilerTests.IndexAlgebra.BoxedValues;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>The gradient by the program transformation and the one by the index algebra, as numbers at the same point.</summary>
internal static class TwoRoutes
{
    /// <summary>What became of a program.</summary>
    /// <param name="Compared">How many components were compared.</param>
    /// <param name="Obstacle">Why it is not in the fragment; null if it is.</param>
    internal sealed record Comparison(int Compared, string? Obstacle)
    {
        /// <summary>For how many inputs a form without indices was compared, too.</summary>
        public int Matrices { get; init; }
    }

    /// <summary>Asserts that both agree in every component of every active input, and that the values do.</summary>
    /// <param name="raw">The lowered method.</param>
    /// <param name="arguments">For each of its inputs, captured members included.</param>
    /// <param name="normal">Whether the gradient's normal form is evaluated in place of the gradient.</param>
    public static Comparison Compare(Function raw, object[] arguments, bool normal = false)
    {
        CancellationToken ct = CancellationToken.None;
        Function primal = Passes.Run(Passes.Primal, raw, ct);
        (IndexedFunction? formula, string? obstacle) = IndexNotation.Read(primal, ct);
        if (formula is null)
            return new Comparison(0, obstacle);

        Function gradient = AdjointFunction.Gradient(primal, ct);
        Parameter[] inputs = [.. raw.Inputs];
        Parameter[] generated = [.. gradient.Leaves.Skip(raw.Leaves.Count())];
        object?[] buffers = [.. generated.Select(g => g is ArrayParameter ? Zeros((Array)arguments[Of(g, inputs)]) : null)];
        int own = raw.Leaves.Count();
        IrEvaluator.Outcome outcome = IrEvaluator.Run(gradient, [.. Copy(arguments)[..own], .. buffers, .. arguments[own..]]);

        var named = inputs.Select((p, i) => (p.Name, arguments[i])).ToDictionary(p => p.Name, p => p.Item2);
        var evaluator = new FormulaEvaluator(named);
        Agree((double)outcome.Result!, evaluator.Evaluate(formula.Value, new Dictionary<Index, int>()), raw.Name);
        int compared = 0, matrices = 0;
        Derivation? derivation = normal ? null : DerivationBuilder.Of(primal, ct).Derivation;
        var forms = new MatrixEvaluator(named, evaluator);
        if (derivation?.ValueMatrix is { } form && IfDetermined(() => (double?)forms.Evaluate(form)) is { } number)
            Agree((double)outcome.Result!, number, raw.Name + " without indices");
        foreach ((Parameter derivative, int k) in generated.Select((g, k) => (g, k)))
        {
            Parameter parameter = inputs[Of(derivative, inputs)];
            (IndexedGradient? index, string? no) = IndexNotation.Gradient(formula, parameter);
            if (index is null)
                return new Comparison(compared, no);
            Formula shown = normal ? new NormalForm(formula.Algebra).Of(index.Formula, [.. index.Known]) : index.Formula;
            DerivedGradient? derived = derivation?.Gradients.Single(g => g.Parameter == parameter.Name);
            if (normal && FormulaAlgebra.Obstacle(shown) is not null)
                return new Comparison(compared, "too large");
            foreach ((int[] at, double expected) in Elements(buffers[k] ?? outcome.Outputs[derivative.Name]))
            {
                var indices = index.Free.Select((f, d) => (f, at[d])).ToDictionary(p => p.f, p => p.Item2);
                string what = $"∂{raw.Name}/∂{parameter.Name}[{string.Join(",", at)}]";
                Agree(expected, evaluator.Evaluate(shown, indices), what);
                // What the documentation says, too.
                if (derived is not null)
                    Agree(expected, evaluator.Evaluate(derived.Closed, derived.Free.Select((f, d) => (f, at[d])).ToDictionary(p => p.f, p => p.Item2)), "documented " + what);
                compared++;
            }
            if (derived is { Matrices.Count: > 0, Free.Count: 1 or 2 } && buffers[k] is Array shape
                && IfDetermined(() => forms.Evaluate(derived.Matrices, shape.GetLength(0), shape.Rank > 1 ? shape.GetLength(1) : 1)) is { } matrix)
            {
                foreach ((int[] at, double expected) in Elements(buffers[k]!))
                    Agree(expected, matrix[at[0], at.Skip(1).FirstOrDefault()], $"∂{raw.Name}/∂{parameter.Name}[{string.Join(",", at)}] without indices");
                matrices++;
            }
        }
        return new Comparison(compared, null) { Matrices = matrices };
    }

    // Null where the extents do not follow from a form.
    private static T? IfDetermined<T>(Func<T> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (NotSupportedException)
        {
            return default;
        }
    }

    private static int Of(Parameter derivative, Parameter[] inputs) => Array.FindIndex(inputs, p => "d" + p.Name == derivative.Name);

    private static void Agree(double expected, double actual, string what)
    {
        // Where one has no value neither needs to; a point with an infinity says nothing.
        if (!double.IsFinite(expected) || !double.IsFinite(actual) || Math.Abs(expected) > 1e8)
            return;
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{what}: the adjoint says {expected:R}, the formula {actual:R}");
    }
}
