using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>All functions that DiffGen knows the derivative of.</summary>
internal static class RuleTable
{
    /// <summary>Every row, in a fixed order.</summary>
    public static IReadOnlyList<Rule> Rows { get; } = [];

    /// <summary>The row of a function called with so many arguments; null if there is none.</summary>
    public static Rule? Find(MathFunction function, int arity) => null;
}
