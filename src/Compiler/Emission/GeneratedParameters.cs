using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>A parameter that the derivative has besides those of the method.</summary>
/// <param name="Of">The parameter that it is the derivative of; null for a seed and for the tangent of what is returned.</param>
/// <param name="Role">What it holds of that.</param>
internal sealed record GeneratedParameter(Parameter Parameter, Parameter? Of, GeneratedRole Role);

internal enum GeneratedRole
{
    /// <summary><c>dx</c></summary>
    Adjoint,

    /// <summary><c>xDot</c></summary>
    Tangent,

    /// <summary><c>dxDot</c></summary>
    AdjointTangent,
}

/// <summary>Tells the generated parameters of a derivative from the method's own, and which of those each belongs to.</summary>
internal static class GeneratedParameters
{
    public static IReadOnlyList<Parameter> Original(MethodModel model, DerivativeMethod derivative) =>
        [.. derivative.Function.Parameters.Take(model.Signature.Parameters.Count)];

    /// <remarks>
    /// The name of the derivative of <c>x</c> is <c>dx</c>, of its tangent <c>xDot</c>, of the tangent of its derivative <c>dxDot</c> or, where
    /// that is a parameter already, the first free one of <c>dx1</c>, <c>dx2</c>, …; in the order of the method's parameters.
    /// </remarks>
    public static IReadOnlyList<GeneratedParameter> Of(MethodModel model, DerivativeMethod derivative)
    {
        IReadOnlyList<Parameter> originals = Original(model, derivative);
        HashSet<string> taken = [.. originals.Select(p => p.Name), .. derivative.Function.TakenNames.Except(derivative.Function.Parameters.Select(p => p.Name))];
        var expected = new Dictionary<string, (Parameter Of, GeneratedRole Role)>(StringComparer.Ordinal);
        foreach (GeneratedRole role in Roles(derivative.Kind))
        {
            foreach (Parameter original in originals.Where(p => !p.IsConstant && p.HasReals))
                expected.Add(Differentiation.Names.Free(Wanted(original.Name, role), taken), (original, role));
        }
        GeneratedParameter Generated(Parameter parameter)
        {
            if (expected.TryGetValue(parameter.Name, out (Parameter Of, GeneratedRole Role) known))
                return new GeneratedParameter(parameter, known.Of, known.Role);
            GeneratedRole role = Roles(derivative.Kind)[0];
            return new GeneratedParameter(parameter,
                originals.FirstOrDefault(o => o.HasReals && string.Equals(Wanted(o.Name, role), parameter.Name, StringComparison.OrdinalIgnoreCase)), role);
        }
        return [.. derivative.Function.Parameters.Skip(originals.Count).Select(Generated)];
    }

    // In the order in which the names are given.
    private static GeneratedRole[] Roles(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Tangent => [GeneratedRole.Tangent],
        DerivativeKind.HessianVectorProduct => [GeneratedRole.Adjoint, GeneratedRole.Tangent, GeneratedRole.AdjointTangent],
        _ => [GeneratedRole.Adjoint],
    };

    private static string Wanted(string name, GeneratedRole role) => role switch
    {
        GeneratedRole.Adjoint => "d" + name,
        GeneratedRole.Tangent => Differentiation.Names.Tangent(name),
        _ => Differentiation.Names.Tangent("d" + name),
    };
}
