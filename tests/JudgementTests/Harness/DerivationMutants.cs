using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DiffGen.JudgementTests.Harness;

/// <summary>The errors that people make in derivations by hand, each made in every place where it can be made.</summary>
internal static class DerivationMutants
{
    /// <summary>The method with one error in it, and which.</summary>
    public static IEnumerable<(string Error, MethodDeclarationSyntax Method)> Of(MethodDeclarationSyntax method)
    {
        foreach (SyntaxNode node in method.Body!.DescendantNodes())
        {
            foreach ((string error, SyntaxNode? by) in Changes(node))
            {
                MethodDeclarationSyntax changed = by is null
                    ? method.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)!
                    : method.ReplaceNode(node, by);
                string text = node.ToString().ReplaceLineEndings(" ");
                yield return ($"{error}: {(text.Length > 60 ? text[..60] + "…" : text)}{(by is null ? "" : " → " + Short(by))}", changed);
            }
        }
    }

    private static string Short(SyntaxNode node) => node.NormalizeWhitespace().ToString().ReplaceLineEndings(" ") is var text && text.Length > 60 ? text[..60] + "…" : text;

    private static IEnumerable<(string Error, SyntaxNode? By)> Changes(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } e when !IsSubscript(e):
                yield return ("sign", BinaryExpression(SyntaxKind.SubtractExpression, e.Left, e.Right));
                yield return ("missing term", e.Left);
                yield return ("missing term", e.Right);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } e when !IsSubscript(e):
                yield return ("sign", BinaryExpression(SyntaxKind.AddExpression, e.Left, e.Right));
                yield return ("missing term", e.Left);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } e when !IsSubscript(e):
                yield return ("missing factor", e.Left);
                yield return ("missing factor", e.Right);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } e when !IsSubscript(e):
                yield return ("missing divisor", e.Left);
                yield return ("product for quotient", BinaryExpression(SyntaxKind.MultiplyExpression, e.Left, e.Right));
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } e:
                yield return ("sign", e.Operand);
                break;
            case LiteralExpressionSyntax { Token.Value: int or double, Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } } e when !IsSubscript(e):
                yield return ("constant factor", ParseExpression("(" + e + " + 1)"));
                break;
            case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax } e:
                foreach (var change in OfElementAssignment(e))
                    yield return change;
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } e:
                yield return ("sign", e.WithOperatorToken(Token(SyntaxKind.MinusEqualsToken)));
                yield return ("overwritten", e.WithOperatorToken(Token(SyntaxKind.EqualsToken)));
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression } e:
                yield return ("sign", e.WithOperatorToken(Token(SyntaxKind.PlusEqualsToken)));
                break;
            case ElementAccessExpressionSyntax e:
                foreach (var change in OfSubscripts(e))
                    yield return change;
                break;
            case ForStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression } c } f:
                yield return ("off by one", f.WithCondition(BinaryExpression(SyntaxKind.LessThanExpression, c.Left, ParenthesizedExpression(BinaryExpression(SyntaxKind.SubtractExpression, c.Right, ParseExpression("1"))))));
                yield return ("off by one", f.WithCondition(BinaryExpression(SyntaxKind.LessThanOrEqualExpression, c.Left, c.Right)));
                if (f.Declaration is { Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: int from } start }] })
                    yield return ("off by one", f.ReplaceNode(start, ParseExpression(from == 0 ? "1" : "0")));
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Exp" }, ArgumentList.Arguments: [var exponent] } e:
                yield return ("sign of the exponent", e.ReplaceNode(exponent.Expression, ParseExpression("-(" + exponent.Expression + ")")));
                break;
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Clear" } }, Parent: BlockSyntax }:
                yield return ("buffer not cleared", null);
                break;
            case IfStatementSyntax { Else: { } otherwise } e:
                yield return ("right on one branch only", e.Statement);
                yield return ("right on one branch only", otherwise.Statement);
                break;
            case IfStatementSyntax e:
                yield return ("right on one branch only", e.Statement);
                break;
            default:
                break;
        }
    }

    private static IEnumerable<(string, SyntaxNode?)> OfElementAssignment(AssignmentExpressionSyntax e)
    {
        yield return ("constant factor", e.WithRight(ParseExpression("2 * (" + e.Right + ")")));
        yield return ("sign", e.WithRight(ParseExpression("-(" + e.Right + ")")));
        if (e.IsKind(SyntaxKind.SimpleAssignmentExpression))
            yield return ("added to", e.WithOperatorToken(Token(SyntaxKind.PlusEqualsToken)));
        else
            yield return ("overwritten", e.WithOperatorToken(Token(SyntaxKind.EqualsToken)));
        if (e.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Statements.Count: > 1 } })
            yield return ("not written", e.WithRight(e.Left).WithOperatorToken(Token(SyntaxKind.EqualsToken)));
    }

    private static IEnumerable<(string, SyntaxNode?)> OfSubscripts(ElementAccessExpressionSyntax e)
    {
        SeparatedSyntaxList<ArgumentSyntax> subscripts = e.ArgumentList.Arguments;
        for (int a = 0; a < subscripts.Count; a++)
        {
            for (int b = a + 1; b < subscripts.Count; b++)
            {
                ArgumentSyntax[] exchanged = [.. subscripts];
                (exchanged[a], exchanged[b]) = (exchanged[b], exchanged[a]);
                yield return ("indices exchanged", e.WithArgumentList(BracketedArgumentList(SeparatedList(exchanged))));
            }
            foreach (string counter in Counters(e))
            {
                if (subscripts[a].ToString() != counter)
                    yield return ("wrong index", e.ReplaceNode(subscripts[a].Expression, IdentifierName(counter)));
            }
        }
    }

    private static IEnumerable<string> Counters(SyntaxNode node) => node.Ancestors().OfType<ForStatementSyntax>()
        .Where(f => f.Declaration is not null && f.Statement.Span.Contains(node.Span)).Select(f => f.Declaration!.Variables[0].Identifier.Text);

    private static bool IsSubscript(SyntaxNode node) => node.Ancestors().Any(a => a is BracketedArgumentListSyntax || (a is ForStatementSyntax f && !f.Statement.Span.Contains(node.Span)));
}
