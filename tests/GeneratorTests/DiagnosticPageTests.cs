using System.Text.RegularExpressions;
using DiffGen.Generator;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>Every diagnostic has its page, and what the page says is so.</summary>
public partial class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. Descriptors.Select(d => d.Id)];

    public static TheoryData<string> IdsWithExamples => [.. Descriptors.Select(d => d.Id).Where(id => Blocks(Page(id)).Length > 0)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => AnalyzerRun.Descriptors;

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasAPageThatItsLinkPointsTo(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(d => d.Id == id);
        Assert.Equal($"https://github.com/diffgen/diffgen/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        string page = Page(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n{descriptor.DefaultSeverity}, ", page, StringComparison.Ordinal);
        Assert.Contains("\n## Cause\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Way out\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPageIsThatOfADiagnosticAndStandsInTheIndex()
    {
        string[] pages = [.. Repository.Files("docs/diagnostics", "DIFF*.md").Select(f => Path.GetFileNameWithoutExtension(f)!)];
        Assert.Equal(Descriptors.Select(d => d.Id).Order(StringComparer.Ordinal), pages);
        string index = Repository.Read("docs/diagnostics/README.md");
        string generated = Index(index);
        if (Golden.Updating)
            File.WriteAllText(Repository.PathOf("docs/diagnostics/README.md"), generated);
        else
            Assert.Equal(generated, index);
    }

    /// <summary>The index with a line for each diagnostic: its severity, and what the line said already or else the title.</summary>
    private static string Index(string page)
    {
        Dictionary<string, string> told = IndexEntry().Matches(page).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        int start = page.IndexOf("| id |", StringComparison.Ordinal);
        IEnumerable<string> lines = Descriptors.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d =>
            $"| [{d.Id}]({d.Id}.md) | {Severity(d)} | {(told.TryGetValue(d.Id, out string? text) ? text : d.Title.ToString(System.Globalization.CultureInfo.InvariantCulture))} |\n");
        int end = page.IndexOf("\n\n", start, StringComparison.Ordinal) is >= 0 and int after ? after + 1 : page.Length;
        return page[..start] + "| id | severity | typically |\n|---|---|---|\n" + string.Concat(lines) + page[end..];
    }

    private static string Severity(DiagnosticDescriptor descriptor) =>
        descriptor.DefaultSeverity.ToString().ToLowerInvariant() + (descriptor.IsEnabledByDefault ? "" : ", off");

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task TheExampleIsReportedOnTheLineThatSaysSo(string id)
    {
        string example = Blocks(Page(id))[0];
        string[] expected =
        [
            .. example.Split('\n').Select((line, i) => (line, i))
                .Where(l => l.line.EndsWith("// " + id, StringComparison.Ordinal)).Select(l => $"{id} in line {l.i}"),
        ];
        Assert.Single(expected);
        Compilation project = UserProject.Of(example);
        Assert.Empty(UserProject.ErrorsBesideMissingBodies(project));
        // What is off by default is switched on as the page says.
        if (!Descriptors.Single(d => d.Id == id).IsEnabledByDefault)
            project = EditorConfig.Applied(project, Settings().Match(Page(id)).Groups[1].Value);
        string[] found = [.. (await AnalyzerRun.Over(project, judges: id.StartsWith("DIFF04", StringComparison.Ordinal))).Select(d => $"{d.Id} in line {d.Location.GetLineSpan().StartLinePosition.Line}").Distinct()];
        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task TheWayOutIsAccepted(string id)
    {
        string[] blocks = Blocks(Page(id));
        Assert.Equal(2, blocks.Length);
        Compilation project = UserProject.Of(blocks[1]);
        Assert.Empty(UserProject.ErrorsBesideMissingBodies(project));
        Assert.Empty(await AnalyzerRun.Over(project));
        GeneratorRun run = GeneratorRun.Over(project);
        // What the user writes, DiffGen does not.
        Assert.True(run.Text.Length > 0 || blocks[1].Contains("Of(", StringComparison.Ordinal));
        Assert.DoesNotContain("NotSupportedException", run.Text, StringComparison.Ordinal);
        run.AssertAddsNoErrors();
    }

    private static string Page(string id) => Repository.Read($"docs/diagnostics/{id}.md");

    private static string[] Blocks(string page) => [.. CodeBlock().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^```ini\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Settings();

    [GeneratedRegex(@"^\| \[(DIFF\d{4})\]\(\1\.md\) \| [^|]* \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex IndexEntry();
}
