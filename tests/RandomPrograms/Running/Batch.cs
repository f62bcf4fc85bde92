using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using DiffGen.Compiler;
using DiffGen.Compiler.Frontend;
using DiffGen.RandomPrograms.Oracle;
using DiffGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Compiles many programs at once, with their derivatives, and compares each with the oracle.</summary>
/// <remarks>
/// The compiler is called without its generator, which other tests look after. Most of a program's time is C#'s: it is emitted
/// without optimisation, and the runtime then compiles it without optimisation too.
/// </remarks>
internal sealed class Batch(Stages stages)
{
    // Nullable analysis and documentation are looked after by goldens and the project's own tests; here they would only take time.
    private static readonly CSharpParseOptions s_parseOptions = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("RandomPrograms",
        [Parse("global using System;\nglobal using DiffGen;\n", "Usings.cs")],
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Scratch).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, concurrentBuild: false, warningLevel: 0));

    // Compilations made from one that has looked up its references share them.
    static Batch() => _ = s_empty.GetSpecialType(SpecialType.System_Double).TypeKind;

    private readonly Dictionary<string, Outcome> _outcomes = [];

    public static IReadOnlyList<Outcome> Check(IReadOnlyList<RandomProgram> programs, Stages? stages = null) =>
        new Batch(stages ?? new Stages()).Run(programs);

    /// <summary>The generated file of a program.</summary>
    public static string Generated(RandomProgram program)
    {
        Entry entry = Read(program);
        return DerivativeCompiler.Compile(Lower(entry, new SemanticModels(s_empty.AddSyntaxTrees(entry.Source))), program.Disabled, default).Text;
    }

    /// <summary>A program on its way; <c>Generated</c> is null for one that was refused.</summary>
    private sealed record Entry(RandomProgram Program, SyntaxTree Source, MethodDeclarationSyntax Method)
    {
        public (Interpreter Interpreter, Callable Method)? Oracle { get; set; }

        public MethodModel? Model { get; set; }

        public string? Text { get; set; }

        public SyntaxTree? Generated { get; set; }
    }

    private IReadOnlyList<Outcome> Run(IReadOnlyList<RandomProgram> programs)
    {
        List<Entry> all = stages.Measure(Stage.Parse, () => programs.Select(Read).ToList());
        // What is not C# shows when all is compiled.
        var own = new SemanticModels(s_empty.AddSyntaxTrees(all.Select(e => e.Source))) { AreKnownToCompile = true };
        stages.Measure(Stage.Frontend, () => all.ForEach(e => e.Model = Guarded(e, () => Lower(e, own))));
        stages.Measure(Stage.Compile, () => all.ForEach(e => e.Text = Guarded(e, () => Derive(e, own))));
        stages.Measure(Stage.Parse, () => all.ForEach(e => e.Generated = e.Text is null ? null : Parse(e.Text, e.Program.ClassName + ".F.g.cs")));

        List<Entry> left = [.. all.Where(e => e.Generated is not null)];
        while (left.Count > 0)
        {
            CSharpCompilation compilation = s_empty.AddSyntaxTrees(left.SelectMany(e => new[] { e.Source, e.Generated! }));
            using var image = new MemoryStream();
            EmitResult result = stages.Measure(Stage.Emit, () => compilation.Emit(image));
            if (result.Success)
            {
                Compare(left, own, image);
                break;
            }
            int before = left.Count;
            Diagnostic[] errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
            Blame(errors);
            left.RemoveAll(e => _outcomes.ContainsKey(e.Program.ClassName));
            if (left.Count == before)
                throw new InvalidOperationException(string.Join("\n", errors.Select(e => e.ToString())));
        }
        return [.. all.Select(e => _outcomes[e.Program.ClassName])];
    }

    private static Entry Read(RandomProgram program)
    {
        SyntaxTree source = Parse(program.Source, program.ClassName + ".cs");
        return new Entry(program, source, Signature.MethodOf((CompilationUnitSyntax)source.GetRoot()));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parseOptions, path);

    private static MethodModel Lower(Entry entry, SemanticModels models) =>
        MethodFrontend.Lower(models.Of(entry.Source).GetDeclaredSymbol(entry.Method)!, models, default).Model;

    private string? Derive(Entry entry, SemanticModels models)
    {
        if (entry.Model is not { } model)
            return null;
        if (model.Failures.Count == 0)
            return DerivativeCompiler.Compile(model, entry.Program.Disabled, default).Text;
        // What C# itself does not accept is a fault of this project.
        Diagnostic[] errors = [.. models.Of(entry.Source).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        bool compiles = errors.Length == 0;
        string message = string.Join("; ", compiles ? model.Failures : errors.Select(e => e.ToString()));
        _outcomes[entry.Program.ClassName] = new Outcome { Failure = new Failure(compiles ? FailureKind.Refused : FailureKind.Invalid, message) };
        return null;
    }

    /// <summary>Null if the compiler throws.</summary>
    private T? Guarded<T>(Entry entry, Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            _outcomes[entry.Program.ClassName] = new Outcome { Failure = new Failure(FailureKind.Crash, e.ToString()) };
            return null;
        }
    }

    /// <summary>Errors belong to the program whose file they stand in; those in the user's file come first.</summary>
    private void Blame(IEnumerable<Diagnostic> errors)
    {
        foreach (Diagnostic error in errors)
        {
            string[] file = Path.GetFileName(error.Location.SourceTree?.FilePath ?? "").Split('.');
            FailureKind kind = file.Length == 2 ? FailureKind.Invalid : FailureKind.DoesNotCompile;
            if (!_outcomes.TryGetValue(file[0], out Outcome? known) || (kind == FailureKind.Invalid && known.Failure!.Kind != kind))
                _outcomes[file[0]] = new Outcome { Failure = new Failure(kind, error.ToString()) };
        }
    }

    private void Compare(List<Entry> programs, SemanticModels own, MemoryStream image)
    {
        // Can be unloaded, so that a million programs do not stay in memory.
        var context = new AssemblyLoadContext("RandomPrograms", isCollectible: true);
        try
        {
            image.Position = 0;
            Assembly assembly = context.LoadFromStream(image);
            stages.Measure(Stage.Oracle, () => programs.ForEach(e => e.Oracle = Build(e, own)));
            stages.Measure(Stage.Run, () => programs.Where(e => e.Oracle is not null).ToList().ForEach(e => _outcomes[e.Program.ClassName] = Compare(e, assembly)));
        }
        finally
        {
            context.Unload();
        }
    }

    private (Interpreter, Callable)? Build(Entry entry, SemanticModels own)
    {
        try
        {
            var interpreter = new Interpreter(own.Of(entry.Source));
            return (interpreter, interpreter.Method(entry.Method));
        }
        catch (NotSupportedException e)
        {
            _outcomes[entry.Program.ClassName] = new Outcome { Failure = new Failure(FailureKind.Invalid, e.Message) };
            return null;
        }
    }

    private static Outcome Compare(Entry entry, Assembly assembly)
    {
        Type type = assembly.GetType(entry.Program.ClassName)!;
        object? target = type.IsAbstract ? null : Activator.CreateInstance(type);
        var signature = Signature.Read(entry.Program, entry.Method, type);
        var (interpreter, method) = entry.Oracle!.Value;
        try
        {
            DerivativeCall[] derivatives = [.. signature.Kinds.Select(k => new DerivativeCall(type, target, signature, k))];
            return new Comparison(entry.Program, signature, interpreter, method, Invocation.Of(type.GetMethod("F")!, target), derivatives).Run();
        }
        catch (MissingMethodException e)
        {
            return new Outcome { Failure = new Failure(FailureKind.Missing, e.Message) };
        }
        catch (NotSupportedException e)
        {
            return new Outcome { Failure = new Failure(FailureKind.Invalid, e.Message) };
        }
    }
}
