using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>Functions that are constant between their jumps: the derivative is 0, at the jumps by convention.</summary>
internal static class RoundingRules
{
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Cut("Ceiling"),
        Cut("Floor"),
        Cut("Truncate"),
        Cut("Round"),
        Cut("Round", arity: 2), // digits, or how midpoints are rounded
        Cut("Round", arity: 3),
        Cut("Sign"), // an int
        Cut("ILogB"), // an int
    ];
}
