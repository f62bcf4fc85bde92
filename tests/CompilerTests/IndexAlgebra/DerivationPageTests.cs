using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.Compiler.StatementAdjoints;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>The pages that show the derivations of the documented losses: LaTeX in Markdown, MathML for a browser.</summary>
/// <remarks>With <c>DIFFGEN_UPDATE_GOLDEN=1</c> in the environment they are written anew.</remarks>
public partial class DerivationPageTests
{
    private const string Recurrence = """
        public static double Growth(double[] rate, double s)
        {
            for (int i = 0; i < rate.Length; i++)
                s = s + rate[i] * s * s;
            return s;
        }
        """;

    private static readonly string[] s_commands =
    [
        "alpha", "bar", "beta", "delta", "dots", "exp", "frac", "lambda", "le", "left", "log", "lvert", "mathit", "mathrel", "odot", "operatorname", "oslash",
        "overline", "partial", "phi", "Phi", "quad", "Rightarrow", "right", "rvert", "sqrt", "sum", "text", "top", "varphi", "ge", "lVert", "rVert",
    ];

    [Fact]
    public void TheMarkdownPageHasTheLatexOfEveryLoss()
    {
        var page = new StringBuilder("""
            # Derivations in LaTeX

            How the gradients of the losses in `samples/Losses` follow, as LaTeX. It is what the documentation of the generated methods shows in plain text; in
            [derivations.html](derivations.html) the same is MathML. Written by a test of the compiler, which fails where this page is not what the compiler says.

            """.ReplaceLineEndings("\n"));
        foreach ((string name, IEnumerable<string> lines) in Derivations(LatexNotation.Instance))
            page.Append("\n## ").Append(name).Append("\n\n```math\n\\begin{aligned}\n").AppendJoin(" \\\\\n", lines.Select(Aligned)).Append("\n\\end{aligned}\n```\n");
        Matches("docs/derivations.md", page.ToString());
    }

    [Fact]
    public void TheHtmlPageHasTheMathMlOfEveryLoss()
    {
        var page = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Derivations</title>
            <style>body { font-family: sans-serif; margin: 2em auto; max-width: 75em; } math { margin: 0.6em 0; font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", serif; } div { overflow-x: auto; }</style>
            </head>
            <body>
            <h1>Derivations</h1>
            <p>How the gradients of the losses in samples/Losses follow, written by the compiler.</p>

            """.ReplaceLineEndings("\n"));
        foreach ((string name, IEnumerable<string> lines) in Derivations(MathMlNotation.Instance))
        {
            page.Append("<h2>").Append(name).Append("</h2>\n");
            foreach (string line in lines.Select(MathMlNotation.Element))
            {
                // Well-formed, whatever is in it.
                Assert.Equal("math", XElement.Parse(line).Name.LocalName);
                page.Append("<div>").Append(line).Append("</div>\n");
            }
        }
        Matches("docs/derivations.html", page.Append("</body>\n</html>\n").ToString());
    }

    public static TheoryData<string> LatexLines => [.. Derivations(LatexNotation.Instance).SelectMany(d => d.Lines).Distinct()];

    [Theory]
    [MemberData(nameof(LatexLines))]
    public void LatexIsBalancedAndOfKnownCommands(string line)
    {
        int depth = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && !char.IsLetter(line[i + 1]))
                i++;
            else if (line[i] is '{' or '}')
                Assert.True((depth += line[i] == '{' ? 1 : -1) >= 0, line);
        }
        Assert.Equal(0, depth);
        Assert.Equal(Count(line, @"\left"), Count(line, @"\right"));
        Assert.Empty(Command().Matches(line).Select(m => m.Groups[1].Value).Except(s_commands));
        // Plain TeX knows ASCII.
        Assert.DoesNotContain(line, c => c > 127 && c != '‘' && c != '’' && c != '…');
    }

    private static int Count(string line, string command) => Regex.Count(line, Regex.Escape(command) + "(?![a-zA-Z])");

    private static IEnumerable<(string Name, IEnumerable<string> Lines)> Derivations(Notation notation)
    {
        foreach (Function function in Programs.Files("samples/Losses/Losses").Select(source => Programs.Differentiable(source).First()))
        {
            (Derivation? derivation, string? obstacle) = DerivationBuilder.Of(Passes.Run(Passes.Primal, function, CancellationToken.None), CancellationToken.None);
            Assert.True(derivation is not null, obstacle);
            yield return (function.Name, new DerivationWriter(derivation, notation).Lines());
        }
        var writer = new AdjointListWriter(AdjointListBuilder.Of(Lowering.Lower(Recurrence), isGradient: true, CancellationToken.None)!, notation);
        yield return ("Growth, which is no formula", writer.Steps().Prepend(writer.Activity()));
    }

    // Under each other at the first equals sign.
    private static string Aligned(string line) => line.IndexOf(" = ", StringComparison.Ordinal) is >= 0 and int at && !line.Contains(@"\text", StringComparison.Ordinal) && !line.Contains("Rightarrow", StringComparison.Ordinal)
        ? line[..at] + " &= " + line[(at + 3)..].Replace(" = ", " \\\\\n&= ", StringComparison.Ordinal)
        : "& " + line;

    private static void Matches(string file, string actual)
    {
        string path = Path.Combine(DiffGen.Tests.Repository.Root, file);
        if (Environment.GetEnvironmentVariable("DIFFGEN_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        else
            Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    [GeneratedRegex(@"\\([a-zA-Z]+)")]
    private static partial Regex Command();
}
