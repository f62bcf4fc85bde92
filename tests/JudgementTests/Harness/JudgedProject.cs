using System.Globalization;
using Basic.Reference.Assemblies;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using DiffGen.Compiler.Optimization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.JudgementTests.Harness;

/// <summary>C# text, compiled, with the verdict on each derivative in it that has a body.</summary>
internal sealed class JudgedProject
{
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Judged", [],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static readonly SyntaxTree Usings = Parse("global using System; global using System.Collections.Generic; global using System.Linq; global using DiffGen;");

    private readonly CSharpCompilation _compilation;

    public JudgedProject(params SyntaxTree[] files)
    {
        _compilation = Empty.AddSyntaxTrees([Usings, .. files]);
        // A partial method without a body gets it from the generator, which does not run here.
        Diagnostic[] errors = [.. _compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8795")];
        Assert.True(errors.Length == 0, string.Join("\n", errors.Select(e => e.ToString())));
    }

    /// <summary>The files that C# has errors in.</summary>
    public static HashSet<SyntaxTree> TreesWithErrors(SyntaxTree[] files) =>
        [.. Empty.AddSyntaxTrees([Usings, .. files]).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.SourceTree!)];

    public System.Reflection.Assembly Load()
    {
        using var image = new MemoryStream();
        Assert.True(_compilation.Emit(image).Success);
        return System.Reflection.Assembly.Load(image.ToArray());
    }

    /// <summary>Members of a static class.</summary>
    public static JudgedProject Of(string members) => new(Parse("public static partial class Losses\n{\n" + members + "\n}\n"));

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default);

    /// <summary>The files of folders of this repository.</summary>
    public static JudgedProject OfFolders(params string[] folders) => new([.. folders
        .SelectMany(f => Directory.GetFiles(Folder(f), "*.cs").Order(StringComparer.Ordinal)).Select(f => Parse(File.ReadAllText(f)))]);

    /// <summary>A folder of this repository.</summary>
    public static string Folder(string path) => Path.Combine(DiffGen.Tests.Repository.Root, path);

    public IReadOnlyList<DeclaredDerivative> Derivatives() =>
    [
        .. Types(_compilation.Assembly.GlobalNamespace).SelectMany(t => t.GetMembers().OfType<IMethodSymbol>())
            .Select(m => DeclaredReader.Read(m, [], CancellationToken.None)).OfType<DeclaredDerivative>().Where(d => d.HasBody),
    ];

    public (HandDerivative? Hand, string? Obstacle) Read(DeclaredDerivative declared) => HandDerivativeReader.Read(declared, _compilation, CancellationToken.None);

    public Verdict Judge(DeclaredDerivative declared, JudgeOptions? options = null)
    {
        (HandDerivative? hand, string? obstacle) = Read(declared);
        return hand is null ? new Verdict.Unchecked(obstacle!) : Compiler.Judgement.Judge.Of(hand, options ?? new JudgeOptions(), CancellationToken.None);
    }

    /// <summary>Whether the formulas are proved equal, whatever the numbers say.</summary>
    public bool IsProved(DeclaredDerivative declared) => Read(declared).Hand is { } hand
        && Proof.Holds(hand, Passes.Run(Passes.Primal, hand.Primal, CancellationToken.None), CancellationToken.None);

    public Verdict Judge(string name, JudgeOptions? options = null) => Judge(Derivatives().Single(d => d.Method.Name == name), options);

    /// <summary>The verdict as a line of text.</summary>
    public static string Text(Verdict verdict, DeclaredDerivative declared)
    {
        var problem = Judgement.Of(verdict, declared);
        return problem.Descriptor.Id + " " + problem.ToDiagnostic().GetMessage(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(m => m switch
    {
        INamespaceSymbol inner => Types(inner),
        INamedTypeSymbol type => Types(type).Prepend(type),
        _ => [],
    });
}
