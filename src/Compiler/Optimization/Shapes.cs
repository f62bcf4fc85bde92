using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>What is known of the extents of arrays: equal shapes of parameters, extents that local arrays are made with.</summary>
internal sealed class Shapes
{
    private readonly Dictionary<ArrayVariable, ArrayVariable> _like = [];
    private readonly Dictionary<ArrayVariable, Allocate?> _allocations = [];

    public Shapes(Function function)
    {
        foreach (SameShape pair in function.SameShapes)
            _like[pair.Array] = pair.Like;
        foreach (Statement statement in Walk.Statements(function.Body))
        {
            // An array made in two places has no one shape.
            if (statement is Allocate allocate)
                _allocations[allocate.Array] = _allocations.ContainsKey(allocate.Array) ? null : allocate;
        }
    }

    /// <summary>The array whose extents stand for those of this one.</summary>
    public ArrayVariable Canonical(ArrayVariable array) => _like.TryGetValue(array, out ArrayVariable? like) ? like : array;

    public Extent Canonical(Extent extent) => extent with { Array = Canonical(extent.Array) };

    /// <summary>The operand a local array is made with along a dimension; null if unknown.</summary>
    public Operand? KnownExtent(Extent extent) =>
        _allocations.TryGetValue(Canonical(extent.Array), out Allocate? allocate) && allocate is not null
        && allocate.Extents[extent.Dimension].Type == Scalar.Int32 ? allocate.Extents[extent.Dimension] : null;

    /// <summary>
    /// Whether a value is the extent of an array along a dimension (of a row, for the second of a jagged one). Operands are compared as they are.
    /// </summary>
    public bool IsExtent(Operand limit, Func<Operand, Expression?> definition, ArrayVariable array, int dimension, Operand firstIndex)
    {
        if (definition(limit) is Extent extent && Canonical(extent.Array) == Canonical(array) && extent.Dimension == dimension)
            return extent.Row is null || extent.Row == firstIndex;
        return KnownExtent(new Extent(array, dimension)) is { } known && known == limit;
    }
}
