namespace DiffGen.RandomPrograms;

/// <summary>A method to be differentiated, as text, and what it takes to call it.</summary>
/// <param name="Seed">What it was generated from; its arguments come from it too.</param>
/// <param name="ClassName">The class that <paramref name="Source"/> declares; the method is its <c>F</c>.</param>
/// <param name="Source">The class, with F and the methods it calls.</param>
/// <param name="Shapes">
/// For each parameter that needs one, a letter for each extent: N and M are sizes that parameters share, a digit is itself. An
/// <c>int</c> with a letter is that size; an <c>int</c> without one is a small number.
/// </param>
internal sealed record RandomProgram(int Seed, string ClassName, string Source, IReadOnlyDictionary<string, string> Shapes)
{
    /// <summary>What is to be generated.</summary>
    public required Derivatives Derivatives { get; init; }

    /// <summary>Arrays that F does not write.</summary>
    public IReadOnlyCollection<string> ReadOnly { get; init; } = [];

    /// <summary>Names of optimiser passes that are left out when it is compiled.</summary>
    public IReadOnlyCollection<string> Disabled { get; init; } = [];
}
