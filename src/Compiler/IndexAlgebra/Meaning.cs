using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>What a value of the IR is in index notation.</summary>
internal abstract record Meaning
{
    internal sealed record Real(Formula Formula) : Meaning;

    /// <summary>An integer: one affine form, or several for different cases, of which exactly one holds.</summary>
    internal sealed record Whole(EquatableArray<WholeCase> Cases) : Meaning
    {
        public static Whole Of(Affine integer) => new([new WholeCase([], integer)]);

        /// <summary>The one form; null if there are several.</summary>
        public Affine? Single => Cases.Count == 1 && Cases[0].Conditions.Count == 0 ? Cases[0].Value : null;
    }

    /// <summary>A <c>bool</c> as the number 1 or 0.</summary>
    internal sealed record Truth(Formula Formula) : Meaning;

    /// <summary>Nothing that there is a form for, and why.</summary>
    internal sealed record Opaque(string Reason) : Meaning;
}

internal sealed record WholeCase(EquatableArray<Condition> Conditions, Affine Value);
