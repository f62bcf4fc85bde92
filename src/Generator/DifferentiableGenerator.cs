using System.Collections.Immutable;
using System.Text;
using DiffGen.Compiler;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator;

/// <summary>Adds the derivatives of every <c>[Differentiable]</c> method, and the bodies of declared derivatives, to the project.</summary>
/// <remarks>
/// <code>
/// [Differentiable] method ──Lower──► MethodModel ──Compile──► GeneratedFile ──┬─► Files ──► AddSource
/// partial [GradientOf] … ──Lower──► DeclaredModel ──Compile──► GeneratedFile ──┘
/// </code>
/// Only the first arrows ask the C# compiler anything. Whatever follows depends on text, numbers and IR alone, so that an edit that
/// leaves a method's meaning as it was ends there. Errors are told by <see cref="DifferentiableAnalyzer"/>.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private readonly IReadOnlyCollection<string>? _disabledPasses;

    /// <summary>The generator as the C# compiler makes it.</summary>
    public DifferentiableGenerator()
    {
    }

    /// <summary>The generator with passes of the optimiser left out, for tests: derivatives must not change.</summary>
    internal DifferentiableGenerator(IReadOnlyCollection<string>? disabledPasses) => _disabledPasses = disabledPasses;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GeneratedFile> derivatives = Models(context, AttributeNames.Differentiable, static _ => true, Lower)
            .Select((model, ct) => GuardedCompiler.Compile(model, (m, c) => DerivativeCompiler.Compile(m, _disabledPasses, c), ct))
            .WithTrackingName(TrackingNames.Compile);

        IncrementalValuesProvider<GeneratedFile> files = derivatives.Collect()
            .Combine(Bodies(context, AttributeNames.GradientOf).Collect())
            .Combine(Bodies(context, AttributeNames.AdjointOf).Collect())
            .Combine(Bodies(context, AttributeNames.TangentOf).Collect())
            .SelectMany(static (all, _) =>
            {
                (((ImmutableArray<GeneratedFile> derivatives, ImmutableArray<GeneratedFile> gradients), ImmutableArray<GeneratedFile> adjoints),
                    ImmutableArray<GeneratedFile> tangents) = all;
                return FileNames.MakeDistinct(derivatives.AddRange(gradients).AddRange(adjoints).AddRange(tangents));
            })
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Text, Encoding.UTF8)));
    }

    private IncrementalValuesProvider<GeneratedFile> Bodies(IncrementalGeneratorInitializationContext context, string attribute) =>
        Models(context, attribute, static m => m is { Body: null, ExpressionBody: null } && m.Modifiers.Any(SyntaxKind.PartialKeyword), LowerDeclared)
            .Select((model, ct) => GuardedCompiler.Compile(model, (m, c) => DeclaredCompiler.Compile(m, _disabledPasses, c), ct))
            .WithTrackingName(TrackingNames.Compile);

    private static IncrementalValuesProvider<T> Models<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<MethodDeclarationSyntax, bool> isWanted,
        Func<IMethodSymbol, Compilation, CancellationToken, T?> lower)
        where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                (node, _) => node is MethodDeclarationSyntax method && isWanted(method),
                (method, ct) => Guarded(method, lower, ct))
            .WithTrackingName(TrackingNames.Lower)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Models);

    /// <summary>Null for a method beside which nothing can be declared; the user has an error there, from C# or the analyzer.</summary>
    private static T? Guarded<T>(GeneratorAttributeSyntaxContext method, Func<IMethodSymbol, Compilation, CancellationToken, T?> lower, CancellationToken ct)
        where T : class
    {
        if (method.TargetSymbol is not IMethodSymbol symbol)
            return null;
        try
        {
            return Placement.IsPossible(symbol, method.SemanticModel, ct) ? lower(symbol, method.SemanticModel.Compilation, ct) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    private static MethodModel? Lower(IMethodSymbol method, Compilation compilation, CancellationToken ct)
    {
        LoweredMethod lowered = MethodFrontend.Lower(method, compilation, ct);
        bool inTheWay = lowered.Problems.Any(p => p.Descriptor.Id == Descriptors.NameTaken.Id);
        return inTheWay ? null : lowered.Model;
    }

    private static DeclaredModel? LowerDeclared(IMethodSymbol method, Compilation compilation, CancellationToken ct) =>
        DeclaredAttribute.AsksForBody(method) ? DeclaredFrontend.Lower(method, compilation, ct).Model : null;
}
