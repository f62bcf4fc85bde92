using System.Collections.Immutable;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>Something that has been written to an array, for every choice of the bound indices for which the conditions hold.</summary>
/// <param name="Guard">1 where it is written, 0 elsewhere.</param>
/// <param name="Adds">Whether the value is added to what is there.</param>
internal sealed record Written(
    EquatableArray<Index> Bound,
    EquatableArray<Condition> Conditions,
    Formula Guard,
    EquatableArray<Affine> Subscripts,
    Formula Value,
    bool Adds);

/// <summary>What an array holds: what it began with, and what has been written since, in order.</summary>
/// <param name="Array">The array.</param>
/// <param name="Initial">What an element began with.</param>
/// <param name="Extents">Its extents; null where they are not known.</param>
internal sealed class ArrayContents(ArrayVariable array, Func<EquatableArray<Affine>, Formula> initial, EquatableArray<Affine>? extents)
{
    public ArrayVariable Array { get; } = array;

    public Func<EquatableArray<Affine>, Formula> Initial { get; } = initial;

    public EquatableArray<Affine>? Extents { get; } = extents;

    public ImmutableArray<Written> Writes { get; init; } = ImmutableArray<Written>.Empty;

    /// <summary>The loops around that are being read, outermost first, with the number of writes that came before each.</summary>
    public ImmutableArray<(Index Loop, int Before)> Open { get; init; } = ImmutableArray<(Index Loop, int Before)>.Empty;

    /// <summary>Why it is not known what it holds.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What has been read of it.</summary>
    public Dictionary<EquatableArray<Affine>, Formula> Known { get; } = [];

    /// <summary>What has been defined as its elements; null if that was tried in vain.</summary>
    public (bool Tried, Definition? Definition) Defined { get; set; }

    public ArrayContents With(ImmutableArray<Written>? writes = null, ImmutableArray<(Index Loop, int Before)>? open = null, string? obstacle = null) =>
        new(Array, Initial, Extents) { Writes = writes ?? Writes, Open = open ?? Open, Obstacle = obstacle ?? Obstacle };
}
