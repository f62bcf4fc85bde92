using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>What the documentation of a generated method says about the matrix that it fills.</summary>
internal static class MatrixDocumentation
{
    /// <summary>The formula of the matrix.</summary>
    public static string Meaning(DerivativeMethod derivative, string f) => derivative.Kind == DerivativeKind.Hessian
        ? $"∂²{Documentation.Escape(f)}/∂xᵢ∂xⱼ, x being {Inputs(derivative)}"
        : $"∂yᵢ/∂xⱼ, y being {Outputs(derivative)} and x {Inputs(derivative)}";

    /// <summary>Its extents.</summary>
    public static string Describe(DerivativeMethod derivative) => derivative.Kind == DerivativeKind.Hessian
        ? $"The Hessian: a row and a column for each number of {Inputs(derivative)}, in this order, matrices row by row; symmetric to the last bit; overwritten."
        : $"The Jacobian: a row for each number of {Outputs(derivative)}, a column for each number of {Inputs(derivative)}, in this order, matrices row by row; overwritten.";

    private static string Inputs(DerivativeMethod derivative)
    {
        IEnumerable<Parameter> own = Own(derivative);
        return Documentation.Enumerate([.. (derivative.Kind == DerivativeKind.Hessian ? own.Where(JacobianAxes.IsInput) : JacobianAxes.ColumnParameters(Own(derivative), derivative.Function))
            .Select(p => Documentation.Reference(p.Name))]);
    }

    private static string Outputs(DerivativeMethod derivative) => Documentation.Enumerate(
    [
        .. derivative.Function.Result is null ? Array.Empty<string>() : ["the returned value"],
        .. JacobianAxes.RowParameters(Own(derivative), derivative.Function).Select(p => Documentation.Reference(p.Name)),
    ]);

    private static IEnumerable<Parameter> Own(DerivativeMethod derivative) => derivative.Function.Parameters.Take(derivative.Function.Parameters.Count - 1);

}
