using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>What differences cannot tell does not pass, and the note says why.</summary>
public sealed class InconclusiveTests
{
    [Fact]
    public void AJump() => Inconclusive(GradientCheck.Compare(x => Math.Floor(x), 1, 0), "jumps");

    [Fact]
    public void OneSideOnly()
    {
        Inconclusive(GradientCheck.Compare(x => x * Math.Sqrt(x), 0, 0), "one side");
        Inconclusive(
            GradientCheck.Compare(x => x < 0 ? throw new ArgumentOutOfRangeException(nameof(x)) : x * x, 0, 0), "throws ArgumentOutOfRangeException");
    }

    [Fact]
    public void NotFinite()
    {
        Inconclusive(GradientCheck.Compare(x => Math.Log(-x), 1, -1), "not finite");
        Inconclusive(GradientCheck.Compare(x => 1 / (x * 0), 1, 0), "not finite");
        Inconclusive(GradientCheck.Compare(x => x == 1 ? 1 : double.NaN, 1, 0), "not finite beside");
    }

    [Fact]
    public void AnInputThatIsNotFinite() => Inconclusive(GradientCheck.Compare(x => x, double.PositiveInfinity, 1), "not finite");

    [Fact]
    public void Noise()
    {
        int call = 0;
        Inconclusive(GradientCheck.Compare(x => x + (1e-3 * Math.Sin(call++ * call)), 1, 1), "");
    }

    [Fact]
    public void AnExceptionAtThePointItselfIsTheCallersToSee() =>
        Assert.Throws<FormatException>(() => GradientCheck.Compare(_ => throw new FormatException(), 1.0, 0));

    [Fact]
    public void CancellationIsNotTakenForAnEdge()
    {
        int calls = 0;
        Assert.Throws<OperationCanceledException>(() => GradientCheck.Compare(x => calls++ > 2 ? throw new OperationCanceledException() : x, 1.0, 1));
    }

    private static void Inconclusive(GradientCheckResult result, string why)
    {
        Assert.False(result.Passed, result.ToString());
        Assert.Equal(GradientVerdict.Inconclusive, result.Worst!.Verdict);
        Assert.Contains(why, result.Worst.Note, StringComparison.Ordinal);
    }
}
