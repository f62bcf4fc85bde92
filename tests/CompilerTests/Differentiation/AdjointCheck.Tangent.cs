using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.Differentiation;

internal static partial class AdjointCheck
{
    // Both sides are sums of the same products in another order; the numbers are near 1.
    private const double TangentTolerance = 1e-12;

    /// <summary>⟨ȳ, J·ẋ⟩ by the tangent is ⟨Jᵀ·ȳ, ẋ⟩ by the adjoint, and what F returns and writes is what it was.</summary>
    private static void TangentHolds(Function raw, object[] arguments, object[] direction, object? seed, Array[] outputSeeds, double expected)
    {
        Function tangent = TangentFunction.Of(Passes.Run(Passes.Primal, raw, CancellationToken.None), CancellationToken.None);
        object[] primalArguments = Copy(arguments);
        object? result = IrEvaluator.Run(raw, primalArguments).Result;
        foreach (Function function in new[] { tangent, Passes.Run(Passes.Derivative, tangent, CancellationToken.None) })
        {
            object[] own = Copy(arguments), moving = Copy(direction);
            object[] dots = [.. moving.Where((_, i) => i < raw.Parameters.Count && IsActive(raw.Parameters[i]))];
            object?[] last = raw.Result is null ? [] : [null];
            IrEvaluator.Outcome outcome = IrEvaluator.Run(function, [.. own[..raw.Parameters.Count], .. dots, .. last, .. own[raw.Parameters.Count..]]);
            double actual = raw.Result is null ? 0 : Weighted(outcome.Outputs["tangent"], seed!);
            actual += dots.OfType<Array>().Zip(outputSeeds, Dot).Sum();

            Assert.True(Math.Abs(actual - expected) <= TangentTolerance * Math.Max(1, Math.Abs(expected)),
                $"⟨Jᵀȳ, ẋ⟩ = {expected:R} but by the tangent ⟨ȳ, Jẋ⟩ = {actual:R} in\n{IrPrinter.Print(function)}");
            Assert.Equal(result, outcome.Result);
            Assert.Equal(primalArguments, own);
        }
    }
}
