using System.Collections.Immutable;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>A run of the analyzers over a project.</summary>
internal static class AnalyzerRun
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new DifferentiableAnalyzer(), new StorageAnalyzer()];

    // It has something to say on every derivation by hand, which others do not ask for.
    private static readonly ImmutableArray<DiagnosticAnalyzer> WithJudge = Analyzers.Add(new JudgeAnalyzer());

    public static IEnumerable<DiagnosticDescriptor> Descriptors =>
        WithJudge.SelectMany(a => a.SupportedDiagnostics).OrderBy(d => d.Id, StringComparer.Ordinal);

    /// <summary>The analyzers' diagnostics, and <c>AD0001</c> if it threw, in the order of the source.</summary>
    /// <param name="project">The project.</param>
    /// <param name="judges">Whether derivations by hand are judged.</param>
    public static async Task<ImmutableArray<Diagnostic>> Over(Compilation project, bool judges = false)
    {
        var run = new CompilationWithAnalyzers(
            project,
            judges ? WithJudge : Analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        ImmutableArray<Diagnostic> found = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Checks that exactly the diagnostics that the text marks are reported: <c>{|DIFF0104:Gamma(x)|}</c>. Apart from them the
    /// text is correct C#. Returns the messages.
    /// </summary>
    public static async Task<string[]> Expect(string marked)
    {
        (string text, ImmutableArray<Mark> marks) = Markup.Parse(marked);
        Compilation project = UserProject.Of(text);
        Assert.Empty(UserProject.ErrorsBesideMissingBodies(project));
        ImmutableArray<Diagnostic> found = await Over(project, judges: marked.Contains("{|DIFF04", StringComparison.Ordinal));
        string[] actual = [.. found.Select(d => $"{d.Id}: {text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}")];
        string[] expected = [.. marks.Select(m => $"{m.Id}: {text.Substring(m.Start, m.Length)}")];
        Assert.Equal(expected, actual);
        Assert.Equal(marks.Select(m => m.Start), found.Select(d => d.Location.SourceSpan.Start));
        return [.. found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
