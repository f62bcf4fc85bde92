using DiffGen.Compiler.Diagnostics;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>DIFF0201: a derivative that is 0 because a rounding or an integer conversion cuts the only way.</summary>
public class LostDerivativeTests
{
    [Theory]
    [InlineData("[Differentiable] static double F(double x, double y) => Math.Floor(x) * y;", "x", "'Math.Floor'")]
    [InlineData("[Differentiable] static double F(double x, double y) { int k = (int)x; return k * y; }", "x", "the conversion to 'int'")]
    [InlineData("[Differentiable] static double F(double[] x, double y) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Round(x[i]); return s * y; }", "x", "'Math.Round'")]
    [InlineData("[Differentiable] static double F(double x, double y) { double[] t = new double[1]; t[0] = Math.Truncate(x); return t[0] + y; }", "x", "'Math.Truncate'")]
    [InlineData("[Differentiable] static double F(double x, double[] table) => table[(int)(x * 10)];", "x", "the conversion to 'int'")]
    [InlineData("[Differentiable] static double F(double x, double a) { int n = (int)x; double s = 0; for (int i = 0; i < n; i++) s += a; return s; }", "x", "the conversion to 'int'")]
    [InlineData("[Differentiable] static double F(double x, double a) { double[] t = new double[9]; t[(int)Math.Round(x)] = a; t[3] += a; return t[2]; }", "x", "'Math.Round'")]
    [InlineData("[Differentiable] static void F(double x, double y, out double z) { z = y + Half(x); } static double Half(double t) => Math.Ceiling(t) / 2;", "x", "'Math.Ceiling'")]
    public void WarnsOfTheOnlyWay(string members, string parameter, string cut)
    {
        Problem problem = Assert.Single(Lowering.Problems(members));
        Assert.Equal(("DIFF0201", parameter), (problem.Descriptor.Id, Lowering.At(problem.Location)));
        Assert.Contains(cut, problem.Message, StringComparison.Ordinal);
        Assert.Empty(Lowering.Model(members).Failures);
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double x, double y) => Math.Floor(x) * y + x;")]
    [InlineData("[Differentiable] static double F([Constant] double x, double y) => Math.Floor(x) * y;")]
    [InlineData("[Differentiable] static double F(double[] x, double y) => x[(int)y] * y;")]
    [InlineData("[Differentiable] static double F(double x, double[] t) { int i = (int)x; double part = x - i; return t[i] * (1 - part) + t[i + 1] * part; }")]
    [InlineData("[Differentiable] static double F(double x, double y) => x > Math.Floor(y) ? x : y;")]
    [InlineData("[Differentiable] static double F(int n, double y) => n * y;")]
    [InlineData("[Differentiable] static double F(double unused, double y) => y;")]
    [InlineData("[Differentiable] static double F(double x, double y) => double.IsNaN(x) ? 0 : y;")]
    public void SaysNothingOtherwise(string members) => Assert.Empty(Lowering.Problems(members));
}
