using System.Text.RegularExpressions;
using DiffGen.GeneratorTests.Harness;

namespace DiffGen.GeneratorTests.Supported;

/// <summary>A row of <c>docs/supported.md</c>: what, what becomes of it, and an example.</summary>
/// <param name="Number">Counted from 1 over the whole page.</param>
internal sealed record SupportedRow(int Number, string Section, string Construct, string Answer, string[] Example)
{
    public string Type => "Row" + Number;

    /// <summary>The id of the error; null if the construct is accepted.</summary>
    public string? RefusedAs => Regex.Match(Answer, @"^refused \((DIFF\d{4})\)$") is { Success: true } m ? m.Groups[1].Value : null;

    public bool NeedsTape => Answer == "yes with a tape";

    public bool IsMembers => Example[0].Contains(" F(", StringComparison.Ordinal);

    /// <summary>The example as the page says: members with a method F, statements of one, or an expression.</summary>
    public string Source
    {
        get
        {
            string first = Example[0];
            string members = IsMembers ? string.Join("\n", Example)
                : "static double F(double[] x, double[,] m, double a, double b, int n, int[] k) { double s = 0; "
                    + (first.Contains(';', StringComparison.Ordinal) ? first : "s += " + first + ";") + " return s; }\n" + string.Join("\n", Example[1..]);
            string marked = Regex.Replace(members, @"(public )?(static [\w\[\],<> ()]+ F\()", "[Differentiable] public $2");
            return "using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Threading.Tasks;\n"
                + "using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using static System.Math; using DiffGen;\n"
                + "public static partial class " + Type + "\n{\n" + marked + "\n}\n";
        }
    }
}

/// <summary>Reads the page that says what DiffGen differentiates.</summary>
internal static partial class SupportedPage
{
    public static SupportedRow[] Rows { get; } = Read();

    private static SupportedRow[] Read()
    {
        var rows = new List<SupportedRow>();
        string section = "";
        foreach (string line in Repository.Read("docs/supported.md").Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            if (Row().Match(line) is { Success: true } m && m.Groups[1].Value is not ("construct" or "---"))
            {
                string[] code = [.. Code().Matches(m.Groups[3].Value).Select(c => c.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal))];
                Assert.True(code.Length > 0, "No example: " + line);
                rows.Add(new SupportedRow(rows.Count + 1, section, m.Groups[1].Value, m.Groups[2].Value, code));
            }
        }
        return [.. rows];
    }

    [GeneratedRegex(@"^\| (.+?) \| (.+?) \| (.+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
