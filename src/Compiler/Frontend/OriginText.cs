using System.Text;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend;

/// <summary>
/// The user's statement on one line, without comments and without the semicolon: the same text however its lines end and wherever they break.
/// </summary>
internal static class OriginText
{
    public static Origin Of(SyntaxNode node) => new(node switch
    {
        ForStatementSyntax s => Line(node, s.CloseParenToken),
        CommonForEachStatementSyntax s => Line(node, s.CloseParenToken),
        WhileStatementSyntax s => Line(node, s.CloseParenToken),
        DoStatementSyntax s => "do ... " + Line(s, s.WhileKeyword, s.CloseParenToken),
        IfStatementSyntax s => Line(node, s.CloseParenToken),
        ExpressionSyntax { Parent: ArrowExpressionClauseSyntax arrow } => Head(arrow.Parent) + " => " + Line(node, node.GetLastToken()),
        _ => Line(node, node.GetLastToken()),
    });

    private static string Head(SyntaxNode? declaration) => declaration switch
    {
        MethodDeclarationSyntax m => m.Identifier.Text + Names(m.ParameterList),
        PropertyDeclarationSyntax p => p.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax p } a => p.Identifier.Text + "." + a.Keyword.Text,
        OperatorDeclarationSyntax o => "operator " + o.OperatorToken.Text + Names(o.ParameterList),
        ConversionOperatorDeclarationSyntax c => "operator " + c.Type + Names(c.ParameterList),
        ConstructorDeclarationSyntax c => c.Identifier.Text + Names(c.ParameterList),
        LocalFunctionStatementSyntax f => f.Identifier.Text + Names(f.ParameterList),
        _ => "",
    };

    private static string Names(ParameterListSyntax parameters) =>
        "(" + string.Join(", ", parameters.Parameters.Select(p => p.Identifier.Text)) + ")";

    private static string Line(SyntaxNode node, SyntaxToken last) => Line(node, node.GetFirstToken(), last);

    private static string Line(SyntaxNode node, SyntaxToken first, SyntaxToken last)
    {
        var text = new StringBuilder();
        SyntaxToken previous = default;
        foreach (SyntaxToken token in node.DescendantTokens().SkipWhile(t => t != first))
        {
            if (text.Length > 0 && token.Text.Length > 0 && NeedsSpace(previous, token))
                text.Append(' ');
            if (token != last || !token.IsKind(SyntaxKind.SemicolonToken))
                text.Append(token.Text);
            if (token == last)
                break;
            previous = token;
        }
        return text.ToString();
    }

    // The user's own spacing, except that a line break inside parentheses and brackets is no space.
    private static bool NeedsSpace(SyntaxToken left, SyntaxToken right)
    {
        if (IsWord(left) && IsWord(right))
            return true;
        bool space = false, lineBreak = false;
        foreach (SyntaxTrivia trivia in left.TrailingTrivia.Concat(right.LeadingTrivia))
        {
            space |= trivia.IsKind(SyntaxKind.WhitespaceTrivia);
            lineBreak |= trivia.IsKind(SyntaxKind.EndOfLineTrivia);
        }
        return lineBreak
            ? !left.IsKind(SyntaxKind.OpenParenToken) && !left.IsKind(SyntaxKind.OpenBracketToken)
                && !right.IsKind(SyntaxKind.CloseParenToken) && !right.IsKind(SyntaxKind.CloseBracketToken)
                && !right.IsKind(SyntaxKind.DotToken) && !right.IsKind(SyntaxKind.CommaToken) && !right.IsKind(SyntaxKind.SemicolonToken)
            : space;
    }

    private static bool IsWord(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) || token.IsKeyword() || token.IsKind(SyntaxKind.NumericLiteralToken);
}
