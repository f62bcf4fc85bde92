using System.Globalization;
using DiffGen.GeneratorTests.Harness;

namespace DiffGen.GeneratorTests;

/// <summary>The same source gives the same text, byte for byte.</summary>
public class DeterminismTests
{
    private static string[] Sources => [.. Golden.Constructs().Select(Golden.Construct)];

    [Fact]
    public void TwoRunsGiveTheSameText() => Assert.Equal(Generate(Sources), Generate(Sources));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void EveryCultureGivesTheSameText(string culture)
    {
        string invariant = In(CultureInfo.InvariantCulture, () => Generate(Sources));
        Assert.Equal(invariant, In(CultureInfo.GetCultureInfo(culture), () => Generate(Sources)));
    }

    [Fact]
    public void EveryOrderOfFilesGivesTheSameText() => Assert.Equal(Generate(Sources), Generate([.. Sources.Reverse()]));

    [Fact]
    public void LineEndsOfTheSourceDoNotMatter() =>
        Assert.Equal(Generate(Sources), Generate([.. Sources.Select(s => s.Replace("\n", "\r\n", StringComparison.Ordinal))]));

    [Fact]
    public void LinesEndInLineFeeds() => Assert.DoesNotContain('\r', Generate(Sources));

    private static string Generate(string[] sources)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(sources));
        Assert.Null(run.Result.Exception);
        Assert.NotEmpty(run.Result.GeneratedSources);
        return run.Text;
    }

    private static string In(CultureInfo culture, Func<string> act)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeUI = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUI;
        }
    }
}
