using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>The check can fail: every kind of wrong gradient does.</summary>
public sealed class WrongGradientTests
{
    // Where the slope is not 0 and differences can tell it to better than one in a million.
    public static TheoryData<string> Resolved() =>
    [
        "quadratic", "linear", "Rosenbrock", "exponentials", "logarithm near its pole", "pole beside the point", "periods much shorter than the number",
        "high frequency", "huge values", "tiny values", "huge numbers", "tiny numbers",
    ];

    [Theory, MemberData(nameof(Resolved))]
    public void TheWrongSignFails(string name) => Fails(Functions.Check(name, Scale(-1)));

    [Theory, MemberData(nameof(Resolved))]
    public void AFactorFails(string name) => Fails(Functions.Check(name, Scale(2)));

    [Theory, MemberData(nameof(Resolved))]
    public void OneInAMillionFails(string name)
    {
        Fails(Functions.Check(name, Scale(1 + 1e-6)));
        Fails(Functions.Check(name, Scale(1 - 1e-6)));
    }

    [Theory, MemberData(nameof(Resolved))]
    public void OneWrongComponentFailsAndIsTheWorst(string name)
    {
        int n = Functions.All[name].X.Length;
        for (int wrong = 0; wrong < n; wrong++)
        {
            if (name == "linear" && wrong == 1)
                continue;
            GradientCheckResult result = Functions.Check(name, g => g[wrong] *= 1 + 1e-6);
            Fails(result);
            Assert.Equal($"x[{wrong}]", result.Worst!.Name);
            Assert.All(result.Components, c => Assert.Equal(c.Name != result.Worst.Name, c.Passed));
        }
    }

    public static TheoryData<string> Everything() => [.. Functions.All.Keys.Where(name => name != "nothing to compare")];

    [Theory, MemberData(nameof(Everything))]
    public void NaNAndInfinityFail(string name)
    {
        foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            GradientCheckResult result = Functions.Check(name, g => g[^1] = value);
            Fails(result);
            Assert.Equal(Functions.All[name].X.Length - 1, result.Components.ToList().IndexOf(result.Worst!));
        }
    }

    [Theory]
    [InlineData("constant", 1e-6)]
    [InlineData("zero", 1e-300)]
    [InlineData("zero slope at zero", 1e-6)]
    [InlineData("at the minimum", 1e-6)]
    [InlineData("much larger than what changes it", 1e-4)]
    public void ANumberWhereTheSlopeIsAnotherFails(string name, double added) => Fails(Functions.Check(name, g => g[0] += added));

    [Fact]
    public void AMissingGradientFails() => Fails(Functions.Check("quadratic", g => Array.Clear(g, 0, g.Length)));

    [Fact]
    public void ASmallComponentBesideLargeOnesIsNotOverlooked() => Fails(Functions.Check("a wide range of slopes", g => g[0] *= 1.01));

    [Theory]
    [InlineData(1.01)]
    [InlineData(-1.01)]
    [InlineData(double.NaN)]
    public void AtAKinkADerivativeOutsideFails(double derivative) => Fails(GradientCheck.Compare(t => Math.Abs(t), 0, derivative));

    [Theory]
    [InlineData(0.3)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void TheSlopeOfTheOtherSideOfAKinkFails(double distance) =>
        Fails(GradientCheck.Compare(x => 3 * Math.Abs(x - 1 - distance), 1, 3));

    [Fact]
    public void AFactorInSinglePrecisionFails()
    {
        float[] x = [0.5f, -1.25f];
        Fails(GradientCheck.Compare(v => v[0] * v[0] * v[1], x, [2 * x[0] * x[1] * 1.01f, x[0] * x[0]]));
    }

    [Fact]
    public void AWrongValueFails()
    {
        GradientCheckResult result = GradientCheck.Compare(x => x[0] * x[0], (x, dx) => { dx[0] = 2 * x[0]; return (x[0] * x[0]) + 1e-9; }, [1]);
        Fails(result);
        Assert.Equal("value", result.Worst!.Name);
    }

    [Fact]
    public void AGradientThatAddsToItsBufferFails() =>
        Fails(GradientCheck.Compare(x => x[0] * x[0], (x, dx) => { dx[0] += 2 * x[0]; return x[0] * x[0]; }, [1]));

    [Fact]
    public void TheExceptionHasTheTable()
    {
        GradientCheckResult result = Functions.Check("quadratic", Scale(-1));
        var thrown = Assert.Throws<GradientCheckException>(result.ThrowIfFailed);
        Assert.Same(result, thrown.Result);
        Assert.Equal(result.ToString(), thrown.Message);
    }

    private static void Fails(GradientCheckResult result)
    {
        Assert.False(result.Passed, result.ToString());
        Assert.Equal(GradientVerdict.Differs, result.Worst!.Verdict);
    }

    private static Action<double[]> Scale(double factor) => g =>
    {
        for (int i = 0; i < g.Length; i++)
            g[i] *= factor;
    };
}
