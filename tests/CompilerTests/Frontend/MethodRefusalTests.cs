using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class MethodRefusalTests
{
    [Fact]
    public void RefusesAMethodWithoutActiveInput() => Ir.Refused("""
        static double F([Constant] double x, int n) => x * n;
        """, """
        DIFF0003 F
        """);

    [Fact]
    public void RefusesAMethodWithoutOutput() => Ir.Refused("""
        static void F(double[] x, [Constant] double[] y)
        {
            y[0] = x[0];
        }
        """, """
        DIFF0004 F
        """);

    [Fact]
    public void RefusesAGenericMethod() => Ir.Refused("""
        static double F<T>(double x) => x;
        """, """
        DIFF0002 F
        """);

    [Fact]
    public void RefusesAnAsyncMethod() => Ir.Refused("""
        static async System.Threading.Tasks.Task F(double x) { await System.Threading.Tasks.Task.Yield(); }
        """, """
        DIFF0002 F
        """);

    [Fact]
    public void RefusesAnIterator() => Ir.Refused("""
        static System.Collections.Generic.IEnumerable<double> F(double x) { yield return x; }
        """, """
        DIFF0002 F
        """);

    [Fact]
    public void RefusesAReferenceResult() => Ir.Refused("""
        static ref double F(double[] x) => ref x[0];
        """, """
        DIFF0002 F
        """);

    [Fact]
    public void RefusesAResultThatIsNoNumber() => Ir.Refused("""
        static int[] F(double[] x) => new[] { (int)x[0] };
        """, """
        DIFF0002 int[]
        """);

    [Fact]
    public void RefusesTheGradientOfAMethodWithoutResult() => Ir.Refused("""
        [Differentiable(Derivatives.Gradient)] static void F(double[] x) => x[0] *= 2;
        """, """
        DIFF0006 Differentiable(Derivatives.Gradient)
        """);

    [Fact]
    public void RefusesAMethodInTheWay() => Ir.Refused("""
        [Differentiable] static double F(double x, double[] y) => x * y[0];
        static double FGradient(double x, double[] y, out double dx, Span<double> dy) { dx = 0; return 0; }
        static double FAdjoint(double x, double[] y, double seed, ref double dx) => 0;
        """, """
        DIFF0005 FGradient
        """);

    [Fact]
    public void AcceptsAMethodInTheWayThatSaysItIsTheDerivative() => Lowering.Lower("""
        static double F(double x) => x * x;
        [GradientOf(nameof(F))] static double FGradient(double x, out double dx) { dx = 2 * x; return x * x; }
        """);

    [Fact]
    public void RefusesATypeThatIsNotPartial() => Assert.Equal("DIFF0001 Outer", string.Join("\n",
        Lowering.LowerSource("static class Outer { static partial class Inner { static double F(double x) => x; } }").Problems
            .Select(p => p.Descriptor.Id + " " + Lowering.At(p.Location))));

    [Fact]
    public void SaysNothingWhileCSharpReportsErrors()
    {
        foreach (string broken in new[]
        {
            "static double F(double x) => x + undefined;",
            "static double F(double x) { double y; return y; }",
            "static double F(double x) { int i = x; while (true) ; return",
            "static double F(double x) => G(x); static double G(double x) => x.Foo();",
            "static double F(Unknown x) => 1;",
        })
        {
            Assert.Empty(Lowering.Problems(broken));
            Assert.Single(Lowering.Model(broken).Failures);
        }
    }

    [Fact]
    public void KeepsTheMessagesForTheStub() => Assert.Equal(
        ["DIFF0111: DiffGen cannot run 'try' backwards; handle exceptions in the caller of the differentiable method"],
        Lowering.Model("static double F(double x) { try { return x; } finally { } }").Failures);
}
