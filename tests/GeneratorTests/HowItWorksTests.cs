using System.Net;
using System.Text.RegularExpressions;
using DiffGen.GeneratorTests.Harness;

namespace DiffGen.GeneratorTests;

/// <summary>What docs/how-it-works.md shows is the project's own output.</summary>
public partial class HowItWorksTests
{
    private const string Power = "using DiffGen; public static partial class Model { [Differentiable] public static double Power(double x, int steps) {\n", End = "} }\n";

    private const string Logistic = """
        using DiffGen;
        public static partial class Model
        {
            [Differentiable]
            public static void Logistic(double[] x, double rate)
            {
                for (int i = 0; i < x.Length; i++)
                    x[i] = rate * x[i] * (1 - x[i]);
            }
        }
        """;

    private static readonly string s_page = Repository.Read("docs/how-it-works.md");

    [Fact]
    public void TheGradientWithATapeIsWhatIsGenerated() => Generates(Power + Block(0) + End, Block(1));

    [Fact]
    public void TheAdjointInPlaceIsWhatIsGenerated() => Generates(Logistic, Block(2));

    [Fact]
    public void EveryFormulaIsThatOfALossOrOfTheFirstExample()
    {
        string[][] known = [.. Golden.Losses().Select(l => GeneratorRun.Over(UserProject.Of(Golden.Loss(l), "global using System;\n")))
            .Append(GeneratorRun.Over(UserProject.Of(Power + Block(0) + End))).SelectMany(r => Remark().Matches(r.Text).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            .Distinct().Select(line => line.Split(" = "))];
        string[] shown = [.. Blocks("").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        Assert.True(shown.Length >= 15, "There are formulas on the page.");
        Assert.All(shown, line => Assert.Contains(known, k => IsPartOf(line.Split(" = "), k)));
    }

    // a = b and a = c are parts of a = b = c.
    private static bool IsPartOf(string[] line, string[] known) => line[0] == known[0] && line.Skip(1).All(known.Skip(1).Contains);

    private static void Generates(string source, string expected)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(source));
        run.AssertAddsNoErrors();
        string[] lines = run.Text.Split('\n'), wanted = expected.TrimEnd('\n').Split('\n');
        // The code without documentation and argument checks, moved to the left margin.
        int first = Array.FindIndex(lines, l => l.Trim() == wanted[0]);
        Assert.True(first >= 0, wanted[0]);
        int margin = lines[first].Length - lines[first].TrimStart().Length;
        Assert.Equal(wanted, lines.Skip(first).Take(wanted.Length).Select(l => l.Length > margin ? l[margin..] : ""));
    }

    private static string Block(int number) => Blocks("csharp")[number];

    private static string[] Blocks(string language) => [.. Fence().Matches(s_page).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^ */// (.+?)(<br/>)?$", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
