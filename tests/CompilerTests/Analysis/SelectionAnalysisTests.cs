using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Analysis;

/// <summary>What may count for nothing, because another value is selected.</summary>
public class SelectionAnalysisTests
{
    private static string Selected(string program)
    {
        Function function = IrParser.Parse(program);
        var analysis = new SelectionAnalysis(function, TestContext.Current.CancellationToken);
        IEnumerable<Value> values = function.Parameters.OfType<ScalarParameter>().Select(p => p.Value)
            .Concat(Walk.Statements(function.Body).SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))));
        return string.Join(" ", values.Where(analysis.IsSelected).OrderBy(v => v.Id).Select(v => IrPrinter.Print(v)));
    }

    [Fact]
    public void NothingIsWhereNothingSelects() => Assert.Equal("", Selected(
        "function F(x0: double)\n  %1 = System.Math.Sqrt(x0)\n  %2 = x0 + %1\n  return %2"));

    [Fact]
    public void ArgumentsOfMaxAndWhatTheyAreComputedFromAre() => Assert.Equal("x0 y1 %2", Selected(
        "function F(x0: double, y1: double)\n  %2 = System.Math.Sqrt(x0)\n  %3 = System.Math.Max(%2, y1)\n  %4 = %3 * 2.0\n  return %4"));

    [Fact]
    public void WhatOnlyOneSideOfABranchUsesIs() => Assert.Equal("x0 %3", Selected(
        "function F(x0: double, y1: double, b2: bool)\n  %3 = System.Math.Sqrt(x0)\n  %4 = y1 * y1\n  if b2 (r7: %5 | %6)\n    %5 = %3 * %4\n  else\n    %6 = %4 * 2.0\n  return r7"));

    [Fact]
    public void WhatBothSidesUseIsNot() => Assert.Equal("", Selected(
        "function F(x0: double, b1: bool)\n  if b1 (r4: %2 | %3)\n    %2 = x0 * 3.0\n  else\n    %3 = x0 * 2.0\n  return r4"));

    [Fact]
    public void WhatASideComputesItselfIsNot() => Assert.Equal("x0", Selected(
        "function F(x0: double, b1: bool)\n  if b1 (r3: %2 | 1.0)\n    %2 = System.Math.Sqrt(x0)\n  return r3"));

    [Fact]
    public void IsFollowedThroughArrays() => Assert.Equal("x0 %2", Selected(
        "function F(x0: double, b1: bool)\n  %2 = System.Math.Sqrt(x0)\n  allocate t3[1]\n  t3[0] = %2\n  if b1 (r5: %4 | 1.0)\n    %4 = t3[0]\n  return r5"));

    [Fact]
    public void IsFollowedThroughLoops() => Assert.Equal("x0 s3 s4 s5", Selected(
        "function F(x0: double, n1: int)\n  for i2 = 0; < n1; += 1 (s3: x0 -> s4 -> s5)\n    s4 = System.Math.Sqrt(s3)\n  %6 = System.Math.Max(s5, 1.0)\n  return %6"));
}
