using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>Right gradients pass, also where differences are hard to take.</summary>
public sealed class RightGradientTests
{
    public static TheoryData<string> Names() => Functions.Names();

    [Theory, MemberData(nameof(Names))]
    public void ARightGradientPasses(string name)
    {
        GradientCheckResult result = Functions.Check(name);
        Assert.True(result.Passed, result.ToString());
        result.ThrowIfFailed();
    }

    [Theory, MemberData(nameof(Names))]
    public void TheUncertaintyIsOne(string name)
    {
        foreach (GradientComponent component in Functions.Check(name).Components)
            Assert.True(Math.Abs(component.Analytic - component.Numeric) <= component.Uncertainty, component.ToString());
    }

    // Kinks at many distances on either side, from far away to nearer than differences can tell.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.03)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(3e-7)]
    [InlineData(1e-10)]
    [InlineData(1e-15)]
    public void AKinkNearbyIsNoError(double distance)
    {
        foreach (double side in (double[])[-1, 1])
        {
            double at = 1 + (side * distance);
            Func<double, double> f = x => Math.Sin(x) + (3 * Math.Abs(x - at));
            GradientCheckResult result = GradientCheck.Compare(f, 1, Math.Cos(1) - (3 * side));
            Assert.True(result.Passed, result.ToString());
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void AtAKinkEveryDerivativeInBetweenPasses(double derivative)
    {
        foreach (double x in (double[])[0, 1, -1e6])
        {
            GradientCheckResult result = GradientCheck.Compare(t => Math.Abs(t - x), x, derivative);
            Assert.True(result.Passed, result.ToString());
            Assert.Equal(GradientVerdict.BetweenOneSided, result.Components[0].Verdict);
        }
    }

    [Fact]
    public void AJumpNearbyIsNoError()
    {
        GradientCheckResult result = GradientCheck.Compare(x => (x > 1.001 ? 5 : 0) + (x * x), 1, 2);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void WhereTheFunctionEndsNearbyOnlySmallerStepsCount()
    {
        GradientCheckResult result = GradientCheck.Compare(
            x => x < 0.9999 ? throw new InvalidOperationException("outside") : Math.Sqrt(x), 1, 0.5);
        Assert.True(result.Passed, result.ToString());
        result = GradientCheck.Compare(x => Math.Sqrt(x - 0.99), 1, 0.5 / Math.Sqrt(0.01));
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void CancellationInsideTheFunctionIsNotHeldAgainstTheGradient()
    {
        Func<double, double> f = x => (1e6 + Math.Exp(x)) - 1e6;
        GradientCheckResult result = GradientCheck.Compare(f, 0.5, Math.Exp(0.5));
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void SinglePrecisionPasses()
    {
        float[] x = [0.5f, -1.25f, 3, 0];
        GradientCheckResult result = GradientCheck.Compare(
            v => v.Select(t => MathF.Sin(t) * t).Sum(), x, [.. x.Select(t => MathF.Sin(t) + (t * MathF.Cos(t)))]);
        Assert.True(result.Passed, result.ToString());
        result = GradientCheck.Compare(t => MathF.Exp(t), 2f, MathF.Exp(2));
        Assert.True(result.Passed, result.ToString());
        result = GradientCheck.Compare(t => MathF.Abs(t), 0f, 0f);
        Assert.Equal(GradientVerdict.BetweenOneSided, result.Components[0].Verdict);
    }

    [Fact]
    public void ASumOfTenThousandSinglesPasses()
    {
        var x = new float[10_000];
        for (int i = 0; i < x.Length; i++)
            x[i] = MathF.Sin(i);
        Func<float> f = () =>
        {
            float sum = 0;
            foreach (float t in x)
                sum += t * t * t;
            return sum;
        };
        GradientCheckResult result = GradientCheck.Of(f).With("x", x, [.. x.Select(t => 3 * t * t)]).RunAlongDirections();
        Assert.True(result.Passed, result.ToString());
    }
}
