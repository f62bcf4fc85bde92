using System.Globalization;
using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>What is printed.</summary>
public sealed class TableTests
{
    private static GradientCheckResult Mixed() => GradientCheck.Compare(
        x => (x[0] * x[0]) + Math.Abs(x[1]) + Math.Floor(x[2]) + (1e-14 * x[3]) + (x[4] * 2), [1.5, 0, 2, 1, 1], [3, 0, 0, 0, -2]);

    [Fact]
    public void TheTableHasALineForEachComponent()
    {
        string[] lines = Mixed().ToString().TrimEnd('\n').Split('\n');
        Assert.Equal("Gradient check FAILED: 1 of 5 components differ, 1 could not be checked.", lines[0]);
        Assert.StartsWith("Worst: x[4]: analytic -2, numeric 2, relative error 2.0e+00, DIFFERS", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("component  analytic", lines[3], StringComparison.Ordinal);
        Assert.Contains("rel. error", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("  agrees", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("  kink, in between: -1 to 1", lines[5], StringComparison.Ordinal);
        Assert.EndsWith("  INCONCLUSIVE: the function jumps here", lines[6], StringComparison.Ordinal);
        Assert.EndsWith("  within uncertainty", lines[7], StringComparison.Ordinal);
        Assert.EndsWith("  DIFFERS", lines[8], StringComparison.Ordinal);
        Assert.Equal(9, lines.Length);
    }

    [Fact]
    public void ColumnsStandBelowOneAnother()
    {
        string[] lines = Mixed().ToString().Split('\n')[3..9];
        int verdict = lines[0].IndexOf("verdict", StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal("  ", line.Substring(verdict - 2, 2)));
    }

    [Fact]
    public void APassedCheckSaysSo() => Assert.StartsWith(
        "Gradient check passed: 3 of 3 components agree.\nWorst: ", Functions.Check("quadratic").ToString(), StringComparison.Ordinal);

    [Fact]
    public void TheWorstAreShownIfThereAreMany()
    {
        double[] x = [1, 2, 3, 4];
        string text = GradientCheck.Of(() => x.Sum()).With("x", x, [1, 1.1, 2, 1]).Run(new() { MaximumRows = 2 }).ToString();
        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.StartsWith("x[2]", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("x[1]", lines[5], StringComparison.Ordinal);
        Assert.Equal("(the 2 worst of 4 components)", lines[6]);
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        string invariant = Mixed().ToString();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(invariant, Mixed().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
