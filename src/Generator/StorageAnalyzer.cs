using System.Collections.Immutable;
using DiffGen.Compiler;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator;

/// <summary>Tells what the adjoint of a method stores and why, if the user asks for it.</summary>
/// <remarks>
/// It differentiates the method once more. An analyzer of its own, because one whose diagnostics are all switched off is not run at all.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StorageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.Stored);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || method.MethodKind != MethodKind.Ordinary
            || AttributeNames.Find(method, AttributeNames.Differentiable) is null)
            return;
        foreach (Diagnostic diagnostic in Diagnose(method, context.Compilation, context.CancellationToken))
            context.ReportDiagnostic(diagnostic);
    }

    private static IEnumerable<Diagnostic> Diagnose(IMethodSymbol method, Compilation compilation, CancellationToken ct)
    {
        MethodModel model;
        IReadOnlyList<StorageMessage> messages;
        try
        {
            model = MethodFrontend.Lower(method, compilation, ct).Model;
            messages = StorageReport.Of(model, ct);
        }
        // The other analyzer and the generator run the same code and report the fault.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [];
        }
        if (model.Failures.Count > 0)
            return [];
        if (messages.Count == 0)
            return [Stored(method, Name(method), "nothing")];
        ILookup<string, Location> lines = Lines(method, ct);
        return messages.Select(m => Stored(method, m.Line is { } line && lines[line].Take(2).ToArray() is [var one] ? one : Name(method), m.Text)).ToList();
    }

    private static Diagnostic Stored(IMethodSymbol method, Location location, string what) =>
        Diagnostic.Create(Descriptors.Stored, location, method.Name, what);

    private static Location Name(IMethodSymbol method) => MethodFrontend.Implementation(method).Locations[0];

    // The compiler knows lines by their text; a text that occurs twice says nothing about the place.
    private static ILookup<string, Location> Lines(IMethodSymbol method, CancellationToken ct)
    {
        SyntaxNode? declaration = MethodFrontend.Implementation(method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(ct);
        return (declaration?.DescendantNodes() ?? [])
            .Where(n => n is StatementSyntax and not (BlockSyntax or LocalFunctionStatementSyntax) || n.Parent is ArrowExpressionClauseSyntax)
            .ToLookup(n => OriginText.Of(n).Line, Place);
    }

    private static Location Place(SyntaxNode node) => node switch
    {
        ForStatementSyntax s => UpTo(s, s.CloseParenToken),
        CommonForEachStatementSyntax s => UpTo(s, s.CloseParenToken),
        WhileStatementSyntax s => UpTo(s, s.CloseParenToken),
        IfStatementSyntax s => UpTo(s, s.CloseParenToken),
        DoStatementSyntax s => s.WhileKeyword.GetLocation(),
        _ => node.GetLocation(),
    };

    private static Location UpTo(SyntaxNode node, SyntaxToken last) =>
        Location.Create(node.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(node.SpanStart, last.Span.End));
}
