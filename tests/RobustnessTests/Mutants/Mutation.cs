using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.RobustnessTests.Mutants;

/// <summary>A program with one thing wrong or different.</summary>
/// <param name="Write">Only called for mutants that are tried: there are many.</param>
internal sealed record Mutant(Subject Subject, string What, Func<string> Write)
{
    public string Text => Write();
}

/// <summary>
/// What goes wrong while someone types: text that ends early, tokens missing, doubled, in the wrong order. And what stays C# more often,
/// so that it comes through to the end of the compiler: other statements, other names, other operators.
/// </summary>
internal static class Mutation
{
    private static readonly SyntaxKind[] s_assignments = [
        SyntaxKind.EqualsToken, SyntaxKind.PlusEqualsToken, SyntaxKind.MinusEqualsToken, SyntaxKind.AsteriskEqualsToken, SyntaxKind.SlashEqualsToken];

    private static readonly SyntaxKind[] s_operators = [
        SyntaxKind.PlusToken, SyntaxKind.MinusToken, SyntaxKind.AsteriskToken, SyntaxKind.SlashToken, SyntaxKind.PercentToken];

    private static readonly SyntaxKind[] s_comparisons = [
        SyntaxKind.LessThanToken, SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanToken, SyntaxKind.GreaterThanEqualsToken,
        SyntaxKind.EqualsEqualsToken, SyntaxKind.ExclamationEqualsToken];

    public static IEnumerable<Mutant> Of(Subject subject)
    {
        SyntaxNode root = Project.Parse(subject.Text, "").GetRoot();
        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(t => t.Span.Length > 0 && subject.Span.Contains(t.Span))];
        return tokens.SelectMany((t, i) => Broken(subject, t, i + 1 < tokens.Length ? tokens[i + 1] : default))
            .Concat(Exchanged(subject, tokens))
            .Concat(root.DescendantNodes().OfType<BlockSyntax>().Where(b => subject.Span.Contains(b.Span)).SelectMany(b => Reordered(subject, b)));
    }

    private static IEnumerable<Mutant> Broken(Subject subject, SyntaxToken token, SyntaxToken next)
    {
        string text = subject.Text;
        yield return new Mutant(subject, $"cut off after '{token.Text}' at {token.Span.End}", () => text[..token.Span.End]);
        yield return new Mutant(subject, $"'{token.Text}' at {token.SpanStart} deleted", () => text.Remove(token.SpanStart, token.Span.Length));
        yield return new Mutant(subject, $"'{token.Text}' at {token.SpanStart} doubled", () => text.Insert(token.Span.End, " " + token.Text));
        if (next.Span.Length > 0)
            yield return new Mutant(subject, $"'{token.Text}' and '{next.Text}' at {token.SpanStart} exchanged", () => Exchange(text, token.Span, next.Span));
    }

    private static IEnumerable<Mutant> Exchanged(Subject subject, SyntaxToken[] tokens)
    {
        string[] names = [.. tokens.Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.Parent is IdentifierNameSyntax or ParameterSyntax or VariableDeclaratorSyntax)
            .Select(t => t.Text).Distinct(StringComparer.Ordinal)];
        foreach (SyntaxToken token in tokens)
        {
            foreach (string other in Others(token, names))
                yield return new Mutant(subject, $"'{token.Text}' at {token.SpanStart} is {other}", () => subject.Text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, other));
        }
    }

    private static IEnumerable<string> Others(SyntaxToken token, string[] names)
    {
        if (token.IsKind(SyntaxKind.NumericLiteralToken))
            return token.Text == "0" ? ["1", "-1"] : ["0", "-" + token.Text];
        if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is IdentifierNameSyntax && names.Length > 1 && Array.IndexOf(names, token.Text) is >= 0 and int at)
            return [names[(at + 1) % names.Length], names[(at + names.Length - 1) % names.Length]];
        foreach (SyntaxKind[] family in new[] { s_assignments, s_operators, s_comparisons })
        {
            if (Array.IndexOf(family, token.Kind()) is >= 0 and int place)
                return [SyntaxFacts.GetText(family[(place + 1) % family.Length])];
        }
        return [];
    }

    private static IEnumerable<Mutant> Reordered(Subject subject, BlockSyntax block)
    {
        string text = subject.Text;
        for (int i = 0; i < block.Statements.Count; i++)
        {
            TextSpan statement = block.Statements[i].Span;
            string code = text.Substring(statement.Start, statement.Length);
            yield return new Mutant(subject, $"statement at {statement.Start} deleted", () => text.Remove(statement.Start, statement.Length));
            yield return new Mutant(subject, $"statement at {statement.Start} doubled", () => text.Insert(statement.End, " " + code));
            yield return new Mutant(subject, $"statement at {statement.Start} under a condition", () => text.Insert(statement.End, " }").Insert(statement.Start, "if (1 > 0) { "));
            yield return new Mutant(subject, $"statement at {statement.Start} in a loop",
                () => text.Insert(statement.End, " }").Insert(statement.Start, "for (int again = 0; again < 2; again++) { "));
            if (i + 1 < block.Statements.Count)
            {
                TextSpan next = block.Statements[i + 1].Span;
                yield return new Mutant(subject, $"statements at {statement.Start} exchanged", () => Exchange(text, statement, next));
            }
        }
    }

    private static string Exchange(string text, TextSpan first, TextSpan second) =>
        text[..first.Start] + text.Substring(second.Start, second.Length) + text[first.End..second.Start]
        + text.Substring(first.Start, first.Length) + text[second.End..];
}
