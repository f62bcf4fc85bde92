using System.Globalization;
using System.Text.RegularExpressions;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.JudgementTests.Harness;

/// <summary>A program of the folder <c>Users</c>, right or with one thing changed.</summary>
/// <param name="Declared">The derivative by hand.</param>
/// <param name="Change">What makes it wrong; empty if it is right.</param>
/// <param name="Explanation">How the explanation has to begin; empty where any true one, or none, will do.</param>
internal sealed record UserProgram(DeclaredDerivative Declared, string Change, string Explanation)
{
    public string Name => Declared.Method.ContainingType.Name + "." + Declared.Method.Name;
}

/// <summary>Reads <c>Users</c>: <c>// wrong: `text` → `other text`: explanation</c> below a derivation makes a wrong one of it.</summary>
internal static partial class UserPrograms
{
    public static (JudgedProject Project, UserProgram[] Programs) All()
    {
        SyntaxTree[] right = [.. Directory.GetFiles(JudgedProject.Folder("tests/JudgementTests/Users"), "*.cs").Order(StringComparer.Ordinal)
            .Select(f => JudgedProject.Parse(File.ReadAllText(f).ReplaceLineEndings("\n")))];
        var wrong = new Dictionary<string, (SyntaxTree Tree, string Method, string Change, string Explanation)>();
        foreach (ClassDeclarationSyntax type in right.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()))
        {
            foreach (Match match in Wrong().Matches(type.ToFullString()))
            {
                int at = type.FullSpan.Start + match.Index;
                MethodDeclarationSyntax method = type.Members.OfType<MethodDeclarationSyntax>().Last(m => m.AttributeLists.Count > 0 && m.Span.End <= at);
                string text = method.ToString(), changed = text.Replace(match.Groups[1].Value, match.Groups[2].Value, StringComparison.Ordinal);
                Assert.True(text != changed, type.Identifier.Text + " has no " + match.Groups[1].Value);
                string name = type.Identifier.Text + "_" + wrong.Count.ToString(CultureInfo.InvariantCulture);
                string source = type.ToFullString().Replace(text, changed, StringComparison.Ordinal)
                    .Replace("class " + type.Identifier.Text, "class " + name, StringComparison.Ordinal);
                wrong.Add(name, (JudgedProject.Parse(source), method.Identifier.Text, match.Groups[1].Value + " → " + match.Groups[2].Value, match.Groups[3].Value.Trim()));
            }
        }
        var project = new JudgedProject([.. right, .. wrong.Values.Select(w => w.Tree)]);
        var programs = new List<UserProgram>();
        foreach (DeclaredDerivative declared in project.Derivatives())
        {
            if (!wrong.TryGetValue(declared.Method.ContainingType.Name, out var change))
                programs.Add(new UserProgram(declared, "", ""));
            else if (change.Method == declared.Method.Name)
                programs.Add(new UserProgram(declared, change.Change, change.Explanation));
        }
        return (project, [.. programs]);
    }

    [GeneratedRegex("// wrong: `([^`]*)` → `([^`]*)`:(.*)")]
    private static partial Regex Wrong();
}
