using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Analysis;

public class SumReductionTests
{
    /// <summary>Whether the first value that the outermost loop hands on is a sum.</summary>
    private static bool IsSum(string loop)
    {
        Function function = IrParser.Parse("function F(x0: double, n1: int)\n" + loop);
        Loop outer = function.Body.Statements.OfType<Loop>().Single();
        return SumReduction.Is(outer, outer.Carried[0]);
    }

    [Theory]
    [InlineData("    s4 = s3 + x0\n", true)]
    [InlineData("    s4 = x0 + s3\n", true)]
    [InlineData("    s4 = s3 - x0\n", true)]
    [InlineData("    %5 = s3 + x0\n    s4 = %5 - 1.0\n", true)]
    [InlineData("    s4 = x0 - s3\n", false)]                      // ∂s/∂s = -1
    [InlineData("    s4 = s3 + s3\n", false)]                      // ∂s/∂s = 2
    [InlineData("    s4 = s3 * x0\n", false)]
    [InlineData("    s4 = x0 + 1.0\n", false)]                     // the sum so far is lost
    [InlineData("    %5 = s3 * s3\n    s4 = s3 + %5\n", false)]    // used otherwise
    [InlineData("    s4 = s3 + x0\n    %5 = s4 * 2.0\n", false)]   // used otherwise, once added
    public void OnlyAddsToIt(string body, bool isSum) =>
        Assert.Equal(isSum, IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s4 -> s9)\n" + body));

    [Fact]
    public void WhatIsNotChangedIsASum() => Assert.True(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s3 -> s9)\n    %4 = x0 + 1.0\n"));

    [Fact]
    public void GoesThroughInnerLoops()
    {
        Assert.True(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s7 -> s9)\n    for j4 = 0; < n1; += 1 (s5: s3 -> s6 -> s7)\n      s6 = s5 + x0\n"));
        Assert.False(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s7 -> s9)\n    for j4 = 0; < n1; += 1 (s5: s3 -> s6 -> s7)\n      s6 = s5 * x0\n"));
        Assert.False(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s7 -> s9)\n    for j4 = 0; < n1; += 1 (s5: s3 -> s6 -> s7)\n      s6 = s5 + s3\n"));
    }

    [Fact]
    public void GoesThroughBranches()
    {
        Assert.True(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s6 -> s9)\n    %4 = i2 < 3\n    if %4 (s6: s5 | s3)\n      s5 = s3 + x0\n"));
        Assert.False(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s6 -> s9)\n    %4 = i2 < 3\n    if %4 (s6: s5 | 0.0)\n      s5 = s3 + x0\n"));
        Assert.False(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s6 -> s9)\n    %4 = s3 < 3.0\n    if %4 (s6: s5 | s3)\n      s5 = s3 + x0\n"));
    }

    [Fact]
    public void IsNotASumIfAnotherValueIsMadeOfIt() =>
        Assert.False(IsSum("  for i2 = 0; < n1; += 1 (s3: 0.0 -> s4 -> s9) (r5: 0.0 -> s3 -> r8)\n    s4 = s3 + x0\n"));
}
