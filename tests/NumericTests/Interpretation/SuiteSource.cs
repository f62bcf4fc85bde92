using Basic.Reference.Assemblies;
using DiffGen.Compiler.Frontend;
using DiffGen.NumericTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.NumericTests.Interpretation;

/// <summary>The source of every program of the suite, read by the compiler's frontend.</summary>
internal static class SuiteSource
{
    private static readonly Lazy<CSharpCompilation> Compiled = new(Compile);

    /// <summary>A method of the suite as the compiler sees it; null for an overload.</summary>
    public static LoweredMethod? Lower(DifferentiatedMethod method)
    {
        INamedTypeSymbol type = Compiled.Value.GetTypeByMetadataName(method.Primal.DeclaringType!.FullName!)!;
        IMethodSymbol[] named = [.. type.GetMembers(method.Primal.Name).OfType<IMethodSymbol>()];
        return named is [var symbol] ? MethodFrontend.Lower(symbol, Compiled.Value, TestContext.Current.CancellationToken) : null;
    }

    private static CSharpCompilation Compile()
    {
        string project = Path.Combine(DiffGen.Tests.Repository.Root, "tests/NumericTests");
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(project, "Programs"), "*.cs", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(project, "Harness"), "*.cs"),
            .. Directory.GetFiles(Path.Combine(project, "../../samples/Losses/Losses"), "*.cs"),
        ];
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using Xunit; global using DiffGen;";
        return CSharpCompilation.Create("Suite",
            [.. files.Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f)), CSharpSyntaxTree.ParseText(Usings)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(TheoryData).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
