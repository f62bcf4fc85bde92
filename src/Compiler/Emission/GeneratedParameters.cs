using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>A parameter that the derivative has besides those of the method.</summary>
/// <param name="Of">The parameter that it is the derivative of; null for a seed and for the tangent of what is returned.</param>
/// <param name="Role">What it holds of that.</param>
internal sealed record GeneratedParameter(Parameter Parameter, Parameter? Of, DerivativeRole? Role);

/// <summary>Tells the generated parameters of a derivative from the method's own, and which of those each belongs to.</summary>
internal static class GeneratedParameters
{
    public static IReadOnlyList<Parameter> Original(MethodModel model, DerivativeMethod derivative) =>
        [.. derivative.Function.Parameters.Take(model.Signature.Parameters.Count)];

    public static IReadOnlyList<GeneratedParameter> Of(MethodModel model, DerivativeMethod derivative)
    {
        IReadOnlyList<Parameter> originals = Original(model, derivative);
        return [.. derivative.Function.Parameters.Skip(originals.Count)
            .Select(p => new GeneratedParameter(p, originals.FirstOrDefault(o => o.Name == p.Origin?.Of), p.Origin?.Role))];
    }
}
