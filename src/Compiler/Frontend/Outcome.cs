using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>What an expression of any type comes to.</summary>
internal abstract record Outcome
{
    /// <summary>A number, or those of a struct.</summary>
    public sealed record Numbers(EquatableArray<Operand> Parts) : Outcome
    {
        /// <summary>What they are the numbers of; null for a number.</summary>
        public StructShape? Shape { get; init; }
    }

    /// <param name="View">Which memory.</param>
    /// <param name="Source">The expression, for messages.</param>
    public sealed record Memory(ArrayView View, IOperation Source) : Outcome;

    public static Outcome? Of(Operand? number) => number is null ? null : new Numbers([number]);

    /// <summary>The number that this is; null if there is none.</summary>
    public static Operand? Number(Outcome? outcome) => outcome is Numbers { Parts.Count: > 0 } numbers ? numbers.Parts[0] : null;
}

/// <summary>The one array that the returns of a method agree on.</summary>
internal sealed class ReturnedMemory
{
    public Outcome.Memory? First { get; set; }
}
