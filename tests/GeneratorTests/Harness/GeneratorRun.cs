using System.Collections.Immutable;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>A run of the generator over a project.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, Compilation before)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(
            before, out Compilation after, out ImmutableArray<Diagnostic> diagnostics);
        Before = before;
        After = after;
        Diagnostics = diagnostics;
        Result = _driver.GetRunResult().Results.Single();
    }

    public Compilation Before { get; }

    /// <summary>The project with the generated files.</summary>
    public Compilation After { get; }

    /// <summary>What the generator itself reported, or the driver when the generator failed.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>The generated files, one after the other, each under a line with its name.</summary>
    public string Text => string.Concat(Result.GeneratedSources
        .OrderBy(s => s.HintName, StringComparer.Ordinal)
        .Select(s => $"// ===== {s.HintName} =====\n{s.SourceText}"));

    public static GeneratorRun Over(Compilation project) => new(
        CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: project.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions ?? UserProject.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        project);

    /// <summary>The same driver again, over the project after an edit.</summary>
    public GeneratorRun Again(Compilation edited) => new(_driver, edited);

    /// <summary>Fails if the generator failed, or if an error is there with the generated files that is not there without.</summary>
    public void AssertAddsNoErrors()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Diagnostics);
        HashSet<string> before = [.. UserProject.Errors(Before).Select(d => d.ToString())];
        string[] added = [.. UserProject.Errors(After).Select(d => d.ToString()).Where(d => !before.Contains(d))];
        Assert.True(added.Length == 0, string.Join("\n", added) + "\n\n" + Text);
    }
}
