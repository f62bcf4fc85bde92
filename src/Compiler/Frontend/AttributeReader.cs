using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>What DiffGen's attributes on a method and its parameters say.</summary>
internal static class AttributeReader
{
    public const string Differentiable = "DiffGen.DifferentiableAttribute";
    private const string Constant = "DiffGen.ConstantAttribute";

    public static bool IsDifferentiable(IMethodSymbol method) => method.GetAttributes().Any(a => Is(a, Differentiable));

    /// <summary>The derivatives the attribute names; null without one: then a derivative of the method is declared.</summary>
    public static Derivatives? Requested(IMethodSymbol method)
    {
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(a => Is(a, Differentiable));
        if (attribute is null)
            return null;
        TypedConstant? argument = attribute.ConstructorArguments.Cast<TypedConstant?>().FirstOrDefault();
        return argument is { Kind: TypedConstantKind.Enum, Value: int value } ? (Derivatives)value & Derivatives.All : Derivatives.Default;
    }

    /// <summary>The derivatives that are generated: <c>Default</c> spelled out, <c>All</c> cut to those that the method has.</summary>
    public static Derivatives Resolve(Derivatives requested, IMethodSymbol method)
    {
        bool isNumber = ReturnsReal(method);
        return requested switch
        {
            Derivatives.Default => isNumber ? Derivatives.Gradient | Derivatives.Adjoint : Derivatives.Adjoint | Derivatives.Tangent,
            Derivatives.All when !isNumber => Derivatives.Adjoint | Derivatives.Tangent | Derivatives.Jacobian,
            _ => requested,
        };
    }

    public static bool ReturnsReal(IMethodSymbol method) =>
        method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    public static bool IsConstant(IParameterSymbol parameter) => parameter.GetAttributes().Any(a => Is(a, Constant));

    private static bool Is(AttributeData attribute, string name) => attribute.AttributeClass?.ToDisplayString() == name;
}
