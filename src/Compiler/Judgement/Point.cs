using DiffGen.Compiler.Interpretation;

namespace DiffGen.Compiler.Judgement;

/// <summary>Inputs at which a derivation by hand is held against the derived one.</summary>
/// <param name="Inputs">One for each of F's inputs; arrays are copied before they are handed to anyone.</param>
/// <param name="Given">What enumerations are.</param>
/// <param name="Value">What F computes there.</param>
/// <param name="Seed">Numbers for the seed of what F returns: a list of numbers, or an array.</param>
/// <param name="Before">What the derivative buffers hold on entry, by F's parameter: seeds, directions, or what nobody may use.</param>
internal sealed record Point(
    IReadOnlyList<Argument> Inputs,
    IReadOnlyDictionary<string, long> Given,
    Execution Value,
    IReadOnlyList<Argument> Seed,
    IReadOnlyDictionary<int, IReadOnlyList<Argument>> Before)
{
    /// <summary>How many numbers the inputs hold.</summary>
    public int Size => Inputs.Sum(i => i.Memory?.Data.Length ?? 1);

    public static IReadOnlyList<Argument> Copy(IReadOnlyList<Argument> arguments) =>
        [.. arguments.Select(a => a.Memory is { } memory ? memory.Copy() : a)];
}
