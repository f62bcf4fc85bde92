using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.GeneratorTests;

/// <summary>Bodies of declared derivatives: the declaration is repeated as C# wants it, and there is always a body.</summary>
public class DeclaredBodyTests
{
    private static GeneratorRun Run(params string[] files)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(files));
        Assert.Null(run.Result.Exception);
        return run;
    }

    private static string BodyOf(string declaration, string others = "")
    {
        GeneratorRun run = Run($$"""
            using System;
            using DiffGen;
            public class Base { protected static void Grad(double x, double[] y, out double dx) => dx = 0; }
            public partial class C : Base
            {
                private static double F(double x, double[] y) => x * x * y[0];
                private static double Named(double @in, (double A, double B) t, string? s, params int[] n) => @in * t.A;
                {{declaration}}
                {{others}}
            }
            """);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Single(run.Result.GeneratedSources);
        return run.Text;
    }

    [Theory]
    [InlineData("public static partial double Grad1(double x, double[] y, out double dx)")]
    [InlineData("protected internal static partial double Grad1(double x, double[] y, out double dx)")]
    [InlineData("private protected static partial double Grad1(double x, double[] y, out double dx)")]
    [InlineData("internal new static partial void Grad(double x, double[] y, out double dx)")]
    [InlineData("static partial void Grad1(double x, double[] y, double[] dy)")]
    public void RepeatTheModifiers(string declaration)
    {
        string text = BodyOf("[GradientOf(nameof(F))] " + declaration + ";");
        Assert.Contains("    " + declaration + "\n    {\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void RepeatNamesAndTypesAndLeaveDefaultValuesOut()
    {
        string text = BodyOf("[GradientOf(nameof(Named))] public static partial double Grad1(double @in, (double A, double B) t, string? s, int[] n, out double dIn);");
        Assert.Contains("public static partial double Grad1(double @in, (double A, double B) t, string s, int[] n, out double dIn)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheUsersDocumentationStays()
    {
        string text = BodyOf("""
            /// <summary>Mine.</summary>
            [GradientOf(nameof(F))] public static partial double Grad1(double x, double[] y, out double dx);
            """);
        Assert.DoesNotContain("///", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExtensionMethodHasExtensionsAsDerivatives()
    {
        GeneratorRun run = Run("""
            using DiffGen;
            public static partial class C
            {
                [Differentiable] public static double Square(this double x) => x * x;
                [GradientOf(nameof(Square))] public static partial double Slope(this double x, out double dx);
                public static double Use() { double dx = 0; 3.0.SquareGradient(out dx); 3.0.Slope(out dx); return dx; }
            }
            """);
        Assert.Empty(UserProject.Errors(run.After));
    }

    [Fact]
    public async Task WhatCannotBeDifferentiatedIsToldOnceAndEveryBodyThrows()
    {
        const string Source = """
            using DiffGen;
            public static partial class C
            {
                private static double F(double x) => x * {|DIFF0104:double.Parse("1")|};
                [GradientOf(nameof(F))] public static partial double Slope(double x, out double dx);
                [AdjointOf(nameof(F))] public static partial double Pull(double x, double seed, ref double dx);
            }
            """;
        await AnalyzerRun.Expect(Source);
        GeneratorRun run = Run(Markup.Parse(Source).Text);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Equal(2, run.Text.Split("throw new global::System.NotSupportedException(\"DIFF").Length - 1);
        // The analyzer runs once the bodies are there.
        Assert.Equal("DIFF0104", Assert.Single(await AnalyzerRun.Over(run.After)).Id);
    }

    [Fact]
    public async Task AWrongDeclarationGetsABodyThatThrows()
    {
        const string Source = """
            using DiffGen;
            public static partial class C
            {
                private static double F(double x) => x;
                [GradientOf(nameof(F))] public static partial double Slope(double x, ref double {|DIFF0022:dx|});
                [GradientOf({|DIFF0021:"G"|})] public static partial double Nothing(double x, out double dx);
            }
            """;
        await AnalyzerRun.Expect(Source);
        GeneratorRun run = Run(Markup.Parse(Source).Text);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Contains("NotSupportedException(\"DIFF0022: ", run.Text, StringComparison.Ordinal);
        Assert.Contains("NotSupportedException(\"DIFF0021: ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAnalyzerIsSilentOnceTheBodiesAreThere()
    {
        GeneratorRun run = Run("""
            using DiffGen;
            public static partial class C
            {
                [Differentiable(Derivatives.All)] public static double F(double x, double y) => x * x * y;
                [GradientOf(nameof(F))] public static partial double Slope(double x, double y, out double dx);
                [GradientOf(nameof(F))] public static partial double FGradient(double x, double y, out double dx, out double dy);
                public static void Scale(double[] y, double a) { for (int i = 0; i < y.Length; i++) y[i] *= a; }
                [TangentOf(nameof(Scale))] static partial void Along(double[] y, double a, double[] yDot);
            }
            """);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Empty(await AnalyzerRun.Over(run.After));
    }

    [Theory]
    [InlineData("[AdjointOf(nameof(F))] static partial void {|DIFF0022:M|}(double[] x, double[] y, double[] dx);", "has no derivative of an output; expected one of what is written, of 'y'")]
    [InlineData("[TangentOf(nameof(F))] static partial void M(double[] x, double[] y, double[] xDot, ReadOnlySpan<double> {|DIFF0022:yDot|});", "because 'F' writes 'y'")]
    [InlineData("[AdjointOf(nameof(G))] public static partial void {|DIFF0022:M|}(double x, out double r, double dr);", "has a derivative of outputs alone")]
    [InlineData("[GradientOf(typeof(Other), nameof(Other.H))] public static partial void {|DIFF0024:M|}(double x, out double dx);", "belongs to another type")]
    public async Task WhatTheBodyOfTheMethodTellsIsCheckedToo(string declaration, string message)
    {
        string[] messages = await AnalyzerRun.Expect($$"""
            using System;
            using DiffGen;
            public static class Other { public static double H(double x) => x; }
            public static partial class C
            {
                public static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i]; }
                public static void G(double x, out double r) => r = x;
                {{declaration}}
            }
            """);
        Assert.Contains(message, Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public Task ADerivativeOfAnotherMethodIsInTheWay() => AnalyzerRun.Expect("""
        using DiffGen;
        public static partial class C
        {
            [Differentiable] public static double F(double x) => x;
            public static double G(double x) => x * x;
            [GradientOf(nameof(G))] public static double {|DIFF0005:FGradient|}(double x, out double dx) { dx = 2 * x; return x * x; }
        }
        """);

    [Fact]
    public Task AMethodNeedsNotBeDifferentiableForOneOfItsNameToStandThere() => AnalyzerRun.Expect("""
        using DiffGen;
        public static partial class C
        {
            public static double F(double x) => x;
            public static double FGradient(double x, out double dx) => dx = 1;
            [AdjointOf(nameof(F))] static partial void Pull(double x, double seed, ref double dx);
        }
        """);

    [Fact]
    public void WorksInTheOldestLanguage()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp7_3);
        Compilation project = UserProject.Of();
        project = ((CSharpCompilation)project).WithOptions(((CSharpCompilation)project).Options.WithNullableContextOptions(NullableContextOptions.Disable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("""
                using DiffGen;
                public static partial class C
                {
                    private static double F(double[] x) { return x[0] * x[0]; }
                    [GradientOf(nameof(F))] static partial void Slope(double[] x, double[] dx);
                    public static void Use(double[] x) { Slope(x, x); }
                }
                """, options, "Old.cs", cancellationToken: TestContext.Current.CancellationToken));
        GeneratorRun run = GeneratorRun.Over(project);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Contains("static partial void Slope(double[] x, double[] dx)\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEditOfTheMethodWritesTheBodyAnewAndAnotherEditDoesNot()
    {
        Compilation project = UserProject.Of(
            "public static partial class C { private static double F(double x, double y) => x * y; public static int Unrelated() => 1; }",
            "using DiffGen; public static partial class C { [GradientOf(nameof(F))] static partial void G(double x, double y, double z); }",
            "using DiffGen; public static partial class C { [GradientOf(nameof(F))] public static partial void H(double x, double y, out double dx); }");
        GeneratorRun first = GeneratorRun.Over(project);
        GeneratorRun unrelated = first.Again(UserProject.Edit(project, 0, "=> 1;", "=> 2;"));
        Assert.All(Outputs(unrelated), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        GeneratorRun edited = first.Again(UserProject.Edit(project, 0, "x * y;", "x * y * y;"));
        Assert.Contains("dx = y * y;", edited.Text, StringComparison.Ordinal);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Outputs(edited).Order());

        static IncrementalStepRunReason[] Outputs(GeneratorRun run) =>
            [.. run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(o => o.Reason)];
    }

    [Fact]
    public Task ADerivativeThatIsCutOffIsToldOnlyIfItIsAskedFor() => AnalyzerRun.Expect("""
        using System;
        using DiffGen;
        public static partial class C
        {
            private static double F(double x, double y, double {|DIFF0201:z|}) => x * Math.Floor(y) * Math.Floor(z);
            [GradientOf(nameof(F))] public static partial void G(double x, double y, double z, out double dx);
            [GradientOf(nameof(F))] public static partial void H(double x, double y, double z, out double dx, out double dz);
        }
        """);

    [Fact]
    public async Task WhatDiffGenWritesItCannotDifferentiate()
    {
        GeneratorRun run = Run("""
            using DiffGen;
            public static partial class C
            {
                [Differentiable] public static double F(double x) => x * x;
                [GradientOf(nameof(F))] public static partial double Slope(double x, out double dx);
                [Differentiable] public static double Twice(double x) { Slope(x, out double dx); return dx; }
                [Differentiable] public static double Again(double x) { FGradient(x, out double dx); return dx; }
                [TangentOf(nameof(Slope))] public static partial double Curve(double x, out double dx, double xDot, out double dxDot, out double tangent);
            }
            """);
        Assert.Empty(UserProject.Errors(run.After));
        string[] messages = [.. (await AnalyzerRun.Over(run.After)).Select(d => d.ToString())];
        Assert.True(messages.Count(m => m.Contains("is written by DiffGen itself", StringComparison.Ordinal)) >= 2 && messages.Length >= 3, string.Join("\n", messages));
    }

    [Fact]
    public void TheSameFilesInAnotherOrderGiveTheSameText()
    {
        string[] files =
        [
            "using DiffGen; public static partial class C { public static double F(double x, double y) => Sq(x) * y; }",
            "using DiffGen; public static partial class C { [GradientOf(nameof(F))] public static partial double G(double x, double y, out double dx); }",
            "using DiffGen; public static partial class C { [AdjointOf(nameof(F))] static partial void A(double x, double y, double seed, ref double dx); private static double Sq(double x) => x * x; }",
        ];
        GeneratorRun run = Run(files), reversed = Run([.. files.Reverse()]);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.Equal(run.Text, reversed.Text);
    }
}
