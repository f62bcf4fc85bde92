using System.Collections.Immutable;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>Adjoints and tangents that the user wrote: which calls they are used for, and what is said where they cannot be.</summary>
public class OwnRuleTests
{
    private const string Square = """
        static double Square(double x, Func<double, double> f = null!) => f is null ? x * x : f(x);
        [AdjointOf(nameof(Square))]
        static void SquareAdjoint(double x, Func<double, double> f, double seed, ref double dx) => dx += seed * 2 * x;
        """;

    private const string SquareTangent = """
        [TangentOf(nameof(Square))]
        static void SquareTangent(double x, Func<double, double> f, double xDot, out double tangent) => tangent = 2 * x * xDot;
        """;

    private static string Project(string members) => "using System;\nusing DiffGen;\npublic static partial class C\n{\n" + members + "\n}";

    private static async Task<string> Message(string members) => Assert.Single(await AnalyzerRun.Expect(Project(members)));

    private static string Generated(string members)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Project(members)));
        run.AssertAddsNoErrors();
        Assert.DoesNotContain("NotSupportedException", run.Text, StringComparison.Ordinal);
        return run.Text;
    }

    [Fact]
    public void IsCalledInsteadOfTheSource()
    {
        string text = Generated(Square + SquareTangent + "[Differentiable(Derivatives.Adjoint | Derivatives.Tangent)] public static double F(double x) => Square(x);");

        Assert.Contains("global::C.SquareAdjoint(x, default(", text, StringComparison.Ordinal);
        Assert.Contains("global::C.SquareTangent(x, default(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void IsCalledForAMethodOfAnotherAssembly() => Assert.Contains("global::C.ToDoubleAdjoint(", Generated("""
        [AdjointOf(typeof(Convert), nameof(Convert.ToDouble))] static void ToDoubleAdjoint(double value, double seed, ref double dvalue) => dvalue += seed;
        [Differentiable] public static double F(double x) => Convert.ToDouble(x * x);
        """), StringComparison.Ordinal);

    [Fact]
    public async Task TellsThatTheTangentIsMissing() => Assert.Equal(
        "'Square' is differentiated by rules and has an adjoint but no tangent, which the tangent of 'F' needs; write one and mark it [TangentOf(nameof(Square))]",
        await Message(Square + "[Differentiable(Derivatives.Adjoint | Derivatives.Tangent)] public static double F(double x) => 3 * {|DIFF0130:Square(x)|};"));

    [Fact]
    public async Task TellsThatTheAdjointIsMissing() => Assert.Equal(
        "'Cube' is differentiated by rules and has a tangent but no adjoint, which the gradient, adjoint of 'F' needs; write one and mark it [AdjointOf(nameof(Cube))]",
        await Message("""
            static double Cube(double x) => x * x * x;
            [TangentOf(nameof(Cube))] static void CubeTangent(double x, double xDot, out double tangent) => tangent = 3 * x * x * xDot;
            [Differentiable] public static double F(double x) => {|DIFF0130:Cube(x)|};
            """));

    [Fact]
    public async Task NeedsNoRuleForACallThatNoInputReaches() => Assert.Empty(await AnalyzerRun.Expect(Project(Square + """
        [Differentiable(Derivatives.Tangent)] public static double F(double x, [Constant] double c) => x * Square(c);
        """)));

    [Fact]
    public async Task TellsThatADerivativeIsLeftOut() => Assert.Equal(
        "'Power' is differentiated by 'PowerAdjoint', which has no parameter for the derivative of 'n', and what is passed here depends on an input; give 'PowerAdjoint' a parameter 'dn', or pass a constant",
        await Message("""
            static double Power(double x, double n) => Math.Pow(x, n);
            [AdjointOf(nameof(Power))] static void PowerAdjoint(double x, double n, double seed, ref double dx) => dx += seed * n * Math.Pow(x, n - 1);
            [Differentiable] public static double F(double x) => Power(x, 3) + Power(x, {|DIFF0131:x * 2|});
            """));

    [Fact]
    public async Task TellsThatTheDerivativeOfAnOutputIsLeftOut() => Assert.Contains("'dz'", await Message("""
        static void Split(double x, out double y, out double z) { y = x; z = x * x; }
        [AdjointOf(nameof(Split))] static void SplitAdjoint(double x, out double y, out double z, ref double dx, double dy) { y = x; z = x * x; dx += dy; }
        [Differentiable] public static double F(double x) { Split(x, out double y, {|DIFF0131:out double z|}); return y * z; }
        """), StringComparison.Ordinal);

    [Fact]
    public async Task ALeftOutOutputThatNobodyReadsNeedsNoDerivative() => Assert.Empty(await AnalyzerRun.Expect(Project("""
        static void Split(double x, out double y, out double z) { y = x; z = x * x; }
        [AdjointOf(nameof(Split))] static void SplitAdjoint(double x, out double y, out double z, ref double dx, double dy) { y = x; z = x * x; dx += dy; }
        [Differentiable] public static double F(double x) { Split(x, out double y, out _); return y * y; }
        """)));

    private const string Mix = """
        static void Mix(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] *= x[i]; }
        [AdjointOf(nameof(Mix))] static void MixAdjoint(ReadOnlySpan<double> x, Span<double> y, Span<double> dx, Span<double> dy)
        {
            for (int i = 0; i < y.Length; i++)
                (dx[i], dy[i]) = (dx[i] + y[i] * dy[i], x[i] * dy[i]);
        }

        """;

    [Fact]
    public async Task RefusesAnArrayThatIsPassedTwiceAndWritten() => Assert.Contains("'x' is passed twice and may be written", await Message(Mix + """
        [Differentiable] public static double F(double[] x) { {|DIFF0132:Mix(x, x)|}; return x[0]; }
        """), StringComparison.Ordinal);

    [Fact]
    public async Task RefusesToWriteAField() => Assert.Contains("outlives the call", await Message(Mix + """
        static readonly double[] Field = new double[3];
        [Differentiable] public static double F(double[] x) { Mix(x, {|DIFF0116:Field|}); return x[0]; }
        """), StringComparison.Ordinal);

    [Fact]
    public async Task RefusesAnArgumentThatIsComputedAndNoNumber() => Assert.Contains("what is passed to 'f' is computed here", await Message(Square + """
        [Differentiable] public static double F(double x) => Square(x, {|DIFF0132:v => v * v|});
        """), StringComparison.Ordinal);

    [Fact]
    public async Task RefusesAStructOfNumbers() => Assert.Contains("struct of numbers", await Message("""
        public struct Vec { public double X, Y; }
        static double Length(Vec v) => v.X;
        [AdjointOf(nameof(Length))] static void LengthAdjoint(Vec v, double seed, ref Vec dv) => dv.X += seed;
        [Differentiable] public static double F(double x) { Vec v = default; v.X = x; return Length({|DIFF0132:v|}); }
        """), StringComparison.Ordinal);

    [Fact]
    public async Task TellsThatSecondDerivativesNeedTheSourceOfTheAdjoint() => Assert.Equal(
        "The second derivatives of 'F' need the derivative of the adjoint 'SquareAdjoint', which has no source here that can be differentiated; write it in this project, in code that DiffGen can differentiate",
        await Message("""
            static double Square(double x) => x * x;
            [AdjointOf(nameof(Square))] static void SquareAdjoint(double x, double seed, ref double dx) => dx += seed * double.Parse("2") * x;
            [TangentOf(nameof(Square))] static void SquareTangent(double x, double xDot, out double tangent) => tangent = 2 * x * xDot;
            [Differentiable(Derivatives.HessianVectorProduct)] public static double F(double x) => {|DIFF0134:Square(x)|};
            """));

    [Fact]
    public void ARuleOfAnInstanceMethodIsCalledOnTheSameObject()
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of("""
            using DiffGen;
            public sealed partial class Model
            {
                private readonly double _k = 3;
                public double Scaled(double x) => x * _k;
                [AdjointOf(nameof(Scaled))] public void ScaledAdjoint(double x, double seed, ref double dx) => dx += seed * _k;
                [Differentiable] public double F(double x) => Scaled(x);
                [Differentiable] public static double G(Model other, double x) => other.Scaled(x);
            }
            """));

        run.AssertAddsNoErrors();
        Assert.Contains("this.ScaledAdjoint(x, seed, ref xBar)", run.Text, StringComparison.Ordinal);
        Assert.Contains("other.ScaledAdjoint(x, seed, ref xBar)", run.Text, StringComparison.Ordinal);
    }

    // The analyzer sees the generated methods, which carry the same attributes; to differentiate the source goes on.
    [Fact]
    public async Task GeneratedDerivativesOfTheSameProjectAreNoRules()
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Project("""
            [Differentiable(Derivatives.Adjoint)] public static double Inner(double x) => x * x;
            [Differentiable(Derivatives.Tangent)] public static double Outer(double x) => Inner(x);
            """)));
        run.AssertAddsNoErrors();

        ImmutableArray<Diagnostic> found = await AnalyzerRun.Over(run.After);

        Assert.Empty(found);
        Assert.DoesNotContain("C.InnerAdjoint(", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOverloadWithoutARuleIsDifferentiatedThroughItsSource()
    {
        string text = Generated(Square + """
            static double Square(int n, double x) => n * x * x;
            [Differentiable] public static double F(double x) => Square(3, x);
            """);

        Assert.DoesNotContain("SquareAdjoint(", text, StringComparison.Ordinal);
    }

    // What a rule says in one file changes what is generated for another one.
    [Fact]
    public void ARuleThatIsTakenAwayIsNotCalledAnyMore()
    {
        Compilation project = UserProject.Of(
            Project("public static double Inner(double x) => x * x; [Differentiable] public static double F(double x) => Inner(x);"),
            "using DiffGen; static class Rules { [AdjointOf(typeof(C), nameof(C.Inner))] internal static void InnerAdjoint(double x, double seed, ref double dx) => dx += 2 * seed * x; }");
        GeneratorRun run = GeneratorRun.Over(project);
        Assert.Contains("global::Rules.InnerAdjoint(", run.Text, StringComparison.Ordinal);

        GeneratorRun again = run.Again(UserProject.Edit(project, 1, "[AdjointOf(typeof(C), nameof(C.Inner))]", ""));

        Assert.DoesNotContain("Rules.InnerAdjoint(", again.Text, StringComparison.Ordinal);
        again.AssertAddsNoErrors();
    }

    [Fact]
    public async Task TellsThatARuleCannotBeCalledFromThere() => Assert.Contains("'ToDoubleAdjoint'", Assert.Single(await AnalyzerRun.Expect("""
        using System;
        using DiffGen;
        static class Rules { [AdjointOf(typeof(Convert), nameof(Convert.ToDouble))] private static void ToDoubleAdjoint(double value, double seed, ref double dvalue) => dvalue += seed; }
        static partial class C { [Differentiable] public static double F(double x) => {|DIFF0118:Convert.ToDouble(x)|}; }
        """)), StringComparison.Ordinal);
}
