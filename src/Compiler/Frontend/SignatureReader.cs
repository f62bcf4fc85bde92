using System.Globalization;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>A method's declaration as text that can be written again elsewhere.</summary>
internal static class SignatureReader
{
    private static readonly SymbolDisplayFormat TypeName = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat NamespaceName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static MethodSignature Read(IMethodSymbol method)
    {
        var types = new List<TypeDeclaration>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            types.Insert(0, new TypeDeclaration(Keyword(type), Modifiers(type), type.ToDisplayString(TypeName)));
        INamespaceSymbol space = method.ContainingNamespace;
        return new MethodSignature(
            space.IsGlobalNamespace ? "" : space.ToDisplayString(NamespaceName),
            types.ToEquatableArray(),
            method.Name,
            Accessibility(method.DeclaredAccessibility),
            method.IsStatic,
            Type(method.ReturnType),
            method.Parameters.Select(p => new ParameterSignature(p.Name, Type(p.Type), ParameterReader.PassingOf(p), AttributeReader.IsConstant(p)))
                .ToEquatableArray(),
            HintName(method))
        {
            IsReadOnly = method.IsReadOnly && !method.IsStatic && !method.ContainingType.IsReadOnly,
            IsExtension = method.IsExtensionMethod,
        };
    }

    public static string Type(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { IsStatic: true } => "static",
        { TypeKind: TypeKind.Struct, IsReadOnly: true, IsRefLikeType: true } => "readonly ref",
        { TypeKind: TypeKind.Struct, IsReadOnly: true } => "readonly",
        { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "ref",
        _ => "",
    };

    private static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary><c>Namespace.Type.Method</c>, and the parameter types where there are overloads.</summary>
    /// <remarks>Generated files are told apart ignoring case, so <c>f</c> and <c>F</c> count as overloads.</remarks>
    private static string HintName(IMethodSymbol method)
    {
        var parts = new List<string> { method.Name };
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            parts.Insert(0, type.MetadataName.Replace('`', '-'));
        for (INamespaceSymbol space = method.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
            parts.Insert(0, space.Name);
        string name = string.Join(".", parts);

        IMethodSymbol[] overloads = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => string.Equals(m.Name, method.Name, StringComparison.OrdinalIgnoreCase) && m.PartialDefinitionPart is null)];
        if (overloads.Length <= 1)
            return name;
        string suffix = Suffix(method);
        string[] same = [.. overloads.Where(m => string.Equals(Suffix(m), suffix, StringComparison.OrdinalIgnoreCase))
            .Select(Distinct).OrderBy(d => d, StringComparer.Ordinal)];
        return name + suffix + (same.Length > 1 ? "-" + Array.IndexOf(same, Distinct(method)).ToString(CultureInfo.InvariantCulture) : "");
    }

    private static string Distinct(IMethodSymbol method) =>
        method.Name + "(" + string.Join(",", method.Parameters.Select(p => p.RefKind.ToString() + " " + Type(p.Type))) + ")";

    private static string Suffix(IMethodSymbol method) => string.Concat(method.Parameters.Select(p => "_" + Word(p.Type)));

    private static string Word(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol a => Word(a.ElementType) + "Array" + (a.Rank > 1 ? a.Rank.ToString(CultureInfo.InvariantCulture) : ""),
        INamedTypeSymbol { Arity: > 0 } n => n.Name + "Of" + string.Concat(n.TypeArguments.Select(Word)),
        _ => type.Name,
    };
}
