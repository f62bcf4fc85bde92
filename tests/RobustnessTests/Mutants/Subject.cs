using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.RobustnessTests.Mutants;

/// <summary>A program to be broken: one <c>[Differentiable]</c> method with whatever it stands among.</summary>
/// <param name="Name">File and method.</param>
internal sealed record Subject(string Name, Lazy<(string Text, TextSpan Span)> Program)
{
    /// <summary>The program; it compiles.</summary>
    public string Text => Program.Value.Text;

    /// <summary>Which part of it is mutated.</summary>
    public TextSpan Span => Program.Value.Span;

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
    /// The methods of a file, each alone with what it uses, as long as it compiles; the first is mutated together with everything around it.
    /// </summary>
    private static IEnumerable<Subject> Of(string file, string text)
    {
        SyntaxNode root = Project.Parse(text, file).GetRoot();
        return Marked(root).Select((method, i) => new Subject(file + ":" + method.Identifier.Text, new(() => Alone(root, method, i))));
    }

    private static (string, TextSpan) Alone(SyntaxNode root, MethodDeclarationSyntax method, int i)
    {
        string shortest = Used(root.RemoveNodes(Marked(root).Where(m => m != method), SyntaxRemoveOptions.KeepNoTrivia)!).ToFullString();
        (SyntaxNode program, int marked) = Project.Errors(Project.Of(shortest)).IsEmpty ? (Project.Parse(shortest, "").GetRoot(), 0) : (root, i);
        return (program.ToFullString(), i == 0 ? new TextSpan(0, program.FullSpan.Length) : Marked(program).ElementAt(marked).Span);
    }

    /// <summary>Without the members and types whose names occur nowhere else: inputs for other tests, helpers of other methods.</summary>
    private static SyntaxNode Used(SyntaxNode root)
    {
        while (true)
        {
            var names = root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).GroupBy(t => t.Text).ToDictionary(g => g.Key, g => g.Count());
            bool IsUnused(SyntaxToken name) => names[name.Text] == 1;
            SyntaxNode[] unused = [.. root.DescendantNodes().Where(n => n switch
            {
                MethodDeclarationSyntax m => m.AttributeLists.Count == 0 && (IsUnused(m.Identifier) || m.ParameterList.Parameters.Any(p => p.Type?.ToString() == "Numbers")),
                PropertyDeclarationSyntax p => IsUnused(p.Identifier) && p.Parent is not RecordDeclarationSyntax,
                FieldDeclarationSyntax f => f.Declaration.Variables.All(v => IsUnused(v.Identifier)),
                TypeDeclarationSyntax t => IsUnused(t.Identifier) && !Marked(t).Any(),
                EnumDeclarationSyntax e => IsUnused(e.Identifier),
                _ => false,
            })];
            if (unused.Length == 0)
                return root;
            root = root.RemoveNodes(unused.Where(n => !n.Ancestors().Any(unused.Contains)), SyntaxRemoveOptions.KeepNoTrivia)!;
        }
    }

    private static IEnumerable<MethodDeclarationSyntax> Marked(SyntaxNode root) => root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Split('.')[^1] is "Differentiable" or "DifferentiableAttribute"));
}
