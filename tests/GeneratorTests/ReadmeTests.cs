using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiffGen.Generator;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>What README.md shows is what happens.</summary>
/// <remarks>With <c>DIFFGEN_UPDATE_GOLDEN=1</c> the generated gradient in it is rewritten.</remarks>
public partial class ReadmeTests
{
    /// <summary>Stands in README.md for the argument checks.</summary>
    private const string Checks = "    …";

    private static readonly string s_readme = Repository.Read("README.md");

    [Fact]
    public void TheGradientIsWhatTheGeneratorWrites()
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Block("loss", "csharp")));
        run.AssertAddsNoErrors();
        string actual = Shown(Method(run.Result.GeneratedSources.Single().SourceText.ToString(), "LogLossGradient"));
        string shown = Block("gradient", "csharp");
        if (Golden.Updating)
            File.WriteAllText(Repository.PathOf("README.md"), s_readme.Replace(Fenced("gradient", shown), Fenced("gradient", actual), StringComparison.Ordinal));
        else
            Assert.Equal(actual, shown);
    }

    [Fact]
    public void TheProgramPrintsWhatTheReadmeSays()
    {
        Compilation project = UserProject.Of(Block("loss", "csharp"), Block("program", "csharp"));
        project = project.WithOptions(((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)project.Options).WithOutputKind(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        Assert.True(GeneratorRun.Over(project).After.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        MethodInfo main = Assembly.Load(image.ToArray()).EntryPoint!;

        TextWriter console = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        Assert.Equal(Block("output", "text"), printed.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void TheDeclaredMethodGetsItsBody()
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Block("declared", "csharp")));
        Assert.Empty(UserProject.Errors(run.After));
        string body = Method(run.Text, "Force");
        Assert.Contains("dAngles[i] = ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("global::System.Math.Cos", body, StringComparison.Ordinal);
    }

    [Fact]
    public void TheProjectFileImportsWhatIsThere()
    {
        string xml = CodeBlock().Matches(s_readme).Single(m => m.Groups[1].Value == "xml").Groups[2].Value;
        string import = XDocument.Parse(xml).Descendants("Import").Single().Attribute("Project")!.Value;
        Assert.StartsWith("../diffgen/", import, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf(import["../diffgen/".Length..])));
    }

    [Fact]
    public void TheCommandsNameProjectsThatAreThere()
    {
        string[] projects = [.. CommandProject().Matches(s_readme).Select(m => m.Groups[1].Value).Distinct()];
        Assert.Equal(["samples/Losses", "samples/Word2Vec"], projects);
        Assert.All(projects, p => Assert.Single(Repository.Files(p, "*.csproj")));
    }

    [Theory]
    [InlineData("README.md", "")]
    [InlineData("CHANGELOG.md", "")]
    [InlineData("CONTRIBUTING.md", "")]
    [InlineData("docs/diagnostics/README.md", "docs/diagnostics")]
    public void LinksLeadSomewhere(string file, string folder) => Assert.All(
        Link().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).Where(l => !l.StartsWith("https://", StringComparison.Ordinal)),
        link => Assert.True(File.Exists(Repository.PathOf(Path.Combine(folder, link))), link));

    [Fact]
    public void EveryErrorAboutAConstructIsMentioned()
    {
        string[] known = [.. AnalyzerRun.Descriptors.Select(d => d.Id)];
        string[] mentioned = [.. Id().Matches(s_readme).Select(m => m.Value).Distinct()];
        Assert.Empty(mentioned.Except(known));
        Assert.Empty(known.Where(id => id.StartsWith("DIFF01", StringComparison.Ordinal)).Except(mentioned));
    }

    /// <summary>A method without its documentation and attributes, moved to the left margin.</summary>
    private static string Method(string file, string name)
    {
        string[] lines = file.Split('\n');
        int first = Array.FindIndex(lines, l => l.Contains(" " + name + "(", StringComparison.Ordinal));
        int margin = lines[first].Length - lines[first].TrimStart().Length;
        int last = Array.FindIndex(lines, first, l => l == new string(' ', margin) + "}");
        return string.Concat(lines[first..(last + 1)].Select(l => (l.Length > margin ? l[margin..] : "") + "\n"));
    }

    /// <summary>The method with <see cref="Checks"/> in place of its argument checks.</summary>
    private static string Shown(string method)
    {
        string[] lines = method.Split('\n');
        bool[] isCheck = [.. lines.Select(l => l.StartsWith("    global::DiffGen.Runtime.Arguments.", StringComparison.Ordinal))];
        Assert.Contains(true, isCheck);
        return string.Join("\n", lines.Select((l, i) => !isCheck[i] ? l : isCheck[i - 1] ? null : Checks).OfType<string>());
    }

    private static string Block(string name, string language)
    {
        Match match = Regex.Match(s_readme, Regex.Escape($"<!-- {name} -->\n```{language}\n") + "(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline);
        Assert.True(match.Success, name);
        return match.Groups[1].Value;
    }

    private static string Fenced(string name, string text) => $"<!-- {name} -->\n```csharp\n{text}```\n";

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex CommandProject();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"DIFF\d{4}")]
    private static partial Regex Id();
}
