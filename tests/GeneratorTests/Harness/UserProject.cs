using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DiffGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>A user's project in memory: .NET 10, the real attributes and runtime, every warning an error.</summary>
internal static class UserProject
{
    public static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Scratch).Assembly.Location),
    ];

    // CS1591: the user's own methods need no documentation.
    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1591", ReportDiagnostic.Suppress)]);

    // Compilations made from this one share its references, which are read once.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("User", [], s_references, s_options);

    /// <summary>A project of files named <c>File0.cs</c>, <c>File1.cs</c>, …</summary>
    public static CSharpCompilation Of(params string[] files) =>
        s_empty.AddSyntaxTrees(files.Select((text, i) => Parse(text, $"File{i}.cs")));

    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);

    /// <summary>The project after an edit in one of its files: <paramref name="old"/>, which occurs once, becomes <paramref name="replacement"/>.</summary>
    public static Compilation Edit(Compilation project, int file, string old, string replacement)
    {
        SyntaxTree tree = project.SyntaxTrees.ElementAt(file);
        SourceText text = tree.GetText();
        int at = text.ToString().IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in file {file}");
        SourceText edited = text.WithChanges(new TextChange(new TextSpan(at, old.Length), replacement));
        return project.ReplaceSyntaxTree(tree, tree.WithChangedText(edited));
    }

    /// <summary>Errors, and warnings, which count as such.</summary>
    public static ImmutableArray<Diagnostic> Errors(Compilation project) =>
        [.. project.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];

    /// <summary>The same before the generator has run: CS8795 says that a partial method has no body yet.</summary>
    public static ImmutableArray<Diagnostic> ErrorsBesideMissingBodies(Compilation project) => [.. Errors(project).Where(d => d.Id != "CS8795")];
}
