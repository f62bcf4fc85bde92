using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Analysis;

public class AffineAnalysisTests
{
    private readonly Function _function = IrParser.Parse("""
        function F(x0: Vector<double>, idx1: Vector<int>, n2: int)
          for i3 = 0; < n2; += 1
            %4 = i3 + 1
            %5 = 2 * %4
            %6 = %5 - 2
            %7 = i3 + i3
            %8 = n2 - i3
            %9 = idx1[i3]
            %10 = i3 * n2
            %11 = extent x0.0
            %12 = extent x0.0
            %13 = i3 + %11
            %14 = %12 + i3
            for j15 = 0; < n2; += 1
              %16 = i3 + j15
              %17 = 65536 * j15
        """);

    private readonly AffineAnalysis _analysis;

    public AffineAnalysisTests() => _analysis = AffineAnalysis.Of(_function);

    private Value Value(int id) => Walk.Statements(_function.Body)
        .SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))).Single(v => v.Id == id);

    private Loop Loop(int counter) => Walk.Statements(_function.Body).OfType<Loop>().Single(l => l.Counter.Id == counter);

    [Fact]
    public void SeesThroughSumsAndConstantFactors() => Assert.True(_analysis.SameElement([Value(6)], [Value(7)]));

    [Fact]
    public void AskingTwiceForAnExtentGivesTheSameNumber() => Assert.True(_analysis.SameElement([Value(13)], [Value(14)]));

    [Fact]
    public void KnowsWhatDiffersByAConstant()
    {
        Assert.True(_analysis.DifferentElements([Value(4)], [Value(3)]));
        Assert.False(_analysis.DifferentElements([Value(5)], [Value(3)]));
    }

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3, 5, true)]
    [InlineData(3, 8, true)]
    [InlineData(3, 9, false)]    // an element of an index array
    [InlineData(3, 10, false)]   // n may be 0
    [InlineData(3, 16, false)]   // i + j: also j changes while i runs
    [InlineData(15, 16, true)]   // i + j: i stands still while j runs
    [InlineData(15, 3, false)]
    [InlineData(15, 17, false)]  // may wrap all the way round
    public void KnowsWhichSubscriptsDifferFromTripToTrip(int counter, int index, bool injective) =>
        Assert.Equal(injective, _analysis.InjectiveIn(Value(counter), Value(index)));

    [Fact]
    public void TripsThatUseTheSameInjectiveSubscriptNeverMeet() =>
        Assert.True(_analysis.DisjointAcrossIterations(Loop(3), [Value(9), Value(6)], [Value(16), Value(7)]));

    [Fact]
    public void NeighbouringSubscriptsMeetInTheNextTrip() =>
        Assert.False(_analysis.DisjointAcrossIterations(Loop(3), [Value(3)], [Value(4)]));
}
