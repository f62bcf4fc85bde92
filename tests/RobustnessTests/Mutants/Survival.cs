using System.Collections.Immutable;
using System.Globalization;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.RobustnessTests.Mutants;

/// <summary>How a mutant fared.</summary>
/// <param name="Compiles">Whether C# takes it; otherwise little of it gets past the frontend.</param>
/// <param name="IsDifferentiated">Whether there is a derivative, and not only a method that throws.</param>
/// <param name="Failure">What must not happen; null if nothing did.</param>
internal sealed record Outcome(bool Compiles, bool IsDifferentiated, TimeSpan Time, string? Failure);

/// <summary>
/// Asks of generator and analyzer, for any program whatever: no exception, no fault of the compiler's own, no error that C# does not report without
/// them, and an answer in time.
/// </summary>
internal sealed class Survival
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CSharpCompilation _project;
    private readonly SyntaxTree _tree;
    private readonly GeneratorDriver _driver;

    public Survival(string original)
    {
        _project = Project.Of(original);
        _tree = _project.SyntaxTrees[^1];
        _driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false))
            .RunGenerators(_project);
    }

    /// <param name="inDriver">Whether the analyzer runs in Roslyn's driver, as in the editor, which takes as long as all the rest.</param>
    public Outcome Of(string text, bool inDriver)
    {
        Outcome outcome = Once(text, inDriver, out string generated);
        // The machine may have been busy, the code not yet compiled.
        for (int again = 0; again < 2 && outcome is { Failure: null } && outcome.Time > Patience; again++)
            outcome = Once(text, inDriver, out generated);
        return outcome is { Failure: null } && outcome.Time > Patience ? outcome with { Failure = "takes longer than 2 s" } : outcome;
    }

    /// <summary>Whether a second run, in a new driver, writes the same text.</summary>
    public bool IsTheSameAgain(string text)
    {
        Once(text, inDriver: false, out string first);
        new Survival(text).Once(text, inDriver: false, out string second);
        return first == second;
    }

    private Outcome Once(string text, bool inDriver, out string generated)
    {
        generated = "";
        try
        {
            SyntaxTree tree = Project.Parse(text, "User.cs");
            CSharpCompilation project = _project.ReplaceSyntaxTree(_tree, tree);
            var clock = ThreadClock.Start();
            GeneratorDriver driver = _driver.RunGeneratorsAndUpdateCompilation(project, out Compilation after, out ImmutableArray<Diagnostic> reported);
            Diagnostic[] analyzed = inDriver ? [.. InDriver(project)] : [.. Directly(project)];
            TimeSpan time = clock.Elapsed;
            GeneratorRunResult result = driver.GetRunResult().Results[0];
            SyntaxTree[] written = result.GeneratedSources.IsDefault ? [] : [.. result.GeneratedSources.Select(s => s.SyntaxTree)];
            generated = string.Concat(written.Select(t => t.ToString()));
            (bool compiles, string? added) = Compile(project, after, tree, written, thoroughly: inDriver);
            string? failure = result.Exception?.ToString()
                ?? Said(reported.FirstOrDefault())
                ?? Said(analyzed.FirstOrDefault(d => d.Id is "AD0001" or "DIFF9001"))
                ?? (generated.Contains("DIFF9001", StringComparison.Ordinal) ? generated : null)
                ?? added;
            bool differentiated = generated.Length > 0 && !generated.Contains("NotSupportedException", StringComparison.Ordinal);
            return new Outcome(compiles, differentiated, time, failure is null ? null : failure + "\n" + generated);
        }
        catch (Exception e)
        {
            return new Outcome(false, false, TimeSpan.Zero, e.ToString());
        }
    }

    private static string? Said(Diagnostic? diagnostic) => diagnostic?.ToString();

    /// <summary>Whether the mutant is C#, and what is wrong with what has been added to it.</summary>
    /// <param name="thoroughly">Whether what does not even parse is compiled, too; else only what the generator has written.</param>
    private static (bool Compiles, string? Added) Compile(Compilation before, Compilation after, SyntaxTree tree, SyntaxTree[] written, bool thoroughly)
    {
        if (!thoroughly && tree.GetDiagnostics().Any(IsError))
            return (false, written.SelectMany(t => after.GetSemanticModel(t).GetDiagnostics()).Where(IsError).Select(New).FirstOrDefault());
        // Where nothing has been added there is nothing to compare.
        ImmutableArray<Diagnostic> errors = Project.Errors(after);
        if (errors.IsEmpty || written.Length == 0)
            return (errors.IsEmpty, null);
        HashSet<string> known = [.. Project.Errors(before).Select(d => d.ToString())];
        return (known.Count == 0, errors.Where(e => !known.Contains(e.ToString())).Select(New).FirstOrDefault());
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string New(Diagnostic error) => "new error: " + error.GetMessage(CultureInfo.InvariantCulture) + " " + error;

    private static ImmutableArray<Diagnostic> InDriver(CSharpCompilation project) => new CompilationWithAnalyzers(
            project, [new DifferentiableAnalyzer()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static IEnumerable<Diagnostic> Directly(CSharpCompilation project)
    {
        SyntaxTree tree = project.SyntaxTrees[^1];
        SemanticModel model = project.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .SelectMany(m => DifferentiableAnalyzer.Diagnose(model.GetDeclaredSymbol(m)!, project, CancellationToken.None));
    }
}
