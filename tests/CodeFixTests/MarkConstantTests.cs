using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.CodeFixTests;

public sealed class MarkConstantTests
{
    private const string Power = "    static double Power(double x, double n) => Math.Pow(x, n);\n\n    [AdjointOf(nameof(Power))]\n"
        + "    static void PowerAdjoint(double x, double n, double seed, ref double dx) => dx += seed * n * Math.Pow(x, n - 1);\n\n";

    private static readonly MarkConstantFix Fix = new();

    [Theory]
    [InlineData("(double x, double a)", "([Constant] double x, double a)")]
    [InlineData("(double a,double x)", "(double a,[Constant] double x)")]
    [InlineData("(\n        double a, // the slope\n        // where\n        double x)", "(\n        double a, // the slope\n        // where\n        [Constant] double x)")]
    [InlineData("(in double x, double a)", "([Constant] in double x, double a)")]
    [InlineData("([System.ComponentModel.Description(\"it\")] /* or not */ double x, double a)", "([System.ComponentModel.Description(\"it\")] /* or not */ [Constant] double x, double a)")]
    public async Task MarksAParameterThatTheResultDoesNotDependOnSmoothly(string parameters, string marked)
    {
        static string Source(string list) => Model("    [Differentiable]\n    public static double Steps" + list + " => a * Math.Floor(x);\n");
        Editor project = await Editor.Open(Source(parameters)).Fix(Fix, "DIFF0201");

        Assert.Equal(Source(marked), await project.Text());
        Assert.Empty(await (await project.Builds()).Diagnostics("DIFF0201"));
    }

    [Fact]
    public async Task SaysTheWholeNameWhereTheNamespaceIsNotUsed()
    {
        Editor project = await Editor.Open("static partial class Model { [DiffGen.Differentiable] public static double Steps(double x, double a) => a * System.Math.Floor(x); }").Fix(Fix, "DIFF0201");

        Assert.Equal("static partial class Model { [DiffGen.Differentiable] public static double Steps([DiffGen.Constant] double x, double a) => a * System.Math.Floor(x); }", await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task MarksTheParameterThatARuleHasNoDerivativeFor()
    {
        const string Energy = "    [Differentiable]\n    public static double Energy(double x, double n, double scale) => scale * Power(x, 2 * n);\n";
        Editor before = Editor.Open(Model(Power + Energy));
        var offer = Assert.Single(await before.Fixes(Fix, Assert.Single(await before.Diagnostics("DIFF0131"))));
        Assert.Equal("Mark 'n' [Constant]", offer.Title);
        Editor project = await before.Apply(offer);

        Assert.Equal(Model(Power + Energy.Replace("double n", "[Constant] double n")), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task IsNotOfferedWhereTwoParametersAreToBlame()
    {
        Editor project = Editor.Open(Model(Power + "    [Differentiable]\n    public static double Energy(double x, double n, double m) => Power(x, n * m);\n"));

        Assert.Empty(await project.Fixes(Fix, Assert.Single(await project.Diagnostics("DIFF0131"))));
    }

    [Fact]
    public async Task MarksWhatKeepsAMissingRuleFromBeingNeeded()
    {
        const string Energy = "    [Differentiable(Derivatives.Tangent)]\n    public static double Energy(double x, double n) => n * Square(x);\n";
        const string Square = "    static double Square(double x) => x * x;\n\n    [AdjointOf(nameof(Square))]\n    static void SquareAdjoint(double x, double seed, ref double dx) => dx += 2 * seed * x;\n\n";
        Editor project = await Editor.Open(Model(Square + Energy)).Fix(Fix, "DIFF0130");

        Assert.Equal(Model(Square + Energy.Replace("double x", "[Constant] double x")), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task MarksAStructThatCannotBeMade()
    {
        const string Struct = "public struct Point { private Point(double x) => X = x; public double X { get; } public static Point At(double x) => new Point(x + 0); }\n";
        Editor project = await Editor.Open(Model("    [Differentiable]\n    public static double Energy(Point p, double a) => a * p.X;\n") + Struct).Fix(Fix, "DIFF0120");

        Assert.Equal(Model("    [Differentiable]\n    public static double Energy([Constant] Point p, double a) => a * p.X;\n") + Struct, await project.Text());
        await project.Builds();
    }

    [Theory]
    [InlineData("    [Differentiable]\n    public static double Steps(double x) => Math.Floor(x);\n")]
    [InlineData("    [Differentiable]\n    public static double Steps(double x, [Constant] double a, int n) => Math.Floor(x);\n")]
    [InlineData("    [Differentiable]\n    public static double Steps(double x, double a) => a * Math.Floor(x);\n\n    [GradientOf(nameof(Steps))]\n    public static partial double Both(double x, double a, out double dx, out double da);\n")]
    public async Task IsNotOfferedWhereItWouldOnlyBeAnotherError(string members)
    {
        Editor project = Editor.Open(Model(members));

        Assert.Empty(await project.Fixes(Fix, Assert.Single(await project.Diagnostics("DIFF0201"))));
    }

    [Fact]
    public async Task MarksAllAtOnce()
    {
        const string Steps = "    [Differentiable]\n    public static double Steps(double x, double y, double a) => a * Math.Floor(x) * Math.Round(y);\n\n"
            + "    [Differentiable]\n    public static double More(double[] x, double a) => a * (int)x[0];\n";
        Editor project = await Editor.Open(Model(Steps)).FixAll(Fix, "DIFF0201");

        Assert.Equal(Model(Steps.Replace("double x,", "[Constant] double x,").Replace("double y,", "[Constant] double y,").Replace("double[] x", "[Constant] double[] x")), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task MarksAParameterOnceForTwoDiagnostics()
    {
        const string Energy = "    [Differentiable]\n    public static double Energy(double x, double n) => Power(x, n) + Power(2 * x, n + 1);\n";
        Editor project = await Editor.Open(Model(Power + Energy)).FixAll(Fix, "DIFF0131");

        Assert.Equal(Model(Power + Energy.Replace("double n", "[Constant] double n")), await project.Text());
    }

    [Fact]
    public async Task WorksInOldCSharp()
    {
        const string Text = "using System;\r\nusing DiffGen;\r\nstatic partial class Model\r\n{\r\n    [Differentiable]\r\n    public static double Steps(double x, double a) { return a * Math.Floor(x); }\r\n}\r\n";
        Editor project = await Editor.Open(LanguageVersion.CSharp7_3, Text).Fix(Fix, "DIFF0201");

        Assert.Equal(Text.Replace("double x,", "[Constant] double x,"), await project.Text());
        await project.Builds();
    }

    private static string Model(string members) => "using System;\nusing DiffGen;\n\nstatic partial class Model\n{\n" + members + "}\n";
}
