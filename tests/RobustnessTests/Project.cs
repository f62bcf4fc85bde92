using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using DiffGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.RobustnessTests;

/// <summary>A user's project in memory with one file of his own: .NET 10, the usual global usings, warnings as errors.</summary>
internal static class Project
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(
        typeof(Project).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "..", ".."));

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    // What the programs use; every further one makes each of the compilations slower.
    private static readonly string[] s_assemblies = [
        "netstandard", "System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Console", "System.Numerics.Vectors",
        "System.Runtime.Extensions", "System.Threading", "System.Runtime.InteropServices", "System.Diagnostics.Debug", "mscorlib", "System.Core"];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All.Where(r => s_assemblies.Contains(Path.GetFileNameWithoutExtension(r.FilePath ?? r.Display ?? ""))),
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Scratch).Assembly.Location),
    ];

    // What the user's own methods lack is not what is looked for here: documentation, unused usings and the like.
    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1591", ReportDiagnostic.Suppress), KeyValuePair.Create("CS8019", ReportDiagnostic.Suppress)])
        .WithConcurrentBuild(false);

    private static readonly SyntaxTree[] s_support =
    [
        Parse("global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading;", "Usings.cs"),
        Parse(File.ReadAllText(Path.Combine(Root, "tests", "NumericTests", "Harness", "AtAttribute.cs")), "AtAttribute.cs"),
    ];

    // Compilations made from this one share its references, which are read once.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("User", s_support, s_references, s_options);

    public static CSharpCompilation Of(string text) => s_empty.AddSyntaxTrees(Parse(text, "User.cs"));

    public static SyntaxTree Parse(string text, string path, CancellationToken cancellation = default) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path, cancellation);

    /// <summary>Errors, and warnings, which count as such.</summary>
    public static ImmutableArray<Diagnostic> Errors(Compilation project, CancellationToken cancellation = default) =>
        [.. project.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error)];
}
