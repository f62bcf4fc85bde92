using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Analysis;

/// <summary>Whether what a load read still lies there later.</summary>
public class OverwriteAnalysisTests
{
    private const string Head = "function F(x0: Vector<double>, n1: int, A2: Rank2<double>)\n";

    /// <param name="body">A program; the load in question defines <c>here</c>.</param>
    /// <param name="trip">The counter of the loop whose single trip counts; null for the whole program.</param>
    private static bool Survives(string body, string? trip = null)
    {
        Function function = IrParser.Parse(Head + body);
        var analysis = new OverwriteAnalysis(function, AffineAnalysis.Of(function));
        Let load = Walk.Statements(function.Body).OfType<Let>().Single(l => l.Target.Name == "here");
        Loop? region = trip is null ? null : Walk.Statements(function.Body).OfType<Loop>().Single(l => l.Counter.Name == trip);
        return analysis.Survives(load, ((Load)load.Expression).Array, region);
    }

    [Theory]
    [InlineData("  here3 = x0[0]\n", true)]                                                    // never written
    [InlineData("  x0[0] = 1.0\n  here3 = x0[0]\n", true)]                                     // written before
    [InlineData("  here3 = x0[0]\n  x0[0] = 1.0\n", false)]                                    // written after
    [InlineData("  here3 = x0[0]\n  x0[0] += 1.0\n", false)]                                   // added to after
    [InlineData("  here3 = x0[0]\n  clear x0\n", false)]                                       // cleared after
    [InlineData("  here3 = x0[0]\n  A2[0, 0] = 1.0\n", true)]                                  // another array
    [InlineData("  here3 = x0[0]\n  %4 = n1 > 0\n  if %4\n    x0[0] = 1.0\n", false)]          // perhaps written after
    public void AfterTheLoadOnly(string body, bool survives) => Assert.Equal(survives, Survives(body));

    [Theory]
    [InlineData("    here4 = x0[i3]\n    x0[i3] = 1.0\n", false)]                              // the same trip
    [InlineData("    x0[i3] = 1.0\n    here4 = x0[i3]\n", true)]                               // the same trip, before
    [InlineData("    %4 = i3 + 1\n    x0[%4] = 1.0\n    here5 = x0[i3]\n", false)]             // written by another trip, as far as is known
    [InlineData("    x0[0] = 1.0\n    here4 = x0[0]\n", false)]                                // the next trip
    [InlineData("    clear x0\n    here4 = x0[i3]\n", false)]                                  // the next trip, all of it
    public void InALoopWhatOtherTripsWriteCounts(string trip, bool survives) =>
        Assert.Equal(survives, Survives("  for i3 = 0; < n1; += 1\n" + trip));

    [Theory]
    [InlineData("    x0[0] = 1.0\n    here4 = x0[0]\n", true)]
    [InlineData("    here4 = x0[0]\n    x0[0] = 1.0\n", false)]
    public void ForTheAdjointOfASingleTripOtherTripsDoNot(string trip, bool survives) =>
        Assert.Equal(survives, Survives("  for i3 = 0; < n1; += 1\n" + trip, trip: "i"));

    [Fact]
    public void ForTheAdjointOfASingleTripLaterStatementsDoNotCount() =>
        Assert.True(Survives("  for i3 = 0; < n1; += 1\n    here4 = x0[i3]\n  x0[0] = 1.0\n", trip: "i"));

    [Fact]
    public void AnOuterLoopRepeatsTheWrite() =>
        Assert.False(Survives("  for k3 = 0; < n1; += 1\n    for i4 = 0; < n1; += 1\n      x0[i4] = 1.0\n      here5 = x0[i4]\n"));

    [Fact]
    public void AnOuterLoopOverOtherElementsDoesNot() =>
        Assert.True(Survives("  for k3 = 0; < n1; += 1\n    for i4 = 0; < n1; += 1\n      A2[k3, i4] = 1.0\n      here5 = A2[k3, i4]\n"));

    [Fact]
    public void LoopsBesideEachOtherRunOneAfterTheOther()
    {
        Assert.True(Survives("  for i3 = 0; < n1; += 1\n    x0[i3] = 1.0\n  for i4 = 0; < n1; += 1\n    here5 = x0[i4]\n"));
        Assert.False(Survives("  for i3 = 0; < n1; += 1\n    here5 = x0[i3]\n  for i4 = 0; < n1; += 1\n    x0[i4] = 1.0\n"));
    }

    [Theory]
    [InlineData("    %4 = x0[i3]\n    x0[i3] = %4\n", true)]                                    // each its own element
    [InlineData("    x0[i3] = 1.0\n    x0[i3] += 2.0\n", true)]
    [InlineData("    %4 = x0[0]\n    %5 = x0[i3]\n", true)]                                     // reads only
    [InlineData("    x0[0] = 1.0\n", false)]                                                    // all the same element
    [InlineData("    %4 = i3 + 1\n    x0[%4] = 1.0\n    %5 = x0[i3]\n", false)]                // the next trip reads it
    [InlineData("    %4 = i3 + 1\n    x0[i3] = 1.0\n    x0[%4] = 2.0\n", false)]               // the next trip writes it too
    [InlineData("    x0[i3] = 1.0\n    clear x0\n", false)]                                     // the whole array
    [InlineData("    for j4 = 0; < n1; += 1\n      x0[j4] = 1.0\n", false)]                     // every trip all elements
    [InlineData("    %4 = i3 / 2\n    x0[%4] = 1.0\n", false)]                                  // two trips the same
    public void TripsAreApartWhereNoneTouchesWhatAnotherWrites(string trip, bool apart)
    {
        Function function = IrParser.Parse(Head + "  for i3 = 0; < n1; += 1\n" + trip);
        var analysis = new OverwriteAnalysis(function, AffineAnalysis.Of(function, TestContext.Current.CancellationToken), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(apart, analysis.TripsAreApart((Loop)function.Body.Statements[0], function.Parameters.OfType<ArrayParameter>().First().Array));
    }
}
