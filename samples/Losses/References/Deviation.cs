using System.Globalization;

namespace Losses.References;

/// <summary>One component of a gradient that differs from what is expected.</summary>
public sealed record Deviation(string Component, double Expected, double Actual)
{
    public double Absolute => double.IsNaN(Actual) ? double.PositiveInfinity : Math.Abs(Actual - Expected);

    /// <summary>The difference relative to the expected value or to 1, whichever is larger.</summary>
    public double Relative => Absolute / Math.Max(1, Math.Abs(Expected));

    /// <summary>The component with the largest relative difference, over the names that <paramref name="actual"/> holds.</summary>
    public static Deviation Largest(NamedArrays expected, NamedArrays actual) =>
        Between(expected, actual).MaxBy(deviation => deviation.Relative)!;

    /// <summary>Every component of the gradients that <paramref name="actual"/> holds.</summary>
    public static IEnumerable<Deviation> Between(NamedArrays expected, NamedArrays actual) =>
        actual.Names.SelectMany(name => expected.Elements(name).Zip(actual.Elements(name), (wanted, found) =>
            new Deviation(Label(name, wanted.Index), wanted.Value, found.Value)));

    private static string Label(string name, int[] index) =>
        $"{name}[{string.Join(",", index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]";
}
