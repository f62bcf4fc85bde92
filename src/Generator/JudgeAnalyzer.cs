using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator;

/// <summary>Checks derivatives that were derived by hand: <c>[GradientOf]</c>, <c>[AdjointOf]</c> and <c>[TangentOf]</c> methods with a body.</summary>
/// <remarks>An analyzer of its own, because it takes longer than the others and may be switched off where that is too long.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JudgeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => JudgementDescriptors.All;

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
        if (method.PartialDefinitionPart is null && method.MethodKind == MethodKind.Ordinary
            && Diagnose(method, context.Compilation, context.CancellationToken) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static Diagnostic? Diagnose(IMethodSymbol method, Compilation compilation, CancellationToken ct)
    {
        // A declaration that is in error has been reported, and a body that DiffGen writes needs no judge.
        if (DeclaredReader.Read(method, [], ct) is not { HasBody: true } declared)
            return null;
        try
        {
            return Judgement.Of(declared, compilation, new JudgeOptions(), ct)?.ToDiagnostic();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Judgement.Of(new Verdict.Unchecked(InternalFault.Message(method.Name, e)), declared).ToDiagnostic();
        }
    }
}
