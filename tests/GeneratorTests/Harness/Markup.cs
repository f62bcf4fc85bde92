using System.Collections.Immutable;
using System.Text;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>A piece of a text that a diagnostic is expected on.</summary>
internal sealed record Mark(string Id, int Start, int Length);

/// <summary>Reads <c>{|DIFF0104:Gamma(x)|}</c>: the text without the marks, and the marks in the order of their starts.</summary>
internal static class Markup
{
    public static (string Text, ImmutableArray<Mark> Marks) Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var marks = ImmutableArray.CreateBuilder<Mark>();
        for (int i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, "{|DIFF", 0, 6) == 0)
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (string.CompareOrdinal(marked, i, "|}", 0, 2) == 0 && open.Count > 0)
            {
                (string id, int start) = open.Pop();
                marks.Add(new Mark(id, start, text.Length - start));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }
        Assert.Empty(open);
        return (text.ToString(), [.. marks.OrderBy(m => m.Start).ThenBy(m => m.Id, StringComparer.Ordinal)]);
    }
}
