using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixes;

/// <summary>Adds <c>partial</c> to a type that derivatives are to be added to, and to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.NotPartial.Id);

    // One edit for all of a file: two types in one type share the edit of that.
    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root is null ? document : document.WithSyntaxRoot(MakePartial(root, diagnostics.SelectMany(d => Found(root, d))));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            TypeDeclarationSyntax[] types = root is null ? [] : Found(root, diagnostic);
            if (types.Length == 0)
                continue;
            string title = "Make '" + types[0].Identifier.ValueText + "' partial" + (types.Length == 1 ? "" : ", and the types around it");
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(MakePartial(root!, types))), nameof(MakePartialFix)), diagnostic);
        }
    }

    /// <summary>The declarations to change, the inner ones first; none where that would be of no use.</summary>
    private static TypeDeclarationSyntax[] Found(SyntaxNode root, Diagnostic diagnostic)
    {
        TypeDeclarationSyntax[] around = [.. root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? []];
        // Of a file-local type there is no part in another file.
        return around.Any(t => t.Keyword.IsMissing || t.Modifiers.Any(SyntaxKind.FileKeyword)) ? [] : [.. around.Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword))];
    }

    private static SyntaxNode MakePartial(SyntaxNode root, IEnumerable<TypeDeclarationSyntax> types) => root.ReplaceNodes(types.Distinct(), (_, type) =>
    {
        SyntaxToken partial = SyntaxFactory.Token(type.Keyword.LeadingTrivia, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        TypeDeclarationSyntax changed = type.WithKeyword(type.Keyword.WithLeadingTrivia());
        return changed.WithModifiers(changed.Modifiers.Add(partial));
    });
}
