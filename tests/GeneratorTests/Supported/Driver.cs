using System.Text;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests.Supported;

/// <summary>
/// Writes the C# that calls a method F and its adjoint with numbers from a vector: whatever F's parameters are, it becomes a function
/// from vectors to vectors.
/// </summary>
/// <remarks>
/// Every active parameter counts as an output too: one that F leaves alone is its own output, and the adjoint adds to what its buffer held.
/// </remarks>
internal static class Driver
{
    /// <summary>What the text below needs: numbers taken from a vector, and put into one.</summary>
    public const string Support = """
        public sealed class Numbers(double[] from)
        {
            private int _next;
            public System.Collections.Generic.List<double> Put { get; } = [];
            public double Real() => from[_next++];
            public double[] Vector() => [Real(), Real(), Real(), Real()];
            public float[] Singles() => [(float)Real(), (float)Real(), (float)Real(), (float)Real()];
            public double[][] Rows() => [[Real(), Real(), Real(), Real()], [Real(), Real()], [Real(), Real(), Real()]];
            public double[,] Matrix() { var m = new double[3, 4]; for (int i = 0; i < 12; i++) m[i / 4, i % 4] = Real(); return m; }
            public double[,,] Cube() { var m = new double[2, 3, 2]; for (int i = 0; i < 12; i++) m[i / 6, i / 2 % 3, i % 2] = Real(); return m; }
            public void Add(double v) => Put.Add(v);
            public void Add(System.Array a) { foreach (object v in a) Add(v); }
            public void Add(object v)
            {
                if (v is System.Array row)
                    Add(row);
                else if (v is System.IConvertible)
                    Add(System.Convert.ToDouble(v));
                else
                    foreach (var f in System.Linq.Enumerable.OrderBy(v.GetType().GetFields((System.Reflection.BindingFlags)52), f => f.MetadataToken))
                        if (!f.FieldType.IsPrimitive || f.FieldType == typeof(double) || f.FieldType == typeof(float))
                            Add(f.GetValue(v));
            }
        }

        """;

    public static string Of(SupportedRow row, IMethodSymbol f)
    {
        string name = row.Type;
        var text = new StringBuilder("#pragma warning disable\nusing System;\npublic static class " + name + "Driver\n{\n");
        string[] arguments = [.. f.Parameters.Select(p => Keyword(p.RefKind) + "v_" + p.Name)];
        string keep = f.ReturnsVoid ? "" : "var r = ";
        string putResult = f.ReturnsVoid ? "" : "o.Add(r); ";

        text.Append("    public static int Returned;\n");
        text.Append("    public static double[] Value(double[] at, int n)\n    {\n        var i = new Numbers(at); var c = new Numbers(new double[] { 0.7, 1.2, 0.9, 1.1, 0.8, 1.3, 0.6, 1.4, 1.5, 0.5, 1.6, 0.4 }); var o = new Numbers(at);\n");
        Locals(text, f);
        text.Append("        " + keep + name + ".F(" + string.Join(", ", arguments) + ");\n        " + putResult);
        foreach (IParameterSymbol p in f.Parameters.Where(IsActive))
            text.Append("o.Add(v_" + p.Name + "); ");
        text.Append("return o.Put.ToArray();\n    }\n");

        text.Append("    public static double[] Adjoint(double[] at, double[] seeds, int n)\n    {\n        var i = new Numbers(at); var c = new Numbers(new double[] { 0.7, 1.2, 0.9, 1.1, 0.8, 1.3, 0.6, 1.4, 1.5, 0.5, 1.6, 0.4 }); var o = new Numbers(at); var w = new Numbers(seeds);\n");
        Locals(text, f);
        var all = new List<string>(arguments);
        if (!f.ReturnsVoid)
        {
            text.Append("        var seed = " + Take(f.ReturnType, "w") + ";\n");
            all.Add("seed");
        }
        foreach (IParameterSymbol p in f.Parameters.Where(IsActive))
        {
            text.Append("        var d_" + p.Name + " = " + Take(p.Type, "w") + ";\n");
            all.Add((IsValue(p.Type) && p.RefKind != RefKind.Out ? "ref " : "") + "d_" + p.Name);
        }
        text.Append("        " + keep + name + ".FAdjoint(" + string.Join(", ", all) + ");\n        " + putResult + "Returned = o.Put.Count; ");
        foreach (IParameterSymbol p in f.Parameters.Where(IsActive).Where(p => p.RefKind != RefKind.Out))
            text.Append("o.Add(d_" + p.Name + "); ");
        return text.Append("return o.Put.ToArray();\n    }\n}\n").ToString();
    }

    private static void Locals(StringBuilder text, IMethodSymbol f)
    {
        foreach (IParameterSymbol p in f.Parameters)
        {
            string type = p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            text.Append(p.RefKind == RefKind.Out ? "        " + type + " v_" + p.Name + ";\n" : "        var v_" + p.Name + " = " + (Take(p.Type, IsActive(p) ? "i" : "c") ?? Passed(p.Type)) + ";\n");
        }
    }

    private static string Keyword(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "" };

    private static bool IsValue(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || IsStruct(type);

    private static bool IsStruct(ITypeSymbol? type) => type is { TypeKind: TypeKind.Struct } && (type.IsTupleType || type.Locations.Any(l => l.IsInSource));

    private static bool IsActive(IParameterSymbol p) => Take(p.Type, "i") is not null && !p.GetAttributes().Any(a => a.AttributeClass?.Name == "ConstantAttribute");

    private static string? Take(ITypeSymbol type, string from) => type.ToDisplayString().Replace("*", "", StringComparison.Ordinal) switch
    {
        "double" => from + ".Real()",
        "float" => "(float)" + from + ".Real()",
        "double[]" or "System.Span<double>" or "System.ReadOnlySpan<double>" => from + ".Vector()",
        "float[]" => from + ".Singles()",
        "double[,]" => from + ".Matrix()",
        "double[,,]" => from + ".Cube()",
        "double[][]" => from + ".Rows()",
        _ when type is INamedTypeSymbol tuple && tuple.IsTupleType => "(" + string.Join(", ", tuple.TupleElements.Select(f => Take(f.Type, from) ?? "2")) + ")",
        _ when IsStruct(type) => "new " + FullName(type) + " { "
            + string.Join(", ", type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => (f.AssociatedSymbol ?? f).Name + " = " + (Take(f.Type, from) ?? "2"))) + " }",
        _ when type is IArrayTypeSymbol { Rank: 1, ElementType: var element } && IsStruct(element) =>
            "new " + FullName(element) + "[] { " + string.Join(", ", Enumerable.Repeat(Take(element, from), 4)) + " }",
        _ => null,
    };

    private static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Passed(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Boolean } => "new[] { true, false, true }",
        IArrayTypeSymbol { ElementType: var e } => "new " + e.ToDisplayString() + "[] { 2, 0, 2 }",
        { SpecialType: SpecialType.System_Boolean } => "n > 1",
        { SpecialType: SpecialType.System_String } => "\"text\"",
        { IsValueType: true } => "(" + type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ")n",
        _ => "default(" + type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ")",
    };
}
