namespace DiffGen.RandomPrograms.Running;

/// <summary>How far two derivatives may be apart, relative to the sum of the absolute contributions they are made of.</summary>
internal static class Tolerances
{
    // Each path from an input to an output contributes a product of partial derivatives, rounded once per factor and once more per
    // addition: some hundred roundings of 1.1e-16 (6e-8 for float), relative to the sum of absolute contributions.
    private const double Double = 1e-12;
    private const double Single = 2e-4;

    /// <summary>Below this sum of absolute contributions nothing is learned.</summary>
    public const double Least = 1e-6;

    public static double First(Signature signature) => signature.IsSingle ? Single : Double;

    /// <summary>A second derivative is a sum of products twice as long, and what cancels in it is not seen in the first one.</summary>
    public static double Second(Signature signature) => signature.IsSingle ? 10 * Single : 1000 * Double;
}
