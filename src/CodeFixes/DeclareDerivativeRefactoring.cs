using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.CodeFixes;

/// <summary>
/// Declares the derivatives of a <c>[Differentiable]</c> method as partial methods beside it, where their names, accessibility and documentation can be chosen, and derivatives
/// that nobody needs can be left out.
/// </summary>
/// <remarks>Nothing is wrong with the method, so there is no diagnostic that this could be the fix of.</remarks>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(DeclareDerivativeRefactoring))]
public sealed class DeclareDerivativeRefactoring : CodeRefactoringProvider
{
    private static readonly DerivativeKind[] Kinds = [DerivativeKind.Gradient, DerivativeKind.Adjoint, DerivativeKind.Tangent];

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        cancellation.ThrowIfCancellationRequested();
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax || !IsInHeader(context.Span, syntax))
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(syntax, cancellation) is not { } found)
            return;
        IMethodSymbol method = found.PartialDefinitionPart ?? found;
        if (AttributeReader.Requested(method) is not { } requested || !CanBeContinued(syntax)
            || MethodFrontend.Lower(method, model.Compilation, cancellation).Model is not { Failures.Count: 0 } lowered)
            return;
        foreach (DerivativeKind kind in Kinds)
        {
            if ((AttributeReader.Resolve(requested, method) & MethodFrontend.Flag(kind)) == 0
                || Written.OrNothing(() => PartialDeclaration.Of(method, syntax, lowered, kind, cancellation)) is not { } declaration)
                continue;
            Document? document = await Inserted(context.Document, root, syntax, declaration, cancellation).ConfigureAwait(false);
            if (document is not null)
                context.RegisterRefactoring(CodeAction.Create("Declare '" + declaration.Name + "' as a partial method", c => Written.Cleaned(document, c), nameof(DeclareDerivativeRefactoring) + kind));
        }
    }

    // In the body it would be offered wherever the cursor stands.
    private static bool IsInHeader(TextSpan span, MethodDeclarationSyntax method) => method.Span.Contains(span) && span.End <= method.ParameterList.Span.End;

    private static bool CanBeContinued(MethodDeclarationSyntax method) => method.Ancestors().OfType<TypeDeclarationSyntax>().ToArray() is { Length: > 0 } around
        && around.All(t => t.Modifiers.Any(SyntaxKind.PartialKeyword) && !t.Modifiers.Any(SyntaxKind.FileKeyword));

    /// <summary>The file with the declaration; null if that would be in error.</summary>
    private static async Task<Document?> Inserted(Document document, SyntaxNode root, MethodDeclarationSyntax method, PartialDeclaration declaration, CancellationToken cancellation)
    {
        string lineBreak = Written.LineBreak(root);
        SyntaxTrivia newLine = SyntaxFactory.EndOfLine(lineBreak);
        if (SyntaxFactory.ParseMemberDeclaration(declaration.Text.Replace("\n", lineBreak), options: method.SyntaxTree.Options) is not MethodDeclarationSyntax { ContainsDiagnostics: false } parsed)
            return null;
        var mark = new SyntaxAnnotation();
        bool endsLine = method.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        SyntaxToken next = method.GetLastToken().GetNextToken();
        bool isApart = next.IsKind(SyntaxKind.CloseBraceToken) || next.LeadingTrivia.FirstOrDefault(t => !t.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia);
        MethodDeclarationSyntax member = Written.WithShortNames(parsed)
            .WithLeadingTrivia(Enumerable.Repeat(newLine, endsLine ? 1 : 2)).WithTrailingTrivia(Enumerable.Repeat(newLine, isApart ? 1 : 2))
            .WithAdditionalAnnotations(Formatter.Annotation, mark);
        document = document.WithSyntaxRoot(root.InsertNodesAfter(method, [member]));
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null)
            return null;
        SyntaxNode changed = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return changed.GetAnnotatedNodes(mark).FirstOrDefault() is MethodDeclarationSyntax inserted && model.GetDeclaredSymbol(inserted, cancellation) is { } symbol
            && DeclaredFrontend.Lower(symbol, model.Compilation, cancellation).Model.Failures.Count == 0
            ? document
            : null;
    }
}
