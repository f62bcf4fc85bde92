using System.Globalization;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>A parameter that the derivative has besides those of the method.</summary>
/// <param name="Of">The parameter that it is the derivative of; null for a seed.</param>
internal sealed record GeneratedParameter(Parameter Parameter, Parameter? Of);

/// <summary>Tells the generated parameters of a derivative from the method's own, and which of those each belongs to.</summary>
internal static class GeneratedParameters
{
    public static IReadOnlyList<Parameter> Original(MethodModel model, DerivativeMethod derivative) =>
        [.. derivative.Function.Parameters.Take(model.Signature.Parameters.Count)];

    /// <remarks>
    /// The name of the derivative of <c>x</c> is <c>dx</c> or, where that is a parameter already, the first free one of
    /// <c>dx1</c>, <c>dx2</c>, …; in the order of the method's parameters.
    /// </remarks>
    public static IReadOnlyList<GeneratedParameter> Of(MethodModel model, DerivativeMethod derivative)
    {
        IReadOnlyList<Parameter> originals = Original(model, derivative);
        HashSet<string> taken = [.. originals.Select(p => p.Name), .. derivative.Function.TakenNames.Except(derivative.Function.Parameters.Select(p => p.Name))];
        var expected = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (Parameter original in originals.Where(p => !p.IsConstant && p.HasReals))
        {
            string name = "d" + original.Name;
            for (int suffix = 1; !taken.Add(name); suffix++)
                name = "d" + original.Name + suffix.ToString(CultureInfo.InvariantCulture);
            expected.Add(name, original);
        }
        return [.. derivative.Function.Parameters.Skip(originals.Count).Select(p => new GeneratedParameter(p,
            expected.TryGetValue(p.Name, out Parameter? of) ? of : originals.FirstOrDefault(o => o.HasReals
                && string.Equals("d" + o.Name, p.Name, StringComparison.OrdinalIgnoreCase))))];
    }
}
