namespace DiffGen.Runtime;

/// <summary>How closely and how widely <see cref="GradientCheck"/> looks.</summary>
public sealed class GradientCheckOptions
{
    /// <summary>
    /// The largest relative error that agrees, without a unit, greater than 0 and less than 1. If it is null: 1e-7, or 1e-3 where the function or the input
    /// is in single precision; for adjoint against tangent 1e-10, or 1e-4.
    /// </summary>
    public double? RelativeTolerance { get; set; }

    /// <summary>The number of random directions, or of pairs of them for adjoint against tangent; at least 1.</summary>
    public int Directions { get; set; } = 8;

    /// <summary>Where the random directions begin: the same seed gives the same directions on every platform.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The most lines that the table has; if there are more components, the worst are shown. At least 1.</summary>
    public int MaximumRows { get; set; } = 100;

    internal void Check()
    {
        if (RelativeTolerance is { } tolerance && !(tolerance is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(RelativeTolerance), tolerance, "The relative tolerance must be greater than 0 and less than 1.");
        if (Directions < 1)
            throw new ArgumentOutOfRangeException(nameof(Directions), Directions, "There must be at least one direction.");
        if (MaximumRows < 1)
            throw new ArgumentOutOfRangeException(nameof(MaximumRows), MaximumRows, "The table must have at least one line.");
    }
}
