using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Analysis;

/// <summary>Active is what varies with an input and is useful to the result.</summary>
public class ActivityAnalysisTests
{
    /// <summary>The active values and arrays of a program whose result is its only output.</summary>
    private static string Active(string program, params string[] outputs)
    {
        Function function = IrParser.Parse(program);
        ArrayVariable[] arrays =
        [
            .. function.Parameters.OfType<ArrayParameter>().Select(p => p.Array),
            .. Walk.Statements(function.Body).OfType<Allocate>().Select(a => a.Array),
        ];
        var analysis = new ActivityAnalysis(function, function.Result?.Numbers ?? [],
            arrays.Where(a => outputs.Contains(a.Name)), TestContext.Current.CancellationToken);
        IEnumerable<Value> values = function.Parameters.OfType<ScalarParameter>().Select(p => p.Value)
            .Concat(Walk.Statements(function.Body).SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))));
        return string.Join(" ", arrays.Where(analysis.IsActive).Select(a => a.Name + a.Id)
            .Concat(values.Where(analysis.IsActive).OrderBy(v => v.Id).Select(v => IrPrinter.Print(v))));
    }

    [Fact]
    public void WhatDependsOnAnInputAndLeadsToTheResultIsActive() => Assert.Equal("x0 %1", Active(
        "function F(x0: double)\n  %1 = x0 * x0\n  return %1"));

    [Fact]
    public void WhatDependsOnNoInputIsNot() => Assert.Equal("x0 %3", Active(
        "function F(x0: double, constant c1: double)\n  %2 = c1 * c1\n  %3 = x0 * %2\n  return %3"));

    [Fact]
    public void WhatLeadsNowhereIsNot() => Assert.Equal("x0", Active(
        "function F(x0: double)\n  %1 = x0 * x0\n  return x0"));

    [Fact]
    public void ACastToAnIntegerEndsTheDependence() => Assert.Equal("", Active(
        "function F(x0: double)\n  %1 = (int)x0\n  %2 = (double)%1\n  return %2"));

    [Fact]
    public void TheConditionOfABranchIsNotADependence() => Assert.Equal("y1 r4", Active(
        "function F(x0: double, y1: double)\n  %2 = x0 > 0.0\n  if %2 (r4: y1 | 1.0)\n  return r4"));

    [Fact]
    public void OneSideOfABranchIsEnough() => Assert.Equal("x0 %3 r4", Active(
        "function F(x0: double, b1: bool)\n  if b1 (r4: %3 | 1.0)\n    %3 = x0 * 2.0\n  return r4"));

    [Fact]
    public void DependenceGoesThroughAnArray() => Assert.Equal("t2 x0 %3", Active(
        "function F(x0: double)\n  allocate t2[1]\n  t2[0] = x0\n  %3 = t2[0]\n  return %3"));

    [Fact]
    public void AnArrayThatNothingReadsIsNotActive() => Assert.Equal("x0", Active(
        "function F(x0: double)\n  allocate t2[1]\n  t2[0] = x0\n  return x0"));

    [Fact]
    public void AnArrayThatNoInputReachesIsNotActive() => Assert.Equal("x0 %4", Active(
        "function F(x0: double)\n  allocate t2[1]\n  t2[0] = 1.0\n  %3 = t2[0]\n  %4 = %3 * x0\n  return %4"));

    [Fact]
    public void WhatIsReadBeforeItIsWrittenIsSeenInALoop() => Assert.Equal("t2 x0 s4 %5 s6 s7", Active(
        "function F(x0: double, n1: int)\n  allocate cleared t2[1]\n  for i3 = 0; < n1; += 1 (s4: 0.0 -> s6 -> s7)\n    %5 = t2[0]\n    s6 = s4 + %5\n    t2[0] = x0\n  return s7"));

    [Fact]
    public void AValueHandedOnTwiceIsFollowed() => Assert.Equal("x0 a4 b5", Active(
        "function F(x0: double, n1: int)\n  for i2 = 0; < n1; += 1 (b5: 0.0 -> x0 -> b6) (a3: 0.0 -> b5 -> a4)\n  return a4"));

    [Fact]
    public void AnOutputArrayIsUseful() => Assert.Equal("y1 x0", Active(
        "function F(x0: double, y1: Vector<double>)\n  y1[0] = x0\n", "y"));

    [Fact]
    public void AnArrayThatIsNoOutputIsNot() => Assert.Equal("", Active(
        "function F(x0: double, y1: Vector<double>)\n  y1[0] = x0\n"));
}
