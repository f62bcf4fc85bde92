using System.Collections.Immutable;
using DiffGen.Compiler;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DiffGen.CodeFixes;

/// <summary>Replaces the body of a derivative that was derived by hand, and is wrong, by the one that DiffGen derives.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceBodyFix))]
public sealed class ReplaceBodyFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(JudgementDescriptors.Differs.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax
                || model.GetDeclaredSymbol(syntax, cancellation) is not { } method || DeclaredAttribute.On(method).FirstOrDefault() is not { } attribute
                || await Replaced(method, context.Document.Project.Solution, model.Compilation, cancellation).ConfigureAwait(false) is not { } document)
                continue;
            string title = "Replace the body of '" + method.Name + "' by the derived " + attribute.Kind.ToString().ToLowerInvariant();
            context.RegisterCodeFix(CodeAction.Create(title, c => Written.Cleaned(document, c), nameof(ReplaceBodyFix)), diagnostic);
        }
    }

    /// <summary>The file with the other body; null where there is none that compiles.</summary>
    private static async Task<Document?> Replaced(IMethodSymbol method, Solution solution, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxReference? reference = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault();
        if (reference is null || solution.GetDocument(reference.SyntaxTree) is not { } document
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not MethodDeclarationSyntax syntax
            || BodyOf(syntax) is not { ContainsDirectives: false } || Written.OrNothing(() => HandBody.Derived(method, compilation, cancellation)) is not { } text)
            return null;
        SyntaxNode root = await reference.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var mark = new SyntaxAnnotation();
        BlockSyntax? body = Parsed(text, Written.LineBreak(root), syntax.SyntaxTree.Options);
        if (body is null)
            return null;
        document = document.WithSyntaxRoot(root.ReplaceNode(syntax, WithBody(syntax, body).WithAdditionalAnnotations(mark)));
        return await Compiles(document, mark, cancellation).ConfigureAwait(false) ? document : null;
    }

    private static SyntaxNode? BodyOf(MethodDeclarationSyntax method) => (SyntaxNode?)method.Body ?? method.ExpressionBody;

    private static BlockSyntax? Parsed(string text, string lineBreak, ParseOptions options)
    {
        string block = ("{\n" + text + "}").Replace("\n", lineBreak);
        return SyntaxFactory.ParseStatement(block, options: options) is BlockSyntax { ContainsDiagnostics: false } body ? Written.WithShortNames(body) : null;
    }

    /// <summary>The same method with another body; what stands around the old one stays where it is.</summary>
    private static MethodDeclarationSyntax WithBody(MethodDeclarationSyntax method, BlockSyntax body)
    {
        body = body.WithAdditionalAnnotations(Formatter.Annotation);
        if (method.Body is { } old)
        {
            body = body.WithOpenBraceToken(body.OpenBraceToken.WithLeadingTrivia(old.OpenBraceToken.LeadingTrivia))
                .WithTrailingTrivia(old.GetTrailingTrivia());
            return method.WithBody(body);
        }
        SyntaxToken before = method.ExpressionBody!.ArrowToken.GetPreviousToken();
        body = body.WithLeadingTrivia(method.ExpressionBody.ArrowToken.LeadingTrivia).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia);
        return method.ReplaceToken(before, before.WithTrailingTrivia(before.TrailingTrivia.Reverse().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()))
            .WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
    }

    // It says what the generator would write, but among the user's own names, with the user's warnings.
    private static async Task<bool> Compiles(Document document, SyntaxAnnotation mark, CancellationToken cancellation)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null)
            return false;
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        SyntaxNode? body = root.GetAnnotatedNodes(mark).OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Body;
        return body is not null && !model.GetDiagnostics(body.Span, cancellation).Any(d => d.Severity == DiagnosticSeverity.Error);
    }
}
