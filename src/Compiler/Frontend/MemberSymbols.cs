using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend;

/// <summary>What C# says about members: which code runs when they are used, and what they may be called.</summary>
internal static class MemberSymbols
{
    /// <summary>A type and what it derives from, the most derived first.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(ITypeSymbol type)
    {
        for (INamedTypeSymbol? t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
            yield return t;
    }

    /// <summary>The member that is used when <paramref name="member"/> of an object of a type is; null if only the object knows.</summary>
    public static ISymbol? Used(ISymbol member, ITypeSymbol type)
    {
        bool final = type.IsSealed || type.IsValueType;
        if (member.ContainingType.TypeKind == TypeKind.Interface)
            return final ? type.FindImplementationForInterfaceMember(member) : null;
        if (!(member.IsVirtual || member.IsAbstract || member.IsOverride) || (member.IsOverride && member.IsSealed) || member.ContainingType.IsSealed)
            return member;
        return final ? Bases(type).SelectMany(t => t.GetMembers(member.Name)).FirstOrDefault(m => Overrides(m, member)) : null;
    }

    private static bool Overrides(ISymbol? member, ISymbol original)
    {
        for (; member is not null; member = member switch { IMethodSymbol m => m.OverriddenMethod, IPropertySymbol p => p.OverriddenProperty, _ => null })
        {
            if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, original.OriginalDefinition))
                return true;
        }
        return false;
    }

    /// <summary>Whether reading a property does no more than read the field behind it.</summary>
    public static bool IsAutomatic(IPropertySymbol property)
    {
        if (property is not { IsIndexer: false, GetMethod: { } getter })
            return false;
        if (property.Locations.Any(l => l.IsInSource))
        {
            return property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
                && !getter.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ArrowExpressionClauseSyntax
                    or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null });
        }
        return getter.GetAttributes().Any(a => a.AttributeClass is
        {
            Name: "CompilerGeneratedAttribute", ContainingNamespace: { Name: "CompilerServices", ContainingNamespace.Name: "Runtime" },
        });
    }

    /// <summary>Why a static or volatile member may change while the method runs, and what to do; null if it may not.</summary>
    public static (string Kind, string Advice)? Changes(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: true, IsReadOnly: false, IsConst: false } =>
            ("a static field that is not readonly", "make it readonly or const, or pass it as a [Constant] parameter"),
        IFieldSymbol { IsVolatile: true } => ("a volatile field", "read it in the caller and pass it as a [Constant] parameter"),
        IPropertySymbol { IsStatic: true, SetMethod: not null } =>
            ("a static property that can be set", "remove its setter, or pass it as a [Constant] parameter"),
        _ => null,
    };

    /// <summary>A name for a local that holds a member: <c>_weights</c> is <c>weights</c> and <c>Table</c> is <c>table</c>.</summary>
    public static string LocalName(string member)
    {
        string name = member.TrimStart('_');
        if (name.Length > 2 && name[1] == '_' && name[0] is 's' or 'm' or 't')
            name = name.Substring(2);
        if (name.Length > 0)
            name = name.All(c => !char.IsLower(c)) ? name.ToLowerInvariant() : char.ToLowerInvariant(name[0]) + name.Substring(1);
        return name.Length > 0 && SyntaxFacts.IsValidIdentifier(name) ? name : "member";
    }

    /// <summary>Whether a type is, or is made of, a type parameter, which only its own code can name.</summary>
    public static bool IsOpen(INamedTypeSymbol type) =>
        type.TypeArguments.Any(a => a is ITypeParameterSymbol || (a is INamedTypeSymbol n && IsOpen(n)) || (a is IArrayTypeSymbol { ElementType: ITypeParameterSymbol }))
        || (type.ContainingType is { } outer && IsOpen(outer));

    /// <summary>Whether a type can be named in its own file only.</summary>
    public static bool IsFileLocal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return true;
        }
        return false;
    }
}
