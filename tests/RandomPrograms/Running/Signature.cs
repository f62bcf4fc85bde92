using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Running;

/// <summary>A parameter of F.</summary>
internal sealed record ProgramParameter(string Name, string Type, string Passing, bool IsConstant, string Shape, bool IsWritten)
{
    public bool IsReal => Type.Contains("double", StringComparison.Ordinal) || Type.Contains("float", StringComparison.Ordinal);

    public bool IsSingle => Type.Contains("float", StringComparison.Ordinal);

    public bool IsArray => Type.Contains('[', StringComparison.Ordinal) || Type.Contains('<', StringComparison.Ordinal);

    /// <summary>The type of what is passed: an array for a span.</summary>
    public string ArgumentType => Type.Contains('<', StringComparison.Ordinal) ? (IsSingle ? "float[]" : "double[]") : Type;

    public bool HasDerivative => IsReal && !IsConstant;

    public bool IsInput => HasDerivative && Passing != "out";

    /// <summary>Whether a Jacobian has columns for it.</summary>
    public bool IsColumn => IsInput && !IsRow;

    /// <summary>Whether a Jacobian has rows for it.</summary>
    public bool IsRow => HasDerivative && (IsWritten || Passing is "ref" or "out");
}

/// <summary>How F is called, and how its derivatives are, according to the contract.</summary>
/// <param name="Kinds">The derivatives that are wanted and apply.</param>
/// <param name="Missing">Those that are wanted and do not, and why.</param>
/// <param name="IsSingle">Whether a <c>float</c> occurs anywhere.</param>
internal sealed record Signature(string ClassName, string Result, IReadOnlyList<ProgramParameter> Parameters, bool IsSingle,
    IReadOnlyList<FailureKind> Kinds, IReadOnlyList<string> Missing)
{
    private static readonly FailureKind[] s_kinds =
        [FailureKind.Gradient, FailureKind.Adjoint, FailureKind.Tangent, FailureKind.HessianVectorProduct, FailureKind.Hessian, FailureKind.Jacobian];

    /// <param name="type">The program with its derivatives; which arrays F writes is said there.</param>
    public static Signature Read(RandomProgram program, MethodDeclarationSyntax f, Type type)
    {
        string[] written = [.. type.GetMethods().Select(m => m.GetCustomAttribute<WritesAttribute>()).FirstOrDefault(w => w is not null)?.Parameters ?? []];
        ProgramParameter[] parameters =
        [
            .. f.ParameterList.Parameters.Select(p => new ProgramParameter(p.Identifier.Text, p.Type!.ToString(), p.Modifiers.FirstOrDefault().Text ?? "",
                p.AttributeLists.Count > 0, program.Shapes.GetValueOrDefault(p.Identifier.Text, ""), written.Contains(p.Identifier.Text))),
        ];
        string result = f.ReturnType.ToString();
        FailureKind[] wanted = [.. s_kinds.Where(k => program.Derivatives.HasFlag(Enum.Parse<Derivatives>(k.ToString())))];
        ILookup<string?, FailureKind> kinds = wanted.ToLookup(k => Obstacle(k, result, parameters));
        return new Signature(program.ClassName, result, parameters, program.Source.Contains("float", StringComparison.Ordinal),
            [.. kinds[null]], [.. kinds.Where(g => g.Key is not null).SelectMany(g => g.Select(k => $"{k}: {g.Key}"))]);
    }

    /// <summary>Numbers of the parameters that are asked for, one after the other.</summary>
    /// <param name="values">One for each parameter.</param>
    public double[] Numbers(IEnumerable<object?> values, Func<ProgramParameter, bool> which) =>
        [.. Parameters.Zip(values).Where(p => which(p.First)).SelectMany(p => Values.Numbers(p.Second))];

    /// <summary>What belongs to the rows of a Jacobian.</summary>
    /// <param name="result">Of what F returns.</param>
    /// <param name="values">One for each parameter.</param>
    public double[] Rows(object? result, IEnumerable<object?> values) => [.. Values.Numbers(result), .. Numbers(values, p => p.IsRow)];

    // Why there is no such derivative.
    private static string? Obstacle(FailureKind kind, string result, IReadOnlyList<ProgramParameter> parameters) => kind switch
    {
        FailureKind.Gradient or FailureKind.HessianVectorProduct or FailureKind.Hessian => result is "double" or "float" ? null : "F returns no number",
        FailureKind.Jacobian => parameters.Any(p => p.IsColumn) ? null : "F writes all its inputs",
        _ => null,
    };

    public static MethodDeclarationSyntax MethodOf(CompilationUnitSyntax root) =>
        root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");
}
