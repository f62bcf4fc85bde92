using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>Which structs and tuples are nothing but their numbers, so that they can be taken apart.</summary>
internal static class StructReader
{
    private const int MostNumbers = 256;
    private const int DeepestNesting = 16;

    /// <summary>Null for everything that is no struct or cannot be taken apart.</summary>
    public static StructShape? Read(ITypeSymbol? type) => Read(type, 0).Shape;

    /// <summary>Why a struct cannot be taken apart, as the end of "because …"; null if it can, or if it is no struct.</summary>
    public static string? Obstacle(ITypeSymbol? type) => Read(type, 0).Obstacle;

    private static (StructShape? Shape, string? Obstacle) Read(ITypeSymbol? type, int depth)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } named || TypeReader.Scalar(type) is not null || type.OriginalDefinition.SpecialType != SpecialType.None)
        {
            return (null, null);
        }
        if (!named.IsTupleType && Unsuitable(named) is { } reason)
            return (null, reason);

        var fields = new List<StructField>();
        int count = 0;
        foreach (IFieldSymbol field in named.IsTupleType ? named.TupleElements : named.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic))
        {
            string name = field.AssociatedSymbol?.Name ?? field.Name;
            if (field.IsFixedSizeBuffer)
                return (null, "its field '" + name + "' is a fixed buffer");
            if (field.RefKind != RefKind.None)
                return (null, "its field '" + name + "' is a reference");
            Scalar? number = TypeReader.IsEnum(field.Type) ? null : TypeReader.Scalar(field.Type);
            (StructShape? inner, string? obstacle) = number is null && depth < DeepestNesting ? Read(field.Type, depth + 1) : (null, null);
            if (number is null && inner is null)
            {
                return (null, obstacle is null
                    ? "its field '" + name + "' is of type '" + field.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "'"
                    : "of its field '" + name + "': " + obstacle);
            }
            var read = new StructField(field, count, number ?? default, inner);
            fields.Add(read);
            count += read.Count;
            if (count > MostNumbers)
                return (null, "it holds more than 256 numbers");
        }
        return count == 0 ? (null, "it has no fields") : (new StructShape(named, fields.ToEquatableArray()), null);
    }

    private static string? Unsuitable(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.Length == 0)
            return "it has no source in this project, so nobody knows what its operators and methods compute";
        if (type.IsRefLikeType)
            return "it is a ref struct";
        for (INamedTypeSymbol? t = type; t is not null; t = t.ContainingType)
        {
            if (t.Arity > 0)
                return "it is generic";
        }
        foreach (AttributeData attribute in type.GetAttributes())
        {
            // LayoutKind.Explicit is 2; the numbers of such a struct may be the same memory.
            if (attribute.AttributeClass is { Name: "StructLayoutAttribute" } && attribute.ConstructorArguments is [{ Value: { } kind }, ..]
                && System.Convert.ToInt32(kind, System.Globalization.CultureInfo.InvariantCulture) == 2)
                return "its layout is explicit, so that its fields may be the same memory";
            if (attribute.AttributeClass is { Name: "InlineArrayAttribute" })
                return "it is an inline array";
        }
        return null;
    }
}
