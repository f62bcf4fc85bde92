using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Simplification;

namespace DiffGen.CodeFixes;

/// <summary>Syntax from C# text that DiffGen writes, as it fits into a file of the user's.</summary>
internal static class Written
{
    /// <summary>What the compiler writes; null also if it fails: the analyzer tells of a fault of DiffGen, here it only means that there is nothing to offer.</summary>
    public static T? OrNothing<T>(Func<T?> write)
        where T : class
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What ends the lines of a file.</summary>
    public static string LineBreak(SyntaxNode root)
    {
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return trivia.ToFullString();
        }
        return "\n";
    }

    /// <summary>Has the names that begin with <c>global::</c> shortened as far as the usings of the file allow.</summary>
    public static T WithShortNames<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceNodes(node.DescendantNodes().Where(IsWholeName), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));

    /// <summary>The file with what has been written into it shortened and laid out as its lines are.</summary>
    public static async Task<Document> Cleaned(Document document, CancellationToken cancellation)
    {
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        OptionSet options = await document.GetOptionsAsync(cancellation).ConfigureAwait(false);
        if (root is not null)
            options = options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, LineBreak(root));
        return await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellation).ConfigureAwait(false);
    }

    private static bool IsWholeName(SyntaxNode node) => node is NameSyntax or MemberAccessExpressionSyntax
        && node.GetFirstToken().IsKind(SyntaxKind.GlobalKeyword) && node.Parent is not (NameSyntax or MemberAccessExpressionSyntax);
}
