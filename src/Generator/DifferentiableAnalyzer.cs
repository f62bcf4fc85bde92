using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator;

/// <summary>Tells the user what cannot be differentiated and where DiffGen's attributes are out of place.</summary>
/// <remarks>Runs the frontend that the generator runs, so that both always agree; here its locations are kept.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Descriptors.All.Remove(Descriptors.Stored).AddRange(AttributeDescriptors.All).AddRange(DeclaredDescriptors.All).Add(InternalFault.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMember, SymbolKind.Method);
        context.RegisterOperationAction(AnalyzeLocalFunction, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
    }

    private static void AnalyzeMember(SymbolAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in Diagnose((IMethodSymbol)context.Symbol, context.Compilation, context.CancellationToken))
            context.ReportDiagnostic(diagnostic);
    }

    /// <summary>All there is to say about a method that is a member of a type.</summary>
    internal static IEnumerable<Diagnostic> Diagnose(IMethodSymbol method, Compilation compilation, CancellationToken ct)
    {
        // A partial method is looked at once, from its defining part, which has the attributes of both.
        if (method.PartialDefinitionPart is not null)
            return [];
        IEnumerable<Diagnostic> use = AttributeUse.Check(method, ct).Concat(Guarded(method, () => DeclaredChecks.Check(method, compilation, ct)));
        return method.MethodKind != MethodKind.Ordinary || AttributeNames.Find(method, AttributeNames.Differentiable) is null
            ? use
            : use.Concat(Guarded(method, () => MethodFrontend.Lower(method, compilation, ct).Problems));
    }

    private static void AnalyzeLocalFunction(OperationAnalysisContext context)
    {
        IMethodSymbol? method = context.Operation switch
        {
            ILocalFunctionOperation local => local.Symbol,
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            _ => null,
        };
        if (method is null)
            return;
        IEnumerable<Diagnostic> declared = Guarded(method, () => DeclaredChecks.Check(method, context.Compilation, context.CancellationToken));
        foreach (Diagnostic diagnostic in AttributeUse.Check(method, context.CancellationToken).Concat(declared))
            context.ReportDiagnostic(diagnostic);
    }

    private static IEnumerable<Diagnostic> Guarded(IMethodSymbol method, Func<IReadOnlyList<Problem>> problems)
    {
        try
        {
            return problems().Select(p => p.ToDiagnostic()).ToList();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [InternalFault.Problem(method.Name, e, method.Locations.FirstOrDefault() ?? Location.None).ToDiagnostic()];
        }
    }
}
