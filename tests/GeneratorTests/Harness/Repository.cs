using System.Reflection;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>Files of the repository that the tests hold against the code.</summary>
internal static class Repository
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "..", ".."));

    public static string PathOf(string file) => Path.Combine(s_root, file);

    /// <summary>A file's text, always with <c>\n</c>.</summary>
    public static string Read(string file) => File.ReadAllText(PathOf(file)).Replace("\r\n", "\n", StringComparison.Ordinal);

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern).Order(StringComparer.Ordinal);
}
