using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.CodeFixTests;

public sealed class DeclareDerivativeTests
{
    private const string Energy = "    [Differentiable]\n    public static double Ener|gy(double[] x, in double a, [Constant] double b, int n = 3)\n    {\n        return a * b * x[n];\n    }\n";

    private static readonly DeclareDerivativeRefactoring Refactoring = new();

    [Fact]
    public async Task DeclaresTheGradientAfterTheMethod()
    {
        Editor project = await Take("Declare 'EnergyGradient' as a partial method", Model(Energy));

        Assert.Equal(Model(Energy + """

                [GradientOf(nameof(Energy))]
                public static partial double EnergyGradient(double[] x, in double a, double b, int n, Span<double> dx, out double da);

            """).Replace("|", ""), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task DeclaresTheAdjoint()
    {
        Editor project = await Take("Declare 'EnergyAdjoint' as a partial method", Model(Energy));

        Assert.Contains("    [AdjointOf(nameof(Energy))]\n    public static partial double EnergyAdjoint(double[] x, in double a, double b, int n, double seed, Span<double> dx, ref double da);\n",
            await project.Text(), StringComparison.Ordinal);
        await project.Builds();
    }

    [Fact]
    public async Task OffersWhatTheAttributeAsksFor()
    {
        Assert.Equal(["Declare 'EnergyGradient' as a partial method", "Declare 'EnergyAdjoint' as a partial method"], await Titles(Model(Energy)));
        Assert.Equal(["Declare 'EnergyTangent' as a partial method"], await Titles(Model(Energy.Replace("[Differentiable]", "[Differentiable(Derivatives.Tangent)]"))));
        Assert.Equal(["Declare 'ScaleAdjoint' as a partial method", "Declare 'ScaleTangent' as a partial method"],
            await Titles(Model("    [Differentiable] public static void Sc|ale(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = 2 * x[i]; }\n")));
    }

    [Fact]
    public async Task TheTangentOfWhatIsWrittenIsWritten()
    {
        Editor project = await Take("Declare 'ScaleTangent' as a partial method",
            Model("    [Differentiable] public static void Sc|ale(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] = 2 * x[i]; }\n"));

        Assert.Contains("ScaleTangent(double[] x, double[] y, ReadOnlySpan<double> xDot, Span<double> yDot);", await project.Text(), StringComparison.Ordinal);
        await project.Builds();
    }

    [Theory]
    [InlineData("    public static int EnergyGradient => 3;\n", "EnergyGradient1")]
    [InlineData("    public static double EnergyGradient(double x) => x;\n", "EnergyGradient")]
    [InlineData("    private class EnergyGradient { }\n    private static void EnergyGradient1() { }\n", "EnergyGradient2")]
    [InlineData("    [GradientOf(nameof(Energy))] public static partial void EnergyGradient(double[] x, in double a, double b, int n, double[] dx);\n", "EnergyGradient")]
    public async Task TakesAFreeName(string member, string name)
    {
        Editor project = await Take("Declare '" + name + "' as a partial method", Model(Energy + member));

        Assert.Contains("partial double " + name + "(", await project.Text(), StringComparison.Ordinal);
        Assert.Contains(member, await project.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsNotOfferedOnceItIsDeclared() => Assert.Equal(["Declare 'EnergyAdjoint' as a partial method"], await Titles(Model(Energy
        + "    [GradientOf(nameof(Energy))] public static partial void Slope(double[] x, in double a, double b, int n, double[] dx, out double da);\n")));

    [Theory]
    [InlineData("    public static double Ener|gy(double x) => x * x;\n")]
    [InlineData("    [Differentiable] public static double Energy(double x) => x * |x;\n")]
    [InlineData("    [Differentiable] public static double Ener|gy(double x) => System.GC.GetTotalMemory(false) * x;\n")]
    [InlineData("    [Differentiable] public static double Ener|gy(double x) => x *")]
    [InlineData("    [Differentiable] public static double Ener|gy(double x,")]
    [InlineData("    [Differentiable] public static double Ener|gy(int n) => n;\n")]
    [InlineData("    [Differentiable] public static double Ener|gy(double x) => x; public static double EnergyGradient(double x, out double dx) => dx = x;\n")]
    public async Task IsNotOfferedWhereItCannotWork(string member) => Assert.Empty(await Titles(Model(member)));

    [Fact]
    public async Task IsNotOfferedInATypeThatIsNotPartial() =>
        Assert.Empty(await Titles("using DiffGen; class Outer { partial class Inner { [Differentiable] public static double Ener|gy(double x) => x * x; } }"));

    [Fact]
    public async Task KeepsTheWordsOfTheMethodAndTheUsersTypes()
    {
        Editor project = await Take("Declare 'EnergyGradient' as a partial method", """
            namespace N
            {
                using Real = System.Double;

                partial record struct Outer<T>(double A)
                {
                    private protected partial class @class
                    {
                        [DiffGen.Differentiable]
                        protected internal static Real Ener|gy(this_[] @do, Real d, params Real[] rest) { return d * rest[0]; }

                        private enum this_ { }
                    }
                }
            }

            """.Replace("private protected", "private").Replace("this_[]", "int[]"));

        Assert.Contains("""
                        protected internal static Real Energy(int[] @do, Real d, params Real[] rest) { return d * rest[0]; }

                        [DiffGen.GradientOf(nameof(Energy))]
                        protected internal static partial Real EnergyGradient(int[] @do, Real d, Real[] rest, out double dd, System.Span<double> drest);

            """, await project.Text(), StringComparison.Ordinal);
        await project.Builds();
    }

    [Fact]
    public async Task StandsOnLinesOfItsOwn()
    {
        Editor project = await Take("Declare 'FGradient' as a partial method", "using DiffGen; partial class A { [Differentiable] static double |F(double x) => x * x; static void G() { } }");

        Assert.Equal("""
            using DiffGen; partial class A { [Differentiable] static double F(double x) => x * x;

                [GradientOf(nameof(F))]
                private static partial double FGradient(double x, out double dx);

                static void G() { } }
            """, await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task InOldCSharpItIsPrivateAndReturnsNothing()
    {
        const string Text = "using System;\r\nusing DiffGen;\r\npublic partial class Model\r\n{\r\n    [Differentiable]\r\n    public double F|(double[] x) { return x[0] * x[0]; }\r\n}\r\n";
        string source = Text.Replace("|", "");
        Editor before = Editor.Open(LanguageVersion.CSharp7_3, source);
        var offers = await before.Refactorings(Refactoring, Text.IndexOf('|'));
        Assert.Equal(["Declare 'FGradientInto' as a partial method", "Declare 'FAdjointInto' as a partial method"], offers.Select(o => o.Title));
        Editor project = await before.Apply(offers[0]);

        Assert.Equal(source.Replace("}\r\n}\r\n", "}\r\n\r\n    [GradientOf(nameof(F))]\r\n    partial void FGradientInto(double[] x, Span<double> dx);\r\n}\r\n"), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task InOldCSharpThereIsNoOut()
    {
        const string Text = "using DiffGen; public partial class Model { [Differentiable] public double F(double x) { return x * x; } }";

        Assert.Equal(["Declare 'FAdjointInto' as a partial method"],
            (await Editor.Open(LanguageVersion.CSharp7_3, Text).Refactorings(Refactoring, Text.IndexOf("F(", StringComparison.Ordinal))).Select(o => o.Title));
    }

    private static async Task<Editor> Take(string title, string marked)
    {
        Editor before = Editor.Open(marked.Replace("|", ""));
        CodeAction offer = (await before.Refactorings(Refactoring, marked.IndexOf('|'))).Single(o => o.Title == title);
        return await before.Apply(offer);
    }

    private static async Task<string[]> Titles(string marked) =>
        [.. (await Editor.Open(marked.Replace("|", "")).Refactorings(Refactoring, marked.IndexOf('|'))).Select(o => o.Title)];

    private static string Model(string members) => "using System;\nusing DiffGen;\n\npublic static partial class Model\n{\n" + members + "}\n";
}
