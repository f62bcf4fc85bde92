using System.Reflection;
using Basic.Reference.Assemblies;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

/// <summary>Emits a function as the gradient of a method <c>F</c>, compiles the text as a user's compiler would, and runs it.</summary>
internal static class EmittedMethod
{
    /// <summary>What generated code needs of the runtime and of the user's project.</summary>
    private const string Surroundings = """
        namespace DiffGen
        {
            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class GradientOfAttribute : System.Attribute { public GradientOfAttribute(string method) { } }
            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class AdjointOfAttribute : System.Attribute { public AdjointOfAttribute(string method) { } }
        }
        namespace DiffGen.Runtime
        {
            using System;
            public static class Arguments
            {
                public static void NotNull(object array, string name) { if (array == null) throw new ArgumentNullException(name); }
                public static void RowsNotNull<T>(T[][] array, string name) { foreach (T[] row in array) NotNull(row, name); }
                public static void SameLength(int derivative, int length, string name) { if (derivative != length) throw new ArgumentException("", name); }
                public static void SameShape<T>(T[,] derivative, T[,] parameter, string name) { SameLength(derivative.Length, parameter.Length, name); }
                public static void SameShape<T>(T[,,] derivative, T[,,] parameter, string name) { SameLength(derivative.Length, parameter.Length, name); }
                public static void SameShape<T>(T[][] derivative, T[][] parameter, string name) { SameLength(derivative.Length, parameter.Length, name); }
                public static void Disjoint<T>(string name, Elements<T> written, Elements<T> other, Elements<T> other2 = default, Elements<T> other3 = default,
                    Elements<T> other4 = default, Elements<T> other5 = default, Elements<T> other6 = default, Elements<T> other7 = default, Elements<T> other8 = default)
                {
                    if (written.Memory.Overlaps(other.Memory) || written.Memory.Overlaps(other2.Memory)) throw new ArgumentException("", name);
                }
                public static void DistinctRows<T>(T[][] a, string name) { }
                public static void Disjoint<T, U>(string name, out T written, out U other) { Skip(out written); Skip(out other); }
                public static void Disjoint<T>(string name, out T written, out T other, out T other2) { Skip(out written); Skip(out other); Skip(out other2); }
                public static void Disjoint<T>(string name, out T written, out T other, out T other2, out T other3)
                {
                    Disjoint(name, out written, out other, out other2);
                    Skip(out other3);
                }
                public static void DisjointFromInput<T, U>(string name, out T written, in U input) { Skip(out written); }
                public static void DisjointFromInput<T, U>(string name, Elements<T> written, in U input) { }
                public static void NotAnElement<T, U>(string name, out T place, Elements<U> array, Elements<U> array2 = default, Elements<U> array3 = default,
                    Elements<U> array4 = default)
                {
                    Skip(out place);
                }
                private static void Skip<T>(out T place) { System.Runtime.CompilerServices.Unsafe.SkipInit(out place); }
            }
            public readonly ref struct Elements<T>
            {
                public readonly ReadOnlySpan<T> Memory;
                private Elements(ReadOnlySpan<T> memory) { Memory = memory; }
                public static implicit operator Elements<T>(T[] array) { return new Elements<T>(array); }
                public static implicit operator Elements<T>(Span<T> array) { return new Elements<T>(array); }
                public static implicit operator Elements<T>(ReadOnlySpan<T> array) { return new Elements<T>(array); }
                public static implicit operator Elements<T>(T[,] array) { return default(Elements<T>); }
                public static implicit operator Elements<T>(T[,,] array) { return default(Elements<T>); }
                public static implicit operator Elements<T>(T[][] array) { return default(Elements<T>); }
            }
            public static class Scratch
            {
                public static Span<T> Take<T>(ref T[] rented, int count) { rented = new T[count + 1]; rented.AsSpan().Fill((T)Convert.ChangeType(1, typeof(T))); return rented.AsSpan(0, count); }
                public static Span<T> TakeForTrips<T>(ref T[] rented, int trips) { return Take(ref rented, trips < 0 ? 0 : trips); }
                public static Span<T> TakeCleared<T>(ref T[] rented, int count) { rented = new T[count + 1]; return rented.AsSpan(0, count); }
                public static void Return<T>(T[] rented) { }
            }
            public readonly ref struct ScratchMatrix<T>
            {
                private readonly Span<T> _elements;
                private readonly int _columns;
                private ScratchMatrix(Span<T> elements, int columns) { _elements = elements; _columns = columns; }
                public ref T this[int i, int j] { get { return ref _elements[i * _columns + j]; } }
                public int GetLength(int dimension) { return dimension == 0 ? _elements.Length / _columns : _columns; }
                public void Clear() { _elements.Clear(); }
                public static ScratchMatrix<T> Take(ref T[] rented, int n, int m) { return new ScratchMatrix<T>(Scratch.Take(ref rented, n * m), m); }
                public static ScratchMatrix<T> TakeCleared(ref T[] rented, int n, int m) { return new ScratchMatrix<T>(Scratch.TakeCleared(ref rented, n * m), m); }
            }
            public struct Tape<T>
            {
                private System.Collections.Generic.Stack<T> _values;
                public void Push(T value) { if (_values == null) _values = new System.Collections.Generic.Stack<T>(); _values.Push(value); }
                public T Pop() { return _values.Pop(); }
                public void Return() { }
            }
        }
        """;

    public static MethodModel Model(Function function, int originals)
    {
        ParameterSignature[] parameters = [.. function.Parameters.Take(originals).Select(p => new ParameterSignature(p.Name, TypeOf(p),
            p is ScalarParameter s ? s.Passing : Passing.ByValue, p.IsConstant))];
        var signature = new MethodSignature("Sample", [new TypeDeclaration("class", "static", "Losses")], "F", "public", true,
            function.Result?.Numbers.Single().Type.Keyword() ?? "void", parameters.ToEquatableArray(), "Sample.Losses.F");
        return new MethodModel(signature, Compiler.Frontend.Derivatives.Default, function, [], new LanguageFacts(1400, true));
    }

    /// <summary>The whole file; <paramref name="originals"/> of the parameters are the method's own.</summary>
    public static string File(Function function, int originals, DerivativeKind kind = DerivativeKind.Gradient, string? failure = null) =>
        DerivativeFile.Emit(Model(function, originals), [new DerivativeMethod(kind, WithOrigins(function, originals), [], failure)], CancellationToken.None);

    // By name: dx is the derivative of x.
    private static Function WithOrigins(Function function, int originals) => function with
    {
        Parameters = [.. function.Parameters.Select((p, i) => i >= originals && function.Parameters.Take(originals).Any(o => "d" + o.Name == p.Name)
            ? p with { Origin = new DerivativeOrigin(p.Name[1..], DerivativeRole.Adjoint) }
            : p)],
    };

    /// <summary>The statements of the body without checks and indentation.</summary>
    public static string Body(Function function)
    {
        string text = IndentedText.Write(BodyWriter.Write(function, hasStaticLocalFunctions: true, CancellationToken.None));
        Compile(function, LanguageVersion.CSharp7_3);
        return text;
    }

    /// <summary>Compiles with every warning an error.</summary>
    public static MethodInfo Compile(Function function, LanguageVersion version, DerivativeKind kind = DerivativeKind.Gradient, int? originals = null) =>
        CompileAll([function], version, kind, originals)[0];

    /// <summary>Compiles several at once, each in a class of its own; warnings count only for a single one.</summary>
    public static MethodInfo[] CompileAll(
        IReadOnlyList<Function> functions, LanguageVersion version, DerivativeKind kind = DerivativeKind.Gradient, int? originals = null)
    {
        var parse = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        string[] generated = [.. functions.Select((f, i) => File(f, originals ?? f.Parameters.Count, kind)
            .Replace("class Losses", $"class Losses{i}").Replace("#pragma warning disable\n", ""))];
        IEnumerable<string> user = functions.Select((_, i) =>
            $"namespace Sample {{ /// <summary>L.</summary>\npublic static partial class Losses{i} {{ /// <summary>F.</summary>\npublic static void F() {{ }} }} }}");
        var compilation = CSharpCompilation.Create("Emitted" + Guid.NewGuid().ToString("N"),
            [
                CSharpSyntaxTree.ParseText(Surroundings, new CSharpParseOptions(version)),
                .. user.Select(text => CSharpSyntaxTree.ParseText(text, parse)),
                .. generated.Select((text, i) => CSharpSyntaxTree.ParseText(text, parse, path: $"Losses{i}.g.cs")),
            ],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, optimizationLevel: OptimizationLevel.Release,
                warningLevel: 9999));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Diagnostic? bad = result.Diagnostics.FirstOrDefault(d =>
            d.Severity == DiagnosticSeverity.Error || (functions.Count == 1 && d.Severity > DiagnosticSeverity.Hidden && d.Location.SourceTree?.FilePath.Length > 0));
        Assert.True(bad is null, bad + "\n" + bad?.Location.SourceTree);
        Assembly assembly = Assembly.Load(image.ToArray());
        return [.. functions.Select((_, i) => assembly.GetType($"Sample.Losses{i}")!.GetMethod("F" + kind)!)];
    }

    public static object? Run(Function function, params object?[] arguments) =>
        Compile(function, LanguageVersion.CSharp7_3).Invoke(null, arguments);

    private static string TypeOf(Parameter parameter) => parameter switch
    {
        ScalarParameter p => p.Value.Type.Keyword(),
        ArrayParameter p => p.Array.Element.Keyword() + p.Array.Form switch
        {
            ArrayForm.Rank2 => "[,]",
            ArrayForm.Rank3 => "[,,]",
            ArrayForm.Jagged => "[][]",
            _ => "[]",
        },
        _ => "string",
    };
}
