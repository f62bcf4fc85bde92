using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>The cheap forms: along random directions, and adjoint against tangent.</summary>
public sealed class DirectionTests
{
    private static (GradientCheck Check, double[] X) Large(double factor, int wrong)
    {
        double[] x = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(i) + 2)];
        double[] gradient = [.. x.Select((t, i) => 3 * t * t * (wrong < 0 || wrong == i ? factor : 1))];
        return (GradientCheck.Of(() => x.Sum(t => t * t * t)).With("x", x, gradient), x);
    }

    [Fact]
    public void ALargeGradientIsCheckedAlongDirections()
    {
        GradientCheckResult result = Large(1, -1).Check.RunAlongDirections(new() { Directions = 3 });
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(["direction 1", "direction 2", "direction 3"], result.Components.Select(c => c.Name));
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(1.00001, -1)]
    [InlineData(2, 17)]
    [InlineData(0, 1999)]
    [InlineData(double.NaN, 3)]
    public void AWrongLargeGradientFails(double factor, int wrong)
    {
        GradientCheckResult result = Large(factor, wrong).Check.RunAlongDirections();
        Assert.False(result.Passed, result.ToString());
    }

    [Fact]
    public void ADirectionTakesFewEvaluations()
    {
        int calls = 0;
        var x = new double[1000];
        GradientCheck.Of(() => { calls++; return x.Sum(t => Math.Exp(t)); }).With("x", x, [.. x.Select(_ => 1.0)])
            .RunAlongDirections(new() { Directions = 1 }).ThrowIfFailed();
        Assert.InRange(calls, 10, 100);
    }

    [Fact]
    public void TheSeedDecidesTheDirections()
    {
        string first = Large(1, -1).Check.RunAlongDirections(new() { Seed = 5 }).ToString();
        Assert.Equal(first, Large(1, -1).Check.RunAlongDirections(new() { Seed = 5 }).ToString());
        Assert.NotEqual(first, Large(1, -1).Check.RunAlongDirections(new() { Seed = 6 }).ToString());
    }

    // y = (x0·x1, x1², sin x0), at x = (2, 3).
    private static double[] Tangent(double[] v) => [(3 * v[0]) + (2 * v[1]), 6 * v[1], Math.Cos(2) * v[0]];

    private static double[] Adjoint(double[] w) => [(3 * w[0]) + (Math.Cos(2) * w[2]), (2 * w[0]) + (6 * w[1])];

    [Fact]
    public void AnAdjointAgreesWithItsTangent()
    {
        GradientCheckResult result = GradientCheck.CompareAdjointWithTangent(Tangent, Adjoint, 2, 3);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(8, result.Components.Count);
        Assert.True(GradientCheck.CompareAdjointWithTangent(
            v => [.. Tangent([v[0], v[1]]).Select(t => (float)t)], (float[] w) => [.. Adjoint([w[0], w[1], w[2]]).Select(t => (float)t)], 2, 3).Passed);
        Assert.True(GradientCheck.CompareAdjointWithTangent(_ => [], (double[] _) => [0], 1, 0).Passed);
    }

    [Fact]
    public void AWrongAdjointFails()
    {
        Assert.False(GradientCheck.CompareAdjointWithTangent(Tangent, w => [.. Adjoint(w).Select(t => -t)], 2, 3).Passed);
        Assert.False(GradientCheck.CompareAdjointWithTangent(Tangent, w => [.. Adjoint(w).Select(t => t * (1 + 1e-6))], 2, 3).Passed);
        Assert.False(GradientCheck.CompareAdjointWithTangent(Tangent, w => [Adjoint(w)[0], Adjoint(w)[1] + (1e-6 * w[2])], 2, 3).Passed);
        Assert.False(GradientCheck.CompareAdjointWithTangent(Tangent, w => [Adjoint(w)[1], Adjoint(w)[0]], 2, 3).Passed);
        Assert.False(GradientCheck.CompareAdjointWithTangent(Tangent, _ => [double.NaN, 0], 2, 3).Passed);
        Assert.False(GradientCheck.CompareAdjointWithTangent(_ => [0f], (float[] _) => [1e-3f], 1, 1).Passed);
    }

    [Fact]
    public void AnAdjointMayConsumeItsSeed()
    {
        Assert.True(GradientCheck.CompareAdjointWithTangent(Tangent, w => { double[] d = Adjoint(w); Array.Clear(w, 0, 3); return d; }, 2, 3).Passed);
    }

    [Fact]
    public void LengthsAreChecked()
    {
        Assert.Throws<ArgumentException>("tangent", () => GradientCheck.CompareAdjointWithTangent(v => v, Adjoint, 2, 3));
        Assert.Throws<ArgumentException>("adjoint", () => GradientCheck.CompareAdjointWithTangent(Tangent, w => w, 2, 3));
        Assert.Throws<ArgumentException>("adjoint", () => GradientCheck.CompareAdjointWithTangent(Tangent, _ => null!, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => GradientCheck.CompareAdjointWithTangent(Tangent, Adjoint, -1, 3));
        Assert.Throws<ArgumentOutOfRangeException>("outputs", () => GradientCheck.CompareAdjointWithTangent(Tangent, Adjoint, 2, -1));
    }
}
