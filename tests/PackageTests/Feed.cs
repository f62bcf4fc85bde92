using System.Diagnostics;
using System.Reflection;

namespace DiffGen.PackageTests;

/// <summary>The package in a folder of its own, and copies of the consumers outside the repository that take it from there.</summary>
public sealed class Feed : IDisposable
{
    public Feed()
    {
        Directory.CreateDirectory(Root);
        foreach (string file in Directory.GetFiles(Path.Combine(Repository, "tests", "PackageTests", "Consumers"), "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Path.Combine(Repository, "tests", "PackageTests", "Consumers"), file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            string to = Path.Combine(Root, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var (exit, output) = Run("pack", Path.Combine(Repository, "src", "Package"), "--no-build", "-c", Metadata("Configuration"), "-o", Folder);
        Assert.True(exit == 0, output);
        Package = Path.Combine(Folder, "DiffGen.0.1.0.nupkg");
    }

    /// <summary>The packed file.</summary>
    public string Package { get; }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "diffgen-package-" + Guid.NewGuid().ToString("N"));

    private string Folder => Path.Combine(Root, "feed");

    private static string Repository => Metadata("Repository");

    /// <summary>Runs <c>dotnet</c>; nothing of it stays in memory, and no package lands where other builds find it.</summary>
    public (int Exit, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Root, "packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Builds a consumer against the package; what else it needs comes from where this repository has it.</summary>
    public (int Exit, string Output) Build(string consumer) => Run(
        "build", consumer, "-c", "Release", "-p:RestoreAdditionalProjectSources=" + Folder, "-p:RestoreFallbackFolders=" + Metadata("Packages").TrimEnd('/', '\\'));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Metadata(string key) =>
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
