using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.CompilerTests.IR;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>Shapes are checked before anything is written, but not before they are known.</summary>
public class CheckSeedsFirstTests
{
    /// <summary>Without <see cref="Simplify"/> the length of what F returns is asked of the array, which F makes after it has written (random program 50001509).</summary>
    [Fact]
    public void AnArrayIsNotMeasuredBeforeItIsThere()
    {
        Function primal = Lowering.Lower("static double[] F(double[,] x, double[] y) { x[0, 0] += y[0]; return new double[] { x[0, 0], y[1] }; }");
        Function jacobian = JacobianFunction.Of(primal, CancellationToken.None);
        Assert.Empty(WellFormed.Faults(CheckSeedsFirst.Pass.Run(jacobian, CancellationToken.None)));
    }
}
