using DiffGen.NumericTests.Programs;

namespace DiffGen.NumericTests;

/// <summary>The contract's conventions where the derivative does not exist, through whole generated methods.</summary>
public sealed class ConventionTests
{
    private const double Inf = double.PositiveInfinity;

    private delegate double Gradient(double x, out double dx);

    private delegate double Gradient2(double x, double y, out double dx, out double dy);

    private static double At(Gradient gradient, double x)
    {
        gradient(x, out double dx);
        return dx;
    }

    private static (double, double) At(Gradient2 gradient, double x, double y)
    {
        gradient(x, y, out double dx, out double dy);
        return (dx, dy);
    }

    [Fact]
    public void AbsAtNegativeZeroIsZero() => Assert.Equal(0, At(Kinks.AbsGradient, -0.0));

    [Theory, InlineData(0.0, 0), InlineData(2, 1), InlineData(-2, -1)]
    public void AbsAtZeroIsZero(double x, double dx) => Assert.Equal(dx, At(Kinks.AbsGradient, x));

    [Theory, InlineData(0.0, 0), InlineData(2, 1), InlineData(-2, -1)]
    public void SignIsConstant(double x, double dx) => Assert.Equal(dx, At(Kinks.SignGradient, x));

    [Theory, InlineData(2, 2, 0.5, 0.5), InlineData(3, 2, 1, 0), InlineData(2, 3, 0, 1), InlineData(0.0, -0.0, 0.5, 0.5)]
    public void MaxSplitsATie(double x, double y, double dx, double dy) => Assert.Equal((dx, dy), At(Kinks.MaxGradient, x, y));

    [Theory, InlineData(2, 2, 0.5, 0.5), InlineData(3, 2, 0, 1), InlineData(2, 3, 1, 0)]
    public void MinSplitsATie(double x, double y, double dx, double dy) => Assert.Equal((dx, dy), At(Kinks.MinGradient, x, y));

    // max(max(x, y), y) at x = y: half of the outer call to y directly; of the other half, half to each.
    [Fact]
    public void EachCallOfMaxSplitsItsOwnTie() => Assert.Equal((0.25, 0.75), At(Kinks.MaxOfMaxGradient, 2, 2));

    [Fact]
    public void TheLosingSideOfMaxGetsNothingWhereItsOwnDerivativeIsInfinite() => Assert.Equal(0, At(Kinks.LosingRootGradient, 0));

    [Fact]
    public void TheLosingSideOfMinGetsNothingWhereItsOwnDerivativeIsInfinite() => Assert.Equal(0, At(Kinks.LosingLogarithmGradient, 0));

    [Fact]
    public void TheLosingSideGetsNothingThroughAVariable() => Assert.Equal(0, At(Kinks.LosingRootInAVariableGradient, 0));

    [Fact]
    public void TheLosingSideGetsNothingThroughAnArray() => Assert.Equal(0, At(Kinks.LosingRootInAnArrayGradient, 0));

    [Fact]
    public void TheLosingSideGetsNothingThroughAHelper() => Assert.Equal(0, At(Kinks.LosingRootInAHelperGradient, 0));

    [Fact]
    public void TheLosingSideGetsNothingInALoop()
    {
        double[] dx = [double.NaN, double.NaN, double.NaN];

        Kinks.LosingRootsInALoopGradient([0, 4, 0], dx);

        Assert.Equal([0, 0.25, 0], dx);
    }

    [Fact]
    public void ClampOfAnInfiniteDerivativeOutsideIsZero() => Assert.Equal(0, At(Kinks.ClampedRootGradient, 0));

    [Theory, InlineData(-1, 1), InlineData(1, 1), InlineData(0.5, 1), InlineData(-1.5, 0), InlineData(1.5, 0)]
    public void ClampIsOneInsideAndOnTheBounds(double x, double dx) => Assert.Equal(dx, At(Kinks.ClampGradient, x));

    [Theory, InlineData(1.0), InlineData(1.5), InlineData(-0.3)]
    public void RoundingFunctionsAndCastsContributeNothing(double x) => Assert.Equal(1, At(Kinks.RoundedGradient, x));

    [Theory, InlineData(0, 2, 0, 0), InlineData(0, 0, 0, 0), InlineData(0, 1, 1, 0), InlineData(0, 0.5, Inf, 0), InlineData(2, 0, 0, 0.69314718055994529)]
    public void PowAtZeroHasNoDerivativeInTheExponent(double x, double y, double dx, double dy) =>
        Assert.Equal((dx, dy), At(Kinks.PowGradient, x, y));

    [Fact]
    public void RootAndLogarithmAtZeroAreWhatArithmeticGives()
    {
        Assert.Equal(Inf, At(Kinks.RootGradient, 0));
        Assert.Equal(Inf, At(Kinks.LogarithmGradient, 0));
        Assert.True(double.IsNaN(At(Kinks.RootGradient, -1)));
    }

    [Theory, InlineData(0, 0), InlineData(-1, 0), InlineData(2, 0.5)]
    public void ABranchNotTakenContributesNothing(double x, double dx)
    {
        Assert.Equal(dx, At(Kinks.UntakenConditionalGradient, x));
        Assert.Equal(dx, At(Kinks.UntakenIfGradient, x));
        Assert.Equal(dx, At(Kinks.UntakenThroughAVariableGradient, x));
        Assert.Equal(dx, At(Kinks.UntakenThroughAnArrayGradient, x));
    }

    [Fact]
    public void ABranchNotTakenInALoopContributesNothing()
    {
        double[] dx = [double.NaN, double.NaN];

        Kinks.UntakenInALoopGradient([0, 4], dx);

        Assert.Equal([0, 0.125], dx);
    }

    [Theory, InlineData(2, 2, 0, 1), InlineData(3, 2, 1, 0)]
    public void AComparisonTakesTheBranchTaken(double x, double y, double dx, double dy) =>
        Assert.Equal((dx, dy), At(Kinks.LargerOfGradient, x, y));

    [Fact]
    public void AnOverflowOnTheLosingSideGivesNothing() => Assert.Equal(0, At(Kinks.LosingExponentialGradient, 1000));
}
