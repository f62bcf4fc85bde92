using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Frontend;

/// <summary>Something that stays what it is while the method runs, a field or an object on the way to one, as text that names it.</summary>
/// <param name="Text">As it is written in the type of the method; empty for <c>this</c>.</param>
/// <param name="Qualified">As it is written where something hides the text; null if there is no way.</param>
/// <param name="Type">The type of the expression that the text is.</param>
/// <param name="MayThrow">Whether evaluating it throws where an object on the way is null.</param>
internal sealed record Holder(string Text, string? Qualified, ITypeSymbol Type, bool MayThrow)
{
    public static Holder This(INamedTypeSymbol type) => new("", "this", type, false) { IsVariable = true };

    /// <summary>Whether it can be passed by reference and be assigned to there.</summary>
    public bool IsVariable { get; init; }

    public bool IsThis => Text.Length == 0;

    /// <summary>The same text means the same thing, wherever it stands.</summary>
    public string Key => Qualified ?? Text;

    /// <summary>A field or property of this object.</summary>
    public Holder Member(ISymbol member, ITypeSymbol type)
    {
        string name = Escape(member.Name);
        bool isVariable = (IsVariable || Type.IsReferenceType) && member is IFieldSymbol { IsReadOnly: false };
        // A more derived type may have a member of the same name.
        INamedTypeSymbol? seen = MemberSymbols.Bases(Type).FirstOrDefault(t => t.GetMembers(member.Name).Length > 0);
        if (seen is not null && !SymbolEqualityComparer.Default.Equals(seen.OriginalDefinition, member.ContainingType.OriginalDefinition))
        {
            string cast = "((" + member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ")" + Key + ")." + name;
            return new Holder(cast, cast, type, MayThrow || !IsThis) { IsVariable = isVariable };
        }
        Holder holder = IsThis
            ? new Holder(name, "this." + name, type, false)
            : new Holder(Text + "." + name, Qualified is null ? null : Qualified + "." + name, type, MayThrow || Type.IsReferenceType);
        return holder with { IsVariable = isVariable };
    }

    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
