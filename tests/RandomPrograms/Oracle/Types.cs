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

    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol a => a.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } s => s.TypeArguments[0],
        _ => null,
    };
}
