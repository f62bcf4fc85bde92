namespace DiffGen.Compiler.IR;

/// <summary>A struct or tuple of numbers as C# text: how its numbers are read and how one is put together from them.</summary>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Leaves">Its numbers, those of inner structs included.</param>
/// <param name="Construction">How a new one is made; null if generated code has no way to.</param>
internal sealed record Composite(string Type, EquatableArray<CompositeLeaf> Leaves, Construction? Construction);

/// <summary>A number in a struct.</summary>
/// <param name="Path">What follows the struct's name to reach it: <c>.Position.X</c>.</param>
/// <param name="Word">The same as a part of a name: <c>PositionX</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsAssignable">Whether it can be assigned to where the struct is a variable.</param>
internal sealed record CompositeLeaf(string Path, string Word, Scalar Type, bool IsAssignable);

/// <summary>An expression with gaps for the numbers: <c>new Vec3(…, …, …)</c>.</summary>
/// <param name="Text">What stands around the gaps; one more than there are gaps.</param>
/// <param name="Leaves">Which number goes into each gap.</param>
internal sealed record Construction(EquatableArray<string> Text, EquatableArray<int> Leaves)
{
    public string Write(Func<int, string> leaf) => Text[0] + string.Concat(Leaves.Select((l, i) => leaf(l) + Text[i + 1]));
}

/// <summary>Says of an array of numbers that it is one number of each element of an array of structs.</summary>
/// <param name="Array">The name of the array of structs.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Leaf">Which number of theirs this is.</param>
internal sealed record ElementMember(string Array, Composite Type, int Leaf)
{
    public CompositeLeaf This => Type.Leaves[Leaf];
}
