using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Reduction;

/// <summary>All programs that are one edit simpler, the largest edits first; not all of them compile.</summary>
internal static class Edits
{
    public static IEnumerable<SyntaxNode> Of(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes().OrderByDescending(n => n is StatementSyntax or MethodDeclarationSyntax).ThenByDescending(n => n.FullSpan.Length).ToList())
        {
            if (node is MethodDeclarationSyntax { Identifier.Text: not "F" } or ParameterSyntax or AttributeListSyntax { Parent: ParameterSyntax }
                or SwitchSectionSyntax or VariableDeclaratorSyntax or WhenClauseSyntax or SwitchExpressionArmSyntax)
            {
                if (root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } without)
                    yield return without;
            }
            IEnumerable<SyntaxNode> replacements = node switch
            {
                StatementSyntax s => Simpler(s),
                ExpressionSyntax e when e.FirstAncestorOrSelf<BlockSyntax>() is not null => Simpler(e),
                _ => [],
            };
            if (node is StatementSyntax { Parent: BlockSyntax } and not ReturnStatementSyntax && root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } removed)
                yield return removed;
            foreach (SyntaxNode replacement in replacements)
            {
                if (Replaced(root, node, replacement) is { } edited)
                    yield return edited;
            }
        }
    }

    /// <summary>Null where the grammar has no place for the replacement.</summary>
    private static SyntaxNode? Replaced(SyntaxNode root, SyntaxNode node, SyntaxNode replacement)
    {
        try
        {
            return root.ReplaceNode(node, replacement.WithTriviaFrom(node));
        }
        catch (InvalidCastException)
        {
            return null;
        }
    }

    private static IEnumerable<SyntaxNode> Simpler(StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax { Statements: [var only], Parent: StatementSyntax }:
                yield return only;
                break;
            case BlockSyntax { Parent: BlockSyntax outer } inner when outer.Statements.Count == 1:
                break;
            case ForStatementSyntax { Declaration: { } counter } f:
                yield return SyntaxFactory.Block(SyntaxFactory.LocalDeclarationStatement(counter.NormalizeWhitespace()), f.Statement);
                yield return f.Statement;
                break;
            case ForStatementSyntax s:
                yield return s.Statement;
                break;
            case ForEachStatementSyntax s:
                yield return s.Statement;
                break;
            case WhileStatementSyntax s:
                yield return s.Statement;
                break;
            case DoStatementSyntax s:
                yield return s.Statement;
                break;
            case SwitchStatementSyntax s:
                foreach (SwitchSectionSyntax section in s.Sections)
                    yield return SyntaxFactory.Block(section.Statements.Where(x => x is not BreakStatementSyntax));
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right } }:
                for (int i = 0; i < left.Arguments.Count; i++)
                    yield return SyntaxFactory.ParseStatement($"{left.Arguments[i].Expression} = {right.Arguments[i].Expression};\n");
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: AssignmentExpressionSyntax inner } }:
                yield return SyntaxFactory.ExpressionStatement(inner);
                break;
            case IfStatementSyntax s:
                yield return s.Statement;
                if (s.Else is not null)
                {
                    yield return s.Else.Statement;
                    yield return s.WithElse(null);
                }
                break;
        }
    }

    private static IEnumerable<SyntaxNode> Simpler(ExpressionSyntax expression)
    {
        if (expression.Parent is AssignmentExpressionSyntax a && a.Left == expression)
            yield break;
        if (expression is SwitchExpressionSyntax choice)
        {
            foreach (SwitchExpressionArmSyntax arm in choice.Arms)
                yield return arm.Expression;
        }
        foreach (ExpressionSyntax inner in expression.ChildNodes().SelectMany(c => c is ArgumentListSyntax l ? l.Arguments.Select(x => (SyntaxNode)x.Expression) : [c]).OfType<ExpressionSyntax>())
        {
            if (inner is not TypeSyntax || inner is IdentifierNameSyntax)
                yield return inner;
        }
        if (expression is IdentifierNameSyntax { Parent: InvocationExpressionSyntax or MemberAccessExpressionSyntax } or PredefinedTypeSyntax or TypeSyntax and not IdentifierNameSyntax)
            yield break;
        if (expression is not LiteralExpressionSyntax)
        {
            foreach (string text in new[] { "0", "1", "2", "1.5", "true", "false" })
                yield return SyntaxFactory.ParseExpression(text);
        }
    }
}
