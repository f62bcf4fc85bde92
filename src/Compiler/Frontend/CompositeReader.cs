using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Frontend;

/// <summary>How generated code reads the structs of parameters and puts them together: through the members that it can see.</summary>
/// <param name="within">The type that generated code stands in.</param>
/// <param name="order">Which field each parameter of a constructor sets; null if it does more, or less, than that.</param>
internal sealed class CompositeReader(INamedTypeSymbol within, Compilation compilation, Func<IMethodSymbol, StructShape, IReadOnlyList<StructField>?> order)
{
    public Composite Read(StructShape shape) => new(
        SignatureReader.Type(shape.Type),
        shape.Leaves.Select(l => new CompositeLeaf(
            string.Concat(l.Path.Select(f => "." + Emission.Names.Escape(f.Name))), l.NameIn(""), l.Type, IsAssignable(l))).ToEquatableArray(),
        Gaps(shape, 0) is { } gaps ? new Construction(gaps.Text.ToEquatableArray(), gaps.Leaves.ToEquatableArray()) : null);

    /// <summary>Why generated code cannot read a struct, or cannot make one; null if it can.</summary>
    public string? Obstacle(StructShape shape, bool isMade, bool isWhole = false)
    {
        foreach (StructField field in shape.Leaves.SelectMany(l => l.Path))
        {
            if (!IsReadable(field))
            {
                return "its " + Kind(field) + " '" + field.Name + "' cannot be read from '" + within.Name + "', where the derivatives are generated";
            }
        }
        if (!isMade || (!isWhole && shape.Leaves.All(IsAssignable)) || Gaps(shape, 0) is not null)
            return null;
        StructField fixedField = shape.Leaves.SelectMany(l => l.Path).FirstOrDefault(f => !IsSettable(f, init: true)) ?? shape.Fields[0];
        return "its " + Kind(fixedField) + " '" + fixedField.Name + "' cannot be assigned from '" + within.Name
            + "', where the derivatives are generated, and no constructor there sets each field to one parameter and does nothing else";
    }

    /// <summary>Why arrays of a struct cannot be parameters; null if they can.</summary>
    public string? ArrayObstacle(StructShape shape) =>
        compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp8 } && (shape.Type.IsTupleType || shape.Leaves.Any(l => l.Path.Any(f => f.Struct?.Type.IsTupleType == true)))
            ? "before C# 8 arrays of tuples cannot be checked for memory that they share"
            : null;

    private static string Kind(StructField field) => field.Symbol.AssociatedSymbol is null ? "field" : "property";

    private bool IsVisible(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, within);

    private bool IsReadable(StructField field) => field.Symbol.AssociatedSymbol is IPropertySymbol property
        ? StructMembers.ReadBy(property) is not null && IsVisible(property) && IsVisible(property.GetMethod!)
        : IsVisible(field.Symbol);

    private bool IsVariable(StructField field) => field.Symbol is { AssociatedSymbol: null, IsReadOnly: false } && IsVisible(field.Symbol);

    private bool IsAssignable(StructLeaf leaf) =>
        leaf.Path.Take(leaf.Path.Count - 1).All(IsVariable) && (IsVariable(leaf.Path[leaf.Path.Count - 1]) || IsSettable(leaf.Path[leaf.Path.Count - 1], init: false));

    private bool IsSettable(StructField field, bool init) => IsVariable(field)
        || (field.Symbol.AssociatedSymbol is IPropertySymbol { SetMethod: { } setter } property && (init || !setter.IsInitOnly)
            && StructMembers.SetBy(property) is not null && StructMembers.ReadBy(property) is not null && IsVisible(setter));

    /// <summary>A new struct: as a tuple, by a constructor, or by an object initialiser.</summary>
    private (List<string> Text, List<int> Leaves)? Gaps(StructShape shape, int first)
    {
        string type = SignatureReader.Type(shape.Type);
        if (shape.Type.IsTupleType)
            return Gaps("(", shape.Fields.Select(f => (f, "")), ")", first);
        foreach (IMethodSymbol constructor in shape.Type.InstanceConstructors)
        {
            if (!constructor.IsImplicitlyDeclared && IsVisible(constructor) && order(constructor, shape) is { } fields
                && Gaps("new " + type + "(", fields.Select(f => (f, "")), ")", first) is { } made)
                return made;
        }
        bool hasOwn = shape.Type.InstanceConstructors.Any(c => c is { Parameters.Length: 0, IsImplicitlyDeclared: false });
        return !hasOwn && shape.Fields.All(f => IsSettable(f, init: true))
            ? Gaps("new " + type + " { ", shape.Fields.Select(f => (f, Emission.Names.Escape(f.Name) + " = ")), " }", first)
            : null;
    }

    private (List<string> Text, List<int> Leaves)? Gaps(string head, IEnumerable<(StructField Field, string Prefix)> fields, string tail, int first)
    {
        List<string> text = [head];
        List<int> leaves = [];
        int count = 0;
        foreach ((StructField field, string prefix) in fields)
        {
            string separator = count++ == 0 ? "" : ", ";
            (List<string> Text, List<int> Leaves) inner = (["", ""], [first + field.First]);
            if (field.Struct is not null)
            {
                if (Gaps(field.Struct, first + field.First) is not { } nested)
                    return null;
                inner = nested;
            }
            text[text.Count - 1] += separator + prefix + inner.Text[0];
            text.AddRange(inner.Text.Skip(1));
            leaves.AddRange(inner.Leaves);
        }
        text[text.Count - 1] += tail;
        return (text, leaves);
    }
}
