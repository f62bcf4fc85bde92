using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>Derivations by hand that keep what they need on a stack, to go back through a loop.</summary>
public sealed class StackTests
{
    private const string F = "static double F(double x, double a) { while (Math.Abs(x * x - a) > 1e-3 && x > 1e-2 && x < 1e2) x = 0.5 * (x + a / x); return x; }";

    private const string Declaration = "[GradientOf(nameof(F))] static void G(double x, double a, out double dx, out double da) { ";

    private const string There = "while (Math.Abs(x * x - a) > 1e-3 && x > 1e-2 && x < 1e2) { before.Push(x); trips++; x = 0.5 * (x + a / x); } ";

    private const string Back = "dx = 1; da = 0; for (; trips > 0; trips--) { double t = before.Pop(); da += 0.5 * dx / t; dx *= 0.5 * (1 - a / (t * t)); } }";

    [Fact]
    public void AStackIsFollowed() => Assert.IsType<Verdict.NoDifference>(Judge("var before = new Stack<double>(); int trips = 0; " + There + Back));

    [Fact]
    public void StacksOfTwoTypesAreTwo() => Assert.IsType<Verdict.NoDifference>(Judge("var before = new Stack<double>(); var counts = new Stack<int>(); int trips = 0; "
        + There.Replace("before.Push(x);", "before.Push(x); counts.Push(trips);") + Back.Replace("{ double t", "{ if (counts.Pop() != trips - 1) da = 1e3; double t")));

    [Fact]
    public void WhatIsWrongWithItIsFound() => Assert.IsType<Verdict.Differs>(Judge("var before = new Stack<double>(); int trips = 0; " + There + Back.Replace("1 - a", "1 + a")));

    [Fact]
    public void OneNumberTooManyIsFound()
    {
        var verdict = Assert.IsType<Verdict.Differs>(Judge("var before = new Stack<double>(); int trips = 1; " + There + Back));
        Assert.Contains("stack", verdict.Hand, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var before = new Stack<double>(); var other = new Stack<double>(); int trips = 0; other.Push(1); ")]
    [InlineData("var before = new Stack<double>(); var other = before; int trips = 0; other.Push(1); ")]
    [InlineData("var before = new Stack<double>(); int trips = 0; for (int i = 0; i < 2; i++) { var other = new Stack<int>(); other.Push(1); } ")]
    [InlineData("var before = new Stack<double>(); int trips = before.Count; ")]
    [InlineData("var before = new Stack<double>(); int trips = 0; before.Push(3); before.Clear(); ")]
    [InlineData("var before = new Stack<double>(); int trips = 0; before = new Stack<double>(); ")]
    [InlineData("var before = new Stack<double>([1, 2]); int trips = 0; ")]
    [InlineData("var before = new Stack<double>(); int trips = 0; Fill(before); ")]
    public void WhatIsNoTapeIsRefused(string start) => Assert.IsType<Verdict.Unchecked>(Judge(start + There + Back));

    private static Verdict Judge(string body) =>
        JudgedProject.Of(F + " static void Fill(Stack<double> stack) => stack.Push(1); " + Declaration + body).Judge("G");
}
