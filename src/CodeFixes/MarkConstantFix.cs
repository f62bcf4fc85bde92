using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixes;

/// <summary>Marks the parameter <c>[Constant]</c> that a diagnostic names as its way out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkConstantFix))]
public sealed class MarkConstantFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Descriptors.LostDerivative.Id, Descriptors.UnsupportedStruct.Id, Descriptors.MissingRule.Id, Descriptors.RuleLacksDerivative.Id, Descriptors.RuleNotDifferentiable.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!diagnostic.Properties.ContainsKey(Problem.ConstantProperty) || diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } place, ..]
                || context.Document.Project.Solution.GetDocument(tree) is not { } document)
                continue;
            SyntaxNode root = await tree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
            SemanticModel? model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
            if (model is null || root.FindToken(place.SourceSpan.Start).Parent?.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: not null } syntax
                || model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { } parameter || !IsOfUse(parameter, context.CancellationToken))
                continue;
            context.RegisterCodeFix(
                CodeAction.Create("Mark '" + parameter.Name + "' [Constant]", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(syntax, Marked(syntax)))), nameof(MarkConstantFix)),
                diagnostic);
        }
    }

    /// <summary>Whether something is left to differentiate with respect to, and no declared derivative has a place for this one.</summary>
    private static bool IsOfUse(IParameterSymbol parameter, CancellationToken cancellation) => parameter.ContainingSymbol is IMethodSymbol method
        && !AttributeReader.IsConstant(parameter)
        && method.Parameters.Any(p => p.Ordinal != parameter.Ordinal && p.RefKind != RefKind.Out && ExpectedParameter.CarriesDerivatives(p) && !AttributeReader.IsConstant(p))
        && !DeclaredReader.In(method.ContainingType, method, cancellation).Any(d => d.Of(parameter.Ordinal) is not null);

    private static ParameterSyntax Marked(ParameterSyntax parameter)
    {
        // Parsed, not made, or everything around it would be laid out anew.
        ParameterSyntax example = SyntaxFactory.ParseParameterList("([global::DiffGen.Constant] x)").Parameters[0];
        AttributeListSyntax list = Written.WithShortNames(example.AttributeLists[0]);
        return parameter.AttributeLists.Count > 0
            ? parameter.AddAttributeLists(list)
            : parameter.WithLeadingTrivia().AddAttributeLists(list.WithLeadingTrivia(parameter.GetLeadingTrivia()));
    }
}
