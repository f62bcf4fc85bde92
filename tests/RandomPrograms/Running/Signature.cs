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
internal sealed record Signature(string ClassName, string Result, IReadOnlyList<FailureKind> Kinds, IReadOnlyList<ProgramParameter> Parameters)
{
    public bool IsSingle => Result.Contains("float", StringComparison.Ordinal) || Parameters.Any(p => p.IsReal && p.IsSingle);

    public static Signature Read(RandomProgram program, MethodDeclarationSyntax f) => new(program.ClassName, f.ReturnType.ToString(), KindsOf(program.Derivatives),
    [
        .. f.ParameterList.Parameters.Select(p => new ProgramParameter(p.Identifier.Text, p.Type!.ToString(),
            p.Modifiers.FirstOrDefault().Text ?? "", p.AttributeLists.Count > 0, program.Shapes.GetValueOrDefault(p.Identifier.Text, ""), program.Written.Contains(p.Identifier.Text))),
    ]);

    private static IReadOnlyList<FailureKind> KindsOf(Derivatives wanted) =>
        [.. s_kinds.Where(k => wanted.HasFlag(Enum.Parse<Derivatives>(k.ToString())))];

    private static readonly FailureKind[] s_kinds = [FailureKind.Gradient, FailureKind.Adjoint, FailureKind.Tangent, FailureKind.HessianVectorProduct, FailureKind.Hessian, FailureKind.Jacobian];

    public static MethodDeclarationSyntax MethodOf(CompilationUnitSyntax root) =>
        root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");
}
