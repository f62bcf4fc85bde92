using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend;

/// <summary>Properties that are fields by another name.</summary>
internal static class StructMembers
{
    /// <summary>The field that an automatic property reads; null if its <c>get</c> computes something.</summary>
    public static IFieldSymbol? ReadBy(IPropertySymbol property) => property.GetMethod is { } getter && IsAutomatic(getter) ? FieldOf(property) : null;

    /// <summary>The field that an automatic property sets: by <c>set</c> or <c>init</c>, or in a constructor without either.</summary>
    public static IFieldSymbol? SetBy(IPropertySymbol property) => property.SetMethod is not { } setter || IsAutomatic(setter) ? FieldOf(property) : null;

    private static IFieldSymbol? FieldOf(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private static bool IsAutomatic(IMethodSymbol accessor) => accessor.DeclaringSyntaxReferences.All(r =>
        r.GetSyntax() is not (AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax));
}
