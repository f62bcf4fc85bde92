using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>An expression as a formula of variables and elements, and when that formula means the same as the value.</summary>
/// <param name="Meaning">The formula.</param>
/// <param name="Active">The variables and elements in it that carry derivatives.</param>
/// <param name="Variables">The values that its variables must still hold.</param>
/// <param name="Memory">The arrays that nothing may have written since, with the number of their state.</param>
internal sealed record Reading(Meaning Meaning, EquatableArray<Element> Active, EquatableArray<Value> Variables, EquatableArray<ArrayState> Memory)
{
    public static Reading Of(Meaning meaning) => new(meaning, [], [], []);

    /// <summary>The formula; null if there is none.</summary>
    public Formula? Formula => ExpressionReader.Real(Meaning) is var formula && FormulaAlgebra.Obstacle(formula) is null ? formula : null;

    /// <summary>The same variables and elements in another formula.</summary>
    public static Reading Of(Meaning meaning, IReadOnlyList<Reading> parts) => new(
        meaning,
        parts.SelectMany(p => p.Active).Distinct().ToEquatableArray(),
        parts.SelectMany(p => p.Variables).Distinct().ToEquatableArray(),
        parts.SelectMany(p => p.Memory).Distinct().ToEquatableArray());
}

/// <param name="Array">An array's number.</param>
/// <param name="State">How often arrays had been written.</param>
internal sealed record ArrayState(int Array, int State);
