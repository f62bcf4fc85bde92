using System.Text;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes code nodes as lines, four spaces a level, newlines as <c>\n</c> everywhere.</summary>
internal static class IndentedText
{
    public static string Write(IReadOnlyList<CodeNode> nodes)
    {
        var text = new StringBuilder();
        Write(text, nodes, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<CodeNode> nodes, int depth)
    {
        foreach (CodeNode node in nodes)
        {
            switch (node)
            {
                case CodeLine line:
                    Line(text, line.Text, depth);
                    break;
                case CodeComment comment:
                    Line(text, "// " + comment.Text, depth);
                    break;
                case CodeGap:
                    text.Append('\n');
                    break;
                case CodeBlock block:
                    bool braces = !block.GoesWithoutBraces;
                    for (CodeBlock? part = block; part is not null; part = part.Continuation)
                        Write(text, part, braces, depth);
                    break;
            }
        }
    }

    private static void Write(StringBuilder text, CodeBlock block, bool braces, int depth)
    {
        Line(text, block.Header, depth);
        if (braces)
            Line(text, "{", depth);
        Write(text, block.Body, depth + 1);
        if (braces)
            Line(text, "}", depth);
    }

    private static void Line(StringBuilder text, string line, int depth) =>
        text.Append(' ', depth * 4).Append(line).Append('\n');
}
