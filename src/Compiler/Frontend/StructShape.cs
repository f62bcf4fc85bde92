using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>A struct or tuple of numbers taken apart: a value of it is its numbers in a row, field after field.</summary>
/// <param name="Type">The type.</param>
/// <param name="Fields">In the order of declaration.</param>
internal sealed record StructShape(INamedTypeSymbol Type, EquatableArray<StructField> Fields)
{
    /// <summary>How many numbers there are in all.</summary>
    public int Count => Fields.Sum(f => f.Count);

    /// <summary>The numbers, each with the fields that lead to it.</summary>
    public IEnumerable<StructLeaf> Leaves => Fields.SelectMany(f => f.Struct is { } inner
        ? inner.Leaves.Select(l => l with { Path = new[] { f }.Concat(l.Path).ToEquatableArray() })
        : [new StructLeaf(f.Number, [f])]);

    public bool HasReals => Leaves.Any(l => l.Type.IsReal());

    /// <summary>The field of that symbol, also if the tuple has another name for it.</summary>
    public StructField? Find(IFieldSymbol field) => Fields.FirstOrDefault(f => f.Key == StructField.KeyOf(field));

    /// <summary>Whether the numbers of a value of one are, in order, those of the other: the same struct, or tuples of such.</summary>
    public static bool AreAlike(StructShape? a, StructShape? b) => a is null || b is null ? a is null && b is null
        : a.Equals(b) || (a.Type.IsTupleType && b.Type.IsTupleType && a.Fields.Count == b.Fields.Count
            && a.Fields.Zip(b.Fields, (x, y) => AreAlike(x.Struct, y.Struct)).All(alike => alike));

    /// <remarks>Tuples are the same by their numbers: their names are not a part of the type.</remarks>
    public bool Equals(StructShape? other) => other is not null && (SymbolEqualityComparer.Default.Equals(Type, other.Type)
        || (Type.IsTupleType && other.Type.IsTupleType && Fields.Count == other.Fields.Count
            && Fields.Zip(other.Fields, (a, b) => a.Number == b.Number && Equals(a.Struct, b.Struct)).All(same => same)));

    public override int GetHashCode() => Type.IsTupleType ? Fields.Count : SymbolEqualityComparer.Default.GetHashCode(Type);
}

/// <param name="Symbol">The field; of an automatic property the one behind it.</param>
/// <param name="First">Where its numbers begin among those of the struct.</param>
/// <param name="Number">Its type, unless it is a struct itself.</param>
/// <param name="Struct">What it consists of if it is a struct.</param>
internal sealed record StructField(IFieldSymbol Symbol, int First, Scalar Number, StructShape? Struct)
{
    public int Count => Struct?.Count ?? 1;

    /// <summary>The user's word for it.</summary>
    public string Name => Symbol.AssociatedSymbol?.Name ?? Symbol.Name;

    public string Key => KeyOf(Symbol);

    public static string KeyOf(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).Name;

    public bool Equals(StructField? other) => other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);
}

/// <summary>A number in a struct, and how it is reached.</summary>
internal sealed record StructLeaf(Scalar Type, EquatableArray<StructField> Path)
{
    /// <summary>What the number is called in a variable of that name: <c>v.X</c> is <c>vX</c>.</summary>
    public string NameIn(string variable) => Path.Aggregate(variable, (name, f) => Join(name, f.Name));

    /// <summary>What it is called where the struct has no name.</summary>
    public string NameAlone => NameIn("") is { Length: > 0 } word ? char.ToLowerInvariant(word[0]) + word.Substring(1) : "item";

    public static string Join(string variable, string member) => variable + Capitalized(member.TrimStart('_'));

    private static string Capitalized(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1);
}
