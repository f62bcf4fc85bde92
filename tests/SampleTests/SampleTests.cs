using System.Diagnostics;
using System.Reflection;

namespace DiffGen.SampleTests;

/// <summary>The samples run, and find what they look for: they exit with 0 only then.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("Newton", "All converged")]
    [InlineData("CurveFit", "all eight sets reach the certified parameters")]
    public void TheSampleSucceeds(string sample, string says)
    {
        string program = Path.Combine(Metadata("Samples"), sample, "bin", Metadata("Configuration"), "net10.0", sample + ".dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, "--smoke"]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private static string Metadata(string key) =>
        typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
