using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>All functions that DiffGen knows the derivative of.</summary>
internal static class RuleTable
{
    /// <summary>Every row, in a fixed order.</summary>
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        .. ArithmeticRules.Rows,
        .. PowerRules.Rows,
        .. ExponentialRules.Rows,
        .. LogarithmicRules.Rows,
        .. TrigonometricRules.Rows,
        .. HyperbolicRules.Rows,
        .. SelectionRules.Rows,
        .. RoundingRules.Rows,
        .. PredicateRules.Rows,
    ];

    private static readonly ILookup<(string Name, int Arity), Rule> ByName = Rows.ToLookup(row => (row.Name, row.Arity));

    /// <summary>The row of a function called with so many arguments; null if there is none.</summary>
    public static Rule? Find(MathFunction function, int arity)
    {
        Containers container = ContainerOf(function);
        return ByName[(function.Name, arity)].FirstOrDefault(row => (row.Containers & container) != 0);
    }

    private static Containers ContainerOf(MathFunction function) => function.Container switch
    {
        "System.Math" => Containers.Math,
        "System.MathF" => Containers.MathF,
        "double" or "float" => Containers.Number,
        _ => Containers.None,
    };
}
