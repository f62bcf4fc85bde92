using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DiffGen.Generator;
using DiffGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.CodeFixTests.Harness;

/// <summary>A project as an editor has it: diagnostics, what is offered for them, and the project after an offer was taken. Every warning is an error.</summary>
internal sealed class Editor
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Scratch).Assembly.Location),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new DifferentiableAnalyzer(), new JudgeAnalyzer()];

    private readonly Project _project;

    private Task<ImmutableArray<Diagnostic>>? _diagnostics;

    private Editor(Project project) => _project = project;

    public Project Project => _project;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Editor Open(params string[] files) => Open(LanguageVersion.Latest, files);

    /// <summary>A project of files named <c>File0.cs</c>, <c>File1.cs</c>, …</summary>
    public static Editor Open(LanguageVersion version, params string[] files)
    {
        // CS1591: the user's own methods need no documentation.
        CSharpCompilationOptions options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error)
            .WithNullableContextOptions(version >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable)
            .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1591", ReportDiagnostic.Suppress), KeyValuePair.Create("CS8019", ReportDiagnostic.Suppress)]);
        Project project = new AdhocWorkspace().AddProject("User", LanguageNames.CSharp)
            .WithCompilationOptions(options)
            .WithParseOptions(new CSharpParseOptions(version, DocumentationMode.Diagnose))
            .AddMetadataReferences(References);
        for (int i = 0; i < files.Length; i++)
            project = project.AddDocument($"File{i}.cs", SourceText.From(files[i]), filePath: $"/File{i}.cs").Project;
        return new Editor(project);
    }

    /// <summary>What DiffGen says under an id, or the beginning of one, in the order of the source.</summary>
    public async Task<Diagnostic[]> Diagnostics(string id)
    {
        _diagnostics ??= Analyze();
        return [.. (await _diagnostics).Where(d => d.Id.StartsWith(id, StringComparison.Ordinal))
            .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What is offered for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> Fixes(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var offered = new List<CodeAction>();
        Document document = _project.GetDocument(diagnostic.Location.SourceTree)!;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), Cancellation));
        return offered;
    }

    /// <summary>The project after the only offer for the only diagnostic of an id was taken.</summary>
    public async Task<Editor> Fix(CodeFixProvider provider, string id) =>
        await Apply(Assert.Single(await Fixes(provider, Assert.Single(await Diagnostics(id)))));

    /// <summary>The project after what is offered was taken for all diagnostics of an id.</summary>
    public async Task<Editor> FixAll(CodeFixProvider provider, string id)
    {
        Diagnostic[] diagnostics = await Diagnostics(id);
        // All offers of a fix are of one kind.
        var context = new FixAllContext(_project.Documents.First(), provider, FixAllScope.Project, provider.GetType().Name, [id], new Found(diagnostics), Cancellation);
        return await provider.GetFixAllProvider()!.GetFixAsync(context) is { } offer ? await Apply(offer) : this;
    }

    /// <summary>What is offered where the cursor stands in the first file.</summary>
    public async Task<IReadOnlyList<CodeAction>> Refactorings(CodeRefactoringProvider provider, int cursor)
    {
        var offered = new List<CodeAction>();
        await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(_project.Documents.First(), new TextSpan(cursor, 0), offered.Add, Cancellation));
        return offered;
    }

    public async Task<Editor> Apply(CodeAction action)
    {
        ApplyChangesOperation change = (await action.GetOperationsAsync(Cancellation)).OfType<ApplyChangesOperation>().Single();
        return new Editor(change.ChangedSolution.GetProject(_project.Id)!);
    }

    public async Task<string> Text(int file = 0) => (await _project.Documents.ElementAt(file).GetTextAsync(Cancellation)).ToString();

    /// <summary>Fails if an error is left, of C# or of DiffGen, once the generator has run.</summary>
    public async Task<Editor> Builds()
    {
        Compilation compilation = await Compilation();
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)_project.ParseOptions!)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _, Cancellation);
        string[] errors = [.. generated.GetDiagnostics(Cancellation).Concat(await Diagnostics("DIFF00")).Concat(await Diagnostics("DIFF01"))
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS8019").Select(d => d.ToString())];
        Assert.True(errors.Length == 0, string.Join("\n", errors) + "\n" + string.Join("\n", await Task.WhenAll(_project.Documents.Select(async d => (await d.GetTextAsync(Cancellation)).ToString()))));
        return this;
    }

    private async Task<ImmutableArray<Diagnostic>> Analyze() => await (await Compilation())
        .WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync(Cancellation);

    private async Task<Compilation> Compilation() => (await _project.GetCompilationAsync(Cancellation))!;

    private sealed class Found(Diagnostic[] diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
