using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>An <c>.editorconfig</c> beside the files of a project, read as the C# compiler reads it.</summary>
internal static class EditorConfig
{
    public static Compilation Applied(Compilation project, string text)
    {
        var config = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/.editorconfig")));
        return project.WithOptions(project.Options.WithSyntaxTreeOptionsProvider(new Severities(config)));
    }

    private sealed class Severities(AnalyzerConfigSet config) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config.GetOptionsForSourcePath("/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
