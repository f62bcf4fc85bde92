using System.Collections.Immutable;
using System.Text;
using DiffGen.Compiler;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator;

/// <summary>Adds the derivatives of every <c>[Differentiable]</c> method to the project.</summary>
/// <remarks>
/// <code>
/// [Differentiable] method ──Lower──► MethodModel ──Compile──► GeneratedFile ──► Files ──► AddSource
/// </code>
/// Only the first arrow asks the C# compiler anything. Whatever follows depends on text, numbers and IR alone, so that an edit that
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
        IncrementalValuesProvider<MethodModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Differentiable,
                static (node, _) => node is MethodDeclarationSyntax,
                static (method, ct) => Lower(method, ct))
            .WithTrackingName(TrackingNames.Lower)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Models);

        IncrementalValuesProvider<GeneratedFile> files = models
            .Select((model, ct) => GuardedCompiler.Compile(model, (m, c) => DerivativeCompiler.Compile(m, _disabledPasses, c), ct))
            .WithTrackingName(TrackingNames.Compile)
            .Collect()
            .SelectMany(static (files, _) => FileNames.MakeDistinct(files))
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Text, Encoding.UTF8)));
    }

    /// <summary>Null for a method beside which nothing can be declared; the user has an error there, from C# or the analyzer.</summary>
    private static MethodModel? Lower(GeneratorAttributeSyntaxContext method, CancellationToken ct)
    {
        if (method.TargetSymbol is not IMethodSymbol symbol)
            return null;
        try
        {
            if (!Placement.IsPossible(symbol, method.SemanticModel, ct))
                return null;
            LoweredMethod lowered = MethodFrontend.Lower(symbol, method.SemanticModel.Compilation, ct);
            bool inTheWay = lowered.Problems.Any(p => p.Descriptor.Id == Descriptors.NameTaken.Id);
            return inTheWay ? null : lowered.Model;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
