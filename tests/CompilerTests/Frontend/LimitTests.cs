using System.Text;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class LimitTests
{
    [Fact]
    public void WalksALongSum()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x", 2000));
        Function function = Lowering.Lower("static double F(double x) => " + sum + ";");
        Assert.Equal(1999, Walk.Statements(function.Body).Count());
    }

    [Fact]
    public void RefusesAMethodThatGrowsBeyondAllBounds()
    {
        var text = new StringBuilder("static double G0(double x) => x;\n");
        for (int i = 1; i < 60; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"static double G{i}(double x) => G{i - 1}(x) + G{i - 1}(x);\n");
        text.Append("[Differentiable] static double F(double x) => G59(x);");
        Ir.Refused(text.ToString(), "DIFF0114 F");
    }

    [Theory]
    [InlineData(180)]
    [InlineData(3000)]
    public void RefusesNestingThatTheStackCannotHold(int depth)
    {
        string nested = string.Concat(Enumerable.Repeat("if (x > 0) { ", depth)) + "x = 1;" + string.Concat(Enumerable.Repeat(" }", depth));
        Ir.Refused("static double F(double x) { " + nested + " return x; }", depth > 200 ? "DIFF0114 F" : "");
    }

    [Fact]
    public void RefusesReturnsThatNestTooDeep()
    {
        string returns = string.Concat(Enumerable.Range(0, 1000).Select(i => "if (x > " + i + ") return x; "));
        Ir.Refused("static double F(double x) { " + returns + " return x; }", "DIFF0114 F");
    }

    [Fact]
    public void StopsWhenCancelled()
    {
        var compilation = Lowering.Compile("static partial class C { static double F(double x) => x; }", Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest, false);
        var method = (Microsoft.CodeAnalysis.IMethodSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("F")[0];
        Assert.ThrowsAny<OperationCanceledException>(() => Compiler.Frontend.MethodFrontend.Lower(method, compilation, new CancellationToken(true)));
    }
}
