using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>Something that decides how large inputs are: an extent of an array, or an integer that loops run up to.</summary>
/// <param name="Id">The number of the array or value.</param>
/// <param name="Dimension">The dimension of the array; -1 for an integer.</param>
internal readonly record struct Size(int Id, int Dimension)
{
    public static Size Of(ArrayVariable array, int dimension) => new(array.Id, dimension);

    public static Size Of(Value integer) => new(integer.Id, -1);

    public bool IsExtent => Dimension >= 0;
}

/// <summary>Which sizes of a function's inputs belong together, and what its integers are for.</summary>
/// <param name="Classes">Sizes that are equal where the function is called as it is meant; each in one class.</param>
/// <param name="Asked">The classes that the function asks the extent of: what is not asked is as long as what is read of it.</param>
/// <param name="Least">The least extent that constant subscripts need, by class.</param>
/// <param name="Bounds">Integers that are at most as large as a class of extents, by value.</param>
/// <param name="IndexOf">The integers, and integer arrays, whose values are subscripts: the class they point into.</param>
internal sealed record ShapeFacts(
    IReadOnlyDictionary<Size, int> Classes,
    IReadOnlyCollection<int> Asked,
    IReadOnlyDictionary<int, int> Least,
    IReadOnlyDictionary<int, int> Bounds,
    IReadOnlyDictionary<int, int> IndexOf)
{
    public int Count => Classes.Count == 0 ? 0 : Classes.Values.Max() + 1;
}
