using static DiffGen.Compiler.Rules.Row;

namespace DiffGen.Compiler.Rules;

/// <summary>Questions about a number; the answer is a <c>bool</c> and carries no derivative.</summary>
internal static class PredicateRules
{
    public static IReadOnlyList<Rule> Rows { get; } =
    [
        Cut("IsEvenInteger", containers: Containers.Number),
        Cut("IsFinite", containers: Containers.Number),
        Cut("IsInfinity", containers: Containers.Number),
        Cut("IsInteger", containers: Containers.Number),
        Cut("IsNaN", containers: Containers.Number),
        Cut("IsNegative", containers: Containers.Number),
        Cut("IsNegativeInfinity", containers: Containers.Number),
        Cut("IsNormal", containers: Containers.Number),
        Cut("IsOddInteger", containers: Containers.Number),
        Cut("IsPositive", containers: Containers.Number),
        Cut("IsPositiveInfinity", containers: Containers.Number),
        Cut("IsPow2", containers: Containers.Number),
        Cut("IsRealNumber", containers: Containers.Number),
        Cut("IsSubnormal", containers: Containers.Number),
    ];
}
