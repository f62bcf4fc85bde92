using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Running;

/// <summary>A parameter of F.</summary>
internal sealed record ProgramParameter(string Name, string Type, string Passing, bool IsConstant, string Shape)
{
    public bool IsReal => Type.Contains("double", StringComparison.Ordinal) || Type.Contains("float", StringComparison.Ordinal);

    public bool IsSingle => Type.Contains("float", StringComparison.Ordinal);

    public bool IsArray => Type.Contains('[', StringComparison.Ordinal) || Type.Contains('<', StringComparison.Ordinal);

    /// <summary>The type of what is passed: an array for a span.</summary>
    public string ArgumentType => Type.Contains('<', StringComparison.Ordinal) ? (IsSingle ? "float[]" : "double[]") : Type;

    public bool HasDerivative => IsReal && !IsConstant;

    public bool IsInput => HasDerivative && Passing != "out";
}

/// <summary>How F is called, and how its derivatives are, according to the contract.</summary>
internal sealed record Signature(string ClassName, string Result, Wanted Derivatives, IReadOnlyList<ProgramParameter> Parameters)
{
    public bool IsSingle => Result.Contains("float", StringComparison.Ordinal) || Parameters.Any(p => p.IsReal && p.IsSingle);

    public static Signature Read(RandomProgram program, MethodDeclarationSyntax f) => new(program.ClassName, f.ReturnType.ToString(), WantedBy(f),
    [
        .. f.ParameterList.Parameters.Select(p => new ProgramParameter(p.Identifier.Text, p.Type!.ToString(),
            p.Modifiers.FirstOrDefault().Text ?? "", p.AttributeLists.Count > 0, program.Shapes.GetValueOrDefault(p.Identifier.Text, ""))),
    ]);

    private static Wanted WantedBy(MethodDeclarationSyntax f) => f.AttributeLists.ToString() switch
    {
        "[Differentiable(Derivatives.Gradient)]" => Wanted.Gradient,
        "[Differentiable(Derivatives.Adjoint)]" => Wanted.Adjoint,
        _ => Wanted.Both,
    };

    public static MethodDeclarationSyntax MethodOf(CompilationUnitSyntax root) =>
        root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");

    /// <summary>A class with one signature for all programs: arguments, then derivative buffers, each in an array that takes back what is assigned.</summary>
    public string Calls()
    {
        string read = string.Concat(Parameters.Select((p, i) => $"{p.ArgumentType} {p.Name} = ({p.ArgumentType})_a[{i}]; "));
        string written = string.Concat(Parameters.Select((p, i) => p.Passing is "ref" or "out" ? $"_a[{i}] = {p.Name}; " : ""));
        string own = string.Join(", ", Parameters.Select(p => $"{p.Passing} {p.Name}".Trim()));
        string Derivative(ProgramParameter p, string passing) => p.IsArray ? $"d{p.Name}" : $"{passing} d{p.Name}".Trim();
        string derivatives = string.Concat(Parameters.Select((p, i) => p.HasDerivative ? $"{p.ArgumentType} d{p.Name} = ({p.ArgumentType})_d[{i}]; " : ""));
        string derived = string.Concat(Parameters.Select((p, i) => p.HasDerivative ? $"_d[{i}] = d{p.Name}; " : ""));
        string gradient = string.Concat(Parameters.Where(p => p.IsInput).Select(p => ", " + Derivative(p, "out")));
        string adjoint = string.Concat(Parameters.Where(p => p.HasDerivative).Select(p => ", " + Derivative(p, p.Passing == "out" ? "" : "ref")));
        bool value = Result != "void";
        string result = value ? $"{Result} _result = " : "", give = value ? "return _result;" : "return null;";
        string asGradient = Result is "double" or "float" && Derivatives.HasFlag(Wanted.Gradient)
            ? $$"""public static object Gradient(object[] _a, object _seed, object[] _d) { {{read}}{{derivatives}}{{result}}{{ClassName}}.FGradient({{own}}{{gradient}}); {{written}}{{derived}}{{give}} }"""
            : "";
        string asAdjoint = Result is not ("double" or "float") || Derivatives.HasFlag(Wanted.Adjoint)
            ? $$"""public static object Adjoint(object[] _a, object _seed, object[] _d) { {{read}}{{derivatives}}{{result}}{{ClassName}}.FAdjoint({{own}}{{(value ? $", ({Result})_seed" : "")}}{{adjoint}}); {{written}}{{derived}}{{give}} }"""
            : "";
        return $$"""
            public static class {{ClassName}}Calls
            {
                public static object Value(object[] _a) { {{read}}{{result}}{{ClassName}}.F({{own}}); {{written}}{{give}} }
                {{asGradient}}
                {{asAdjoint}}
            }
            """;
    }
}

/// <summary>Which derivatives a program asks for.</summary>
[Flags]
internal enum Wanted
{
    Gradient = 1,
    Adjoint = 2,
    Both = 3,
}
