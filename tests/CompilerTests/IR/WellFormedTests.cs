using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.CompilerTests.IndexAlgebra;
using DiffGen.RandomPrograms.Generation;

namespace DiffGen.CompilerTests.IR;

/// <summary>No pass and no transformation, of any program at hand, leaves IR that is not well-formed.</summary>
public sealed class WellFormedTests
{
    [Theory]
    [InlineData("samples/Losses/Losses", 8)]
    [InlineData("tests/NumericTests/Programs", 150)]
    [InlineData("tests/GeneratorTests/Constructs", 50)]
    public void ProgramsOfAFolder(string folder, int atLeast) => Check(Programs.Files(folder), atLeast);

    [Theory]
    [InlineData(1)]
    [InlineData(70001)]
    public void RandomPrograms(int seed) => Check(Enumerable.Range(seed, 120).Select(s => ProgramGenerator.Generate(s).Source), 100);

    /// <summary>The sizes of both loops are known, and nothing is left of the inner one: what the gradient ends with is not what the primal ends with.</summary>
    [Fact]
    public void TheHessianEndsAsTheGradientDoes() => Check(
        [
            """
            static partial class C
            {
                [Differentiable(Derivatives.Hessian)]
                static double F(out double a, double b)
                {
                    a = 2.75;
                    for (int i = 1; i < 3; i++)
                    {
                        for (int j = 1; j < 0; j++)
                            a = 0.1 * j - b;
                    }
                    return a * b;
                }
            }
            """,
        ], 1);

    /// <summary>Only <c>Simplify</c> knows how long the returned array is before it is there; without it its shape cannot be checked first.</summary>
    [Fact]
    public void WithoutSimplify() => Check(
        ["static partial class C { [Differentiable(Derivatives.All)] static double[] F(double[,] x, double a) { x[0, 0] *= 1.5; return new double[] { a, 2.25 }; } }"],
        1, nameof(Simplify));

    [Fact]
    public void SeesAValueThatIsNotVisible()
    {
        var ids = new IdSource(0);
        Value x = ids.Value(Scalar.Double), y = ids.Value(Scalar.Double), condition = ids.Value(Scalar.Bool);
        Parameter[] parameters = [new ScalarParameter("x", x, Passing.ByValue), new ScalarParameter("c", condition, Passing.ByValue)];
        var then = new Block([new Let(y, new Unary(UnaryOperator.Negate, x))]);
        var function = new Function("F", parameters.ToEquatableArray(), new Block([new Branch(condition, then, Block.Empty, [])]), new Result.Number(y), [], ids.Next);
        Assert.Contains("is not visible", Assert.Single(WellFormed.Faults(function)), StringComparison.Ordinal);
    }

    private static void Check(IEnumerable<string> sources, int atLeast, string? without = null)
    {
        int functions = 0;
        Pass[] first = [.. Passes.Primal.Where(p => p.Name != without)], then = [.. Passes.Derivative.Where(p => p.Name != without)];
        foreach (Function function in sources.SelectMany(Programs.Differentiable))
        {
            functions++;
            Function primal = Run(first, function, "the primal");
            Run(then, AdjointFunction.Adjoint(primal, CancellationToken.None), "the adjoint");
            Run(then, TangentFunction.Of(primal, CancellationToken.None), "the tangent");
            if (JacobianAxes.Columns(function).Items.Count > 0)
                Run(then, JacobianFunction.Of(primal, CancellationToken.None), "the Jacobian");
            if (primal.Result is not Result.Number)
                continue;
            Function gradient = Run(then, AdjointFunction.Gradient(primal, CancellationToken.None), "the gradient");
            if (primal.AllStatements.Any(s => s is DiffGen.Compiler.IR.Apply))
                continue;
            Run(then, TangentFunction.HessianVectorProduct(gradient, primal.Parameters.Count, CancellationToken.None), "the Hessian-vector product");
            Run(then, HessianFunction.Of(primal, gradient, CancellationToken.None), "the Hessian");
        }
        Assert.True(functions >= atLeast, $"{functions} methods");
    }

    private static Function Run(IReadOnlyList<Pass> passes, Function function, string what)
    {
        Hold(function, what);
        foreach (Pass pass in passes)
        {
            function = Passes.Run([pass], function, CancellationToken.None);
            Hold(function, what + ", after " + pass.Name);
        }
        return function;
    }

    private static void Hold(Function function, string what)
    {
        IReadOnlyList<string> faults = WellFormed.Faults(function);
        Assert.True(faults.Count == 0, $"{function.Name}, {what}: {string.Join("; ", faults.Take(5))}\n{(faults.Count == 0 ? "" : IrPrinter.Print(function))}");
    }
}
