using System.Reflection;
using System.Text;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>Files with the text that must come out, byte for byte.</summary>
/// <remarks>With <c>DIFFGEN_UPDATE_GOLDEN=1</c> in the environment they are rewritten instead; look at the difference before you commit it.</remarks>
internal static class Golden
{
    private static readonly string s_project = typeof(Golden).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "ProjectDirectory").Value!;

    internal static bool Updating => Environment.GetEnvironmentVariable("DIFFGEN_UPDATE_GOLDEN") == "1";

    private static readonly string s_constructs = Path.Combine(s_project, "Constructs");

    private static readonly string s_losses = Path.Combine(s_project, "..", "..", "samples", "Losses", "Losses");

    /// <summary>The constructs there are: the files of <c>Constructs</c>, by name.</summary>
    public static IEnumerable<string> Constructs() => Names(s_constructs);

    /// <summary>The losses of the sample, by name.</summary>
    public static IEnumerable<string> Losses() => Names(s_losses);

    /// <summary>What a user writes; always with <c>\n</c>, however the repository was checked out.</summary>
    public static string Construct(string name) => Text(s_constructs, name);

    public static string Loss(string name) => Text(s_losses, name);

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    private static string Text(string folder, string name) =>
        File.ReadAllText(Path.Combine(folder, name + ".cs")).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Checks <paramref name="actual"/> against <c>Golden/{name}.g.cs</c>.</summary>
    public static void Matches(string name, string actual)
    {
        string file = Path.Combine(s_project, "Golden", name + ".g.cs");
        byte[] bytes = Encoding.UTF8.GetBytes(actual);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
                File.WriteAllBytes(file, bytes);
            return;
        }

        Assert.True(File.Exists(file), $"Golden/{name}.g.cs is not there; run the tests once with DIFFGEN_UPDATE_GOLDEN=1");
        byte[] golden = File.ReadAllBytes(file);
        if (!golden.AsSpan().SequenceEqual(bytes))
            Assert.Fail($"Golden/{name}.g.cs differs. " + FirstDifference(Encoding.UTF8.GetString(golden), actual));
    }

    /// <summary>The first line that differs, with its number, golden and actual.</summary>
    internal static string FirstDifference(string golden, string actual)
    {
        string[] a = golden.Split('\n');
        string[] b = actual.Split('\n');
        int i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i])
            i++;
        return $"First different line, {i + 1}:\n  golden: {Line(a, i)}\n  actual: {Line(b, i)}";
    }

    private static string Line(string[] lines, int i) =>
        i < lines.Length ? lines[i].Replace("\r", "\\r", StringComparison.Ordinal) : "(end of file)";
}
