using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>An array type that the compiler knows.</summary>
internal readonly record struct ArrayType(Scalar Element, ArrayForm Form)
{
    /// <summary>What its elements are if they are structs; <see cref="Element"/> then has no meaning.</summary>
    public StructShape? Struct { get; init; }

    public bool HasReals => Struct?.HasReals ?? Element.IsReal();
}

/// <summary>What C# types are in the IR; null for those it has no word for.</summary>
internal static class TypeReader
{
    /// <remarks>An enumeration is the integer below it.</remarks>
    public static Scalar? Scalar(ITypeSymbol? type) => IsEnum(type) ? Scalar(((INamedTypeSymbol)type!).EnumUnderlyingType) : type?.SpecialType switch
    {
        SpecialType.System_Boolean => IR.Scalar.Bool,
        SpecialType.System_SByte => IR.Scalar.SByte,
        SpecialType.System_Byte => IR.Scalar.Byte,
        SpecialType.System_Int16 => IR.Scalar.Int16,
        SpecialType.System_UInt16 => IR.Scalar.UInt16,
        SpecialType.System_Int32 => IR.Scalar.Int32,
        SpecialType.System_UInt32 => IR.Scalar.UInt32,
        SpecialType.System_Int64 => IR.Scalar.Int64,
        SpecialType.System_UInt64 => IR.Scalar.UInt64,
        SpecialType.System_Single => IR.Scalar.Single,
        SpecialType.System_Double => IR.Scalar.Double,
        _ => null,
    };

    /// <summary>A type as users write it.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays));

    public static bool IsEnum(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: not null };

    public static ArrayType? Array(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } => Array(row.ElementType, ArrayForm.Jagged),
        IArrayTypeSymbol { Rank: 1 } a => Array(a.ElementType, ArrayForm.Vector),
        IArrayTypeSymbol { Rank: 2 } a => Array(a.ElementType, ArrayForm.Rank2),
        IArrayTypeSymbol { Rank: 3 } a => Array(a.ElementType, ArrayForm.Rank3),
        INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan" } s when IsInSystem(s) =>
            Array(s.TypeArguments[0], s.Name == "Span" ? ArrayForm.Span : ArrayForm.ReadOnlySpan),
        _ => null,
    };

    /// <summary>The array of that form whose elements have that type.</summary>
    public static ArrayType? Array(ITypeSymbol? element, ArrayForm form) =>
        IsEnum(element) ? null
        : Scalar(element) is { } scalar ? new ArrayType(scalar, form)
        : StructReader.Read(element) is { } shape ? new ArrayType(default, form) { Struct = shape }
        : null;

    public static bool IsSpan(ITypeSymbol? type) => Array(type) is { Form: ArrayForm.Span or ArrayForm.ReadOnlySpan };

    /// <summary>Whether a struct or tuple holds numbers that a derivative would be expected for.</summary>
    public static bool HidesReals(ITypeSymbol type) => HidesReals(type, 0);

    private static bool HidesReals(ITypeSymbol type, int depth) =>
        depth < 8 && type is INamedTypeSymbol { TypeKind: TypeKind.Struct }
        && type.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic
            && (Scalar(f.Type)?.IsReal() == true || (Scalar(f.Type) is null && HidesReals(f.Type, depth + 1))));

    /// <summary>The container of functions of the rule table that a type is; null for other types.</summary>
    public static string? FunctionContainer(INamedTypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => "double",
        { SpecialType: SpecialType.System_Single } => "float",
        { Name: "Math" or "MathF" } when IsInSystem(type) => "System." + type.Name,
        _ => null,
    };

    private static bool IsInSystem(ISymbol symbol) =>
        symbol.ContainingType is null && symbol.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
