using System.Collections.Immutable;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using DiffGen.Generator;
using DiffGen.RandomPrograms.Oracle;
using DiffGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Compiles many programs at once, with the generator, and compares each with the oracle.</summary>
internal static class Batch
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("RandomPrograms",
        [Parse("global using System;\nglobal using DiffGen;\n", "Usings.cs")],
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Scratch).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));

    /// <param name="disabled">Names of optimiser passes to leave out.</param>
    public static IReadOnlyList<Outcome> Check(IReadOnlyList<RandomProgram> programs, IReadOnlyCollection<string>? disabled = null)
    {
        var outcomes = new Dictionary<string, Outcome>();
        List<Compiled> all = [.. programs.Select(Read)];
        List<Compiled> left = [.. all];
        while (left.Count > 0)
        {
            (CSharpCompilation compilation, byte[]? image, ImmutableArray<Diagnostic> errors) = Compile(left, disabled);
            if (image is not null)
            {
                Run(left, compilation, image, outcomes);
                break;
            }
            Blame(errors, outcomes);
            int before = left.Count;
            left.RemoveAll(c => outcomes.ContainsKey(c.Program.ClassName));
            if (left.Count == before)
                throw new InvalidOperationException(string.Join("\n", errors));
        }
        return [.. all.Select(c => outcomes[c.Program.ClassName])];
    }

    /// <summary>The generated file of a program.</summary>
    public static string Generated(RandomProgram program, IReadOnlyCollection<string>? disabled = null) =>
        Generate([Read(program)], disabled).SyntaxTrees.Last().ToString();

    private sealed record Compiled(RandomProgram Program, SyntaxTree Source, Signature Signature, SyntaxTree Calls);

    private static Compiled Read(RandomProgram program)
    {
        SyntaxTree source = Parse(program.Source, program.ClassName + ".cs");
        Signature signature = Signature.Read(program, Signature.MethodOf((CompilationUnitSyntax)source.GetRoot()));
        return new Compiled(program, source, signature, Parse(signature.Calls(), program.ClassName + ".Calls.cs"));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parseOptions, path);

    private static CSharpCompilation Generate(List<Compiled> programs, IReadOnlyCollection<string>? disabled)
    {
        CSharpCompilation before = s_empty.AddSyntaxTrees(programs.SelectMany(c => new[] { c.Source, c.Calls }));
        CSharpGeneratorDriver.Create([new DifferentiableGenerator(disabled).AsSourceGenerator()], parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(before, out Compilation after, out _);
        return (CSharpCompilation)after;
    }

    private static (CSharpCompilation, byte[]?, ImmutableArray<Diagnostic>) Compile(List<Compiled> programs, IReadOnlyCollection<string>? disabled)
    {
        CSharpCompilation compilation = Generate(programs, disabled);
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream);
        return (compilation, result.Success ? stream.ToArray() : null, [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>Errors belong to the program whose file they stand in; those in the user's file come first.</summary>
    private static void Blame(IEnumerable<Diagnostic> errors, Dictionary<string, Outcome> outcomes)
    {
        foreach (Diagnostic error in errors)
        {
            string[] file = Path.GetFileName(error.Location.SourceTree?.FilePath ?? "").Split('.');
            FailureKind kind = file.Length == 2 ? FailureKind.Invalid : FailureKind.DoesNotCompile;
            if (!outcomes.TryGetValue(file[0], out Outcome? known) || (kind == FailureKind.Invalid && known.Failure!.Kind != kind))
                outcomes[file[0]] = new Outcome { Failure = new Failure(kind, error.ToString()) };
        }
    }

    private static void Run(List<Compiled> programs, CSharpCompilation compilation, byte[] image, Dictionary<string, Outcome> outcomes)
    {
        var context = new AssemblyLoadContext("RandomPrograms", isCollectible: true);
        try
        {
            System.Reflection.Assembly assembly = context.LoadFromStream(new MemoryStream(image));
            foreach (Compiled c in programs)
                outcomes[c.Program.ClassName] = Compare(c, compilation, assembly);
        }
        finally
        {
            context.Unload();
        }
    }

    private static Outcome Compare(Compiled c, CSharpCompilation compilation, System.Reflection.Assembly assembly)
    {
        try
        {
            var interpreter = new Interpreter(compilation.GetSemanticModel(c.Source));
            Callable method = interpreter.Method(Signature.MethodOf((CompilationUnitSyntax)c.Source.GetRoot()));
            return new Comparison(c.Program, c.Signature, interpreter, method, assembly.GetType(c.Program.ClassName + "Calls")!).Run();
        }
        catch (NotSupportedException e)
        {
            return new Outcome { Failure = new Failure(FailureKind.Invalid, e.Message) };
        }
    }
}
