using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>Where the method throws for what nobody needs, its derivative throws.</summary>
public class KeepExceptionsTests
{
    private static Function Adjoint(string method) =>
        Passes.Run(Passes.Derivative, AdjointFunction.Gradient(Passes.Run(Passes.Primal, Lowering.Lower(method), CancellationToken.None), CancellationToken.None), CancellationToken.None);

    [Theory]
    [InlineData("static double F(double[] x, int n) { double t = x[n]; return n * x[0]; }")]
    [InlineData("static double F(double[] x, int n) { ref double r = ref x[n]; return n * x[0]; }")]
    [InlineData("static double F(double[] x, int n) { Nothing(out x[n]); return x[0]; static void Nothing(out double r) => r = 0; }")]
    [InlineData("static double F(double[] x, int n) { double[] t = new double[n - 1]; for (int i = 0; i <= n; i++) t[i] = x[0]; return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { double[] t = new double[1 - n]; return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { int k = n / (n - 3); return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { int k = 7; for (int i = n; i > 0; i--) k %= i - 1; return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { if (x[0] > 0) { double t = x[n]; } return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { double d = 0; for (int i = 0; i <= x.Length; i++) d = x[i]; return x[0]; }")]
    [InlineData("static double F(double[] x, int n) { double t = x[0]; int c = 0; do { c++; t = t; } while (c < 2 && x[n] > 0); return t; }")]
    [InlineData("static double F(double[] x, int n) { double t = x[0]; for (int i = 0; i < n; i++) { if (x[i + 1] > 0) t = t; } return t; }")]
    [InlineData("static double F(double[] x, int n) { double[] t = new double[2]; t[0] = x[n]; t[0] = x[0]; return t[0]; }")]
    [InlineData("static double F(double[] x, int n) { int m = n + 1; double t = x.Length; if (t > 9) t = x.AsSpan(0, m)[0]; ReadOnlySpan<double> p = x.AsSpan(0, m); return t * p[0]; }")]
    public void ThrowsForWhatIsNotNeeded(string method)
    {
        Exception? thrown = Record.Exception(() => IrEvaluator.Run(Adjoint(method), new double[] { 1, 2, 3 }, 3, new double[3]));
        Assert.True(thrown is IndexOutOfRangeException or ArgumentException or DivideByZeroException or InvalidOperationException or OverflowException, thrown?.ToString() ?? "nothing thrown");
    }

    [Theory]
    [InlineData("static double F(double[] x, int n) { double d = 0; for (int i = 0; i < x.Length; i++) d = x[i] * 2; return n; }")]
    [InlineData("static double F(double[] x, int n) { double[] t = new double[5]; for (int i = 0; i < 5; i++) t[i] = n; int k = n / 3; return n; }")]
    public void LeavesNothingOfWhatCannotThrow(string method) =>
        Assert.DoesNotContain(Walk.Statements(Adjoint(method).Body), s => s is Check or Throw or Loop { Body.Statements.Count: 0 });
}
