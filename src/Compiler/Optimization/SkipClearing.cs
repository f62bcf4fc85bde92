using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Does not clear an array that a nest of loops then assigns element by element (<see cref="FullNests"/>), looking at nothing but the
/// element just assigned.
/// </summary>
/// <remarks>C# clears what <c>new</c> makes; that costs as much as a loop over it.</remarks>
internal static class SkipClearing
{
    public static readonly Pass Pass = new(nameof(SkipClearing), Run);

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = new FullNests(function, ct).Visit(function.Body, Fill) };

    private static Loop? Fill(Loop nest, ArrayVariable array, IReadOnlyList<Statement> touching) =>
        touching[0] is Store store && Walk.Statements(touching).All(s => Touched(s, array) is not { } indices || indices.Equals(store.Indices)) ? nest : null;

    private static EquatableArray<Operand>? Touched(Statement statement, ArrayVariable array) => statement switch
    {
        Let { Expression: Load e } when e.Array == array => e.Indices,
        Store s when s.Array == array => s.Indices,
        Accumulate s when s.Array == array => s.Indices,
        _ => null,
    };
}
