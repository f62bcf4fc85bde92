using Microsoft.CodeAnalysis;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>What C# types are to the oracle.</summary>
internal static class Types
{
    public static Kind KindOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Double => Kind.Double,
        SpecialType.System_Single => Kind.Single,
        SpecialType.System_Int32 => Kind.Int,
        SpecialType.System_Int64 => Kind.Long,
        SpecialType.System_Boolean => Kind.Bool,
        SpecialType.System_Void => Kind.Int,
        _ => throw new NotSupportedException("The oracle does not know the type " + type),
    };

    public static bool IsArray(ITypeSymbol? type) => ElementOf(type) is not null;

    /// <summary>Whether it is a tuple or a struct of the program: to the oracle an array that is copied when it is assigned.</summary>
    public static bool IsComposite(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: true } or INamedTypeSymbol { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>Of what has elements: an array, a span, a tuple or a struct of the program.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol a => a.ElementType,
        INamedTypeSymbol { IsTupleType: true } t => t.TupleElements[0].Type,
        INamedTypeSymbol s when IsComposite(s) => s.GetMembers().OfType<IFieldSymbol>().First(f => !f.IsStatic).Type,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } s => s.TypeArguments[0],
        _ => null,
    };
}
