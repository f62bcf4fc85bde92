using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.RobustnessTests.Mutants;

/// <summary>A program to be broken: one <c>[Differentiable]</c> method with whatever it stands among.</summary>
/// <param name="Name">File and method.</param>
/// <param name="Text">The program; it compiles.</param>
/// <param name="Span">Which part of it is mutated.</param>
internal sealed record Subject(string Name, string Text, TextSpan Span)
{
    private static readonly string[] s_folders = ["samples", "tests/GeneratorTests/Constructs", "tests/NumericTests/Programs"];

    /// <summary>Every <c>[Differentiable]</c> method of the samples and test programs.</summary>
    public static IEnumerable<Subject> All() =>
        from folder in s_folders
        from file in Directory.EnumerateFiles(Path.Combine(Project.Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let parts = Path.GetRelativePath(Project.Root, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        from subject in Of(string.Join('/', parts), File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal))
        select subject;

    /// <summary>
    /// The methods of a file, each with the others left out where it compiles without them; the first is mutated together with
    /// everything around it.
    /// </summary>
    private static IEnumerable<Subject> Of(string file, string text)
    {
        SyntaxNode root = Project.Parse(text, file).GetRoot();
        MethodDeclarationSyntax[] methods = [.. Marked(root)];
        for (int i = 0; i < methods.Length; i++)
        {
            string name = file + ":" + methods[i].Identifier.Text;
            string alone = root.RemoveNodes(methods.Where((_, k) => k != i), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
            if (methods.Length > 1 && Project.Errors(Project.Of(alone)).IsEmpty)
            {
                MethodDeclarationSyntax method = Marked(Project.Parse(alone, file).GetRoot()).Single();
                yield return new Subject(name, alone, i == 0 ? new TextSpan(0, alone.Length) : method.Span);
            }
            else
            {
                yield return new Subject(name, text, i == 0 ? new TextSpan(0, text.Length) : methods[i].Span);
            }
        }
    }

    private static IEnumerable<MethodDeclarationSyntax> Marked(SyntaxNode root) => root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Split('.')[^1] is "Differentiable" or "DifferentiableAttribute"));
}
