using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator;

/// <summary>Finds DiffGen's attributes where they mean nothing, from declarations alone.</summary>
internal static class AttributeUse
{
    public static IEnumerable<Diagnostic> Check(IMethodSymbol method, CancellationToken ct)
    {
        AttributeData? differentiable = AttributeNames.Find(method, AttributeNames.Differentiable);
        if (differentiable is not null && method.MethodKind != MethodKind.Ordinary)
        {
            yield return new Problem(Descriptors.UnsupportedMethod, LocationOf(differentiable, method, ct),
                Describe(method), "is " + Kind(method), "move its code to a method of a partial type and mark that").ToDiagnostic();
        }

        if (differentiable is null && !DeclaredAttribute.On(method).Any() && !HasDeclaredDerivative(method))
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (AttributeNames.Find(parameter, AttributeNames.Constant) is { } constant)
                {
                    yield return new Problem(AttributeDescriptors.ConstantWithoutEffect, LocationOf(constant, parameter, ct),
                        parameter.Name, Describe(method)).ToDiagnostic();
                }
            }
        }
    }

    private static bool HasDeclaredDerivative(IMethodSymbol method) =>
        method.ContainingType?.GetMembers().OfType<IMethodSymbol>().Any(m => DeclaredAttribute.Names(m, method)) == true;

    private static Location LocationOf(AttributeData attribute, ISymbol symbol, CancellationToken ct) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(ct).GetLocation() ?? symbol.Locations.FirstOrDefault() ?? Location.None;

    private static string Describe(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.AnonymousFunction => "the lambda",
        MethodKind.PropertyGet or MethodKind.PropertySet => method.AssociatedSymbol?.Name ?? method.Name,
        MethodKind.Constructor or MethodKind.StaticConstructor => method.ContainingType.Name,
        _ => method.Name,
    };

    private static string Kind(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.AnonymousFunction => "a lambda",
        MethodKind.LocalFunction => "a local function",
        MethodKind.PropertyGet or MethodKind.PropertySet => "a property",
        MethodKind.Constructor or MethodKind.StaticConstructor => "a constructor",
        MethodKind.UserDefinedOperator or MethodKind.Conversion => "an operator",
        _ => "not an ordinary method",
    };
}
