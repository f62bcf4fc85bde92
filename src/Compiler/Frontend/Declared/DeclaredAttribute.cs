using DiffGen.Compiler.Differentiation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>What <c>[GradientOf]</c>, <c>[AdjointOf]</c> or <c>[TangentOf]</c> on a method says, before it is looked up.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Type">The type that is named; null for the one that the method stands in.</param>
/// <param name="Name">The name of the method F; empty if it is none.</param>
internal sealed record DeclaredAttribute(AttributeData Data, DerivativeKind Kind, ITypeSymbol? Type, string Name)
{
    private const string Generator = "DiffGen";

    // A part of the path of every generated file. Bodies have no [GeneratedCode]: the declaration would have it too, and no analyzer would look at that.
    private const string GeneratorPath = "DiffGen.Generator.DifferentiableGenerator";

    private static readonly DerivativeKind[] Kinds = [DerivativeKind.Gradient, DerivativeKind.Adjoint, DerivativeKind.Tangent];

    /// <summary>The attributes of that kind on a method: one, where the user made no mistake.</summary>
    public static IEnumerable<DeclaredAttribute> On(IMethodSymbol method)
    {
        foreach (AttributeData data in method.GetAttributes())
        {
            if (data.AttributeClass is not { ContainingNamespace: { Name: "DiffGen", ContainingNamespace.IsGlobalNamespace: true } } type)
                continue;
            foreach (DerivativeKind kind in Kinds)
            {
                if (type.Name == kind + "OfAttribute")
                    yield return Read(data, kind);
            }
        }
    }

    /// <summary>Whether a method says that it is a derivative of one of that name in its own type.</summary>
    public static bool Names(IMethodSymbol derivative, IMethodSymbol primal) => On(derivative).Any(a => a.Name == primal.Name
        && (a.Type is null || SymbolEqualityComparer.Default.Equals(a.Type.OriginalDefinition, primal.ContainingType.OriginalDefinition)));

    /// <summary>Whether DiffGen wrote a method, declaration and body: as the analyzer sees it, and in other assemblies.</summary>
    public static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute"
        && a.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: Generator }, ..]);

    /// <summary>Whether a user wrote a body for a method, which a partial one needs not have.</summary>
    public static bool HasOwnBody(IMethodSymbol method) =>
        method is { IsAbstract: false, IsExtern: false } && (!method.IsPartialDefinition || method.PartialImplementationPart?.DeclaringSyntaxReferences.All(r => !r.SyntaxTree.FilePath.Contains(GeneratorPath)) == true);

    /// <summary>Whether DiffGen is asked for the body of a method.</summary>
    public static bool AsksForBody(IMethodSymbol method) => method.IsPartialDefinition && !HasOwnBody(method);

    /// <summary>Where the method is named; the method itself where there is no source.</summary>
    public Location Argument(IMethodSymbol method, CancellationToken cancellation) =>
        (Data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            ? syntax.ArgumentList?.Arguments.LastOrDefault()?.GetLocation() ?? syntax.GetLocation()
            : null)
        ?? method.Locations.FirstOrDefault() ?? Location.None;

    private static DeclaredAttribute Read(AttributeData data, DerivativeKind kind)
    {
        TypedConstant[] arguments = [.. data.ConstructorArguments];
        string name = arguments.LastOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";
        ITypeSymbol? type = arguments.FirstOrDefault() is { Kind: TypedConstantKind.Type, Value: ITypeSymbol named } ? named : null;
        return new DeclaredAttribute(data, kind, type, name);
    }
}
