using System.IO.Compression;

namespace DiffGen.PackageTests;

/// <summary>The package as strangers get it: what is in it, and whether it works for old and new projects that take every warning for an error.</summary>
public sealed class PackageTests(Feed feed) : IClassFixture<Feed>
{
    [Fact]
    public void ItHoldsTheLibrariesForEveryFrameworkAndTheCompilerBesideTheGenerator()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        string[] files = [.. package.Entries.Select(e => e.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)
            || name.StartsWith("analyzers/", StringComparison.Ordinal) || name == "README.md").Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/DiffGen.CodeFixes.dll",
                "analyzers/dotnet/cs/DiffGen.Compiler.dll",
                "analyzers/dotnet/cs/DiffGen.Generator.dll",
                .. from framework in (string[])["net10.0", "net8.0", "netstandard2.0"]
                   from file in (string[])["DiffGen.Attributes.dll", "DiffGen.Attributes.xml", "DiffGen.Runtime.dll", "DiffGen.Runtime.xml"]
                   select $"lib/{framework}/{file}",
            ],
            files);
    }

    [Fact]
    public void OnlyOldFrameworksTakeAnotherPackageAlong()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using var reader = new StreamReader(package.GetEntry("DiffGen.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();

        Assert.Equal(1, nuspec.Split("<dependency ").Length - 1);
        Assert.Contains("<dependency id=\"System.Memory\"", nuspec, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec, StringComparison.Ordinal);
    }

    [Fact]
    public void ConsumersOldAndNewBuildWithoutAWarningAndRun()
    {
        var (exit, output) = feed.Build("App");
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

        (exit, output) = feed.Run(Path.Combine("App", "bin", "Release", "net10.0", "App.dll"));
        Assert.True(exit == 0, output);
        string[] lines = output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(13, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(" passed", line, StringComparison.Ordinal));
    }
}
