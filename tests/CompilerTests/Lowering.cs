using Basic.Reference.Assemblies;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DiffGen.CompilerTests;

/// <summary>C# text in, IR out: what the tests of every component start from.</summary>
internal static class Lowering
{
    private const string Attributes = """
        namespace DiffGen
        {
            [System.Flags] public enum Derivatives
            {
                Default = 0, Gradient = 1, Adjoint = 2, Tangent = 4, HessianVectorProduct = 8, Hessian = 16, Jacobian = 32, All = 63,
            }
            public sealed class DifferentiableAttribute(Derivatives derivatives = Derivatives.Default) : System.Attribute
            {
                public Derivatives Derivatives { get; } = derivatives;
            }
            public sealed class ConstantAttribute : System.Attribute;
            public sealed class GradientOfAttribute(string method) : System.Attribute { public GradientOfAttribute(System.Type type, string method) : this(method) => Type = type; public string Method { get; } = method; public System.Type? Type { get; } }
            public sealed class AdjointOfAttribute(string method) : System.Attribute { public string Method { get; } = method; }
            public sealed class TangentOfAttribute(string method) : System.Attribute { public string Method { get; } = method; }
            public sealed class WritesAttribute(params string[] parameters) : System.Attribute { public string[] Parameters { get; } = parameters; }
        }
        """;

    /// <summary>
    /// The IR of the method marked <c>[Differentiable]</c>, or of the first one if none is marked. The text is members of a partial class.
    /// </summary>
    public static Function Lower(string members)
    {
        LoweredMethod lowered = LowerMembers(members);
        Assert.True(lowered.Model.Failures.Count == 0, string.Join("\n", lowered.Model.Failures));
        Assert.Empty(lowered.Problems);
        return lowered.Model.Function;
    }

    public static string Print(string members) => IrPrinter.Print(Lower(members));

    public static IReadOnlyList<Problem> Problems(string members) => LowerMembers(members).Problems;

    /// <summary>Each problem as its id and the text it points at.</summary>
    public static string Refusals(string members) =>
        string.Join("\n", Problems(members).Select(p => p.Descriptor.Id + " " + At(p.Location)));

    public static MethodModel Model(string members) => LowerMembers(members).Model;

    public static LoweredMethod LowerMembers(string members) => LowerSource(
        "using System;\nusing DiffGen;\nnamespace Sample;\npublic static partial class Losses\n{\n" + members + "\n}\n");

    /// <summary>A whole file, and other files of the same compilation.</summary>
    public static LoweredMethod LowerSource(string source, params string[] others) => LowerSource(source, LanguageVersion.Latest, false, others);

    public static LoweredMethod LowerSource(string source, LanguageVersion version, bool checkOverflow, params string[] others)
    {
        CSharpCompilation compilation = Compile(source, version, checkOverflow, others);
        IMethodSymbol[] methods = [.. Members(compilation.Assembly.GlobalNamespace)
            .Where(m => m.DeclaringSyntaxReferences is [var r, ..] && r.SyntaxTree == compilation.SyntaxTrees[0])
            .OrderBy(m => m.Locations[0].SourceSpan.Start)];
        IMethodSymbol method = methods.FirstOrDefault(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == "DifferentiableAttribute")) ?? methods[0];
        return MethodFrontend.Lower(method, compilation, TestContext.Current.CancellationToken);
    }

    public static CSharpCompilation Compile(string source, LanguageVersion version, bool checkOverflow, params string[] others)
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(version);
        SyntaxTree[] trees =
        [
            .. new[] { source }.Concat(others).Select((text, i) => CSharpSyntaxTree.ParseText(text, options, "File" + i + ".cs")),
            CSharpSyntaxTree.ParseText(Attributes, CSharpParseOptions.Default.WithLanguageVersion(version), "Attributes.cs"),
        ];
        return CSharpCompilation.Create("Sample", trees, Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: checkOverflow, allowUnsafe: true));
    }

    public static string At(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static IEnumerable<IMethodSymbol> Members(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceOrTypeSymbol inner => Members(inner),
        IMethodSymbol { IsImplicitlyDeclared: false } method => [method],
        _ => [],
    });
}
