using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Where an array is cleared and a nest of loops then adds to each element exactly once (<see cref="FullNests"/>), the nest assigns, and
/// nothing has to be cleared: 0 + v = v.
/// </summary>
internal static class AssignInsteadOfAccumulate
{
    public static readonly Pass Pass = new(nameof(AssignInsteadOfAccumulate), Run);

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = new FullNests(function, ct).Visit(function.Body, Fill) };

    private static Loop? Fill(Loop nest, ArrayVariable array, IReadOnlyList<Statement> touching) =>
        touching.Count == 1 && touching[0] is Accumulate { Origin.Sweep: Sweep.Adjoint } ? Assign(nest, array) : null;

    private static Loop Assign(Loop loop, ArrayVariable array) => loop with
    {
        Body = new Block(loop.Body.Statements.Select(s => s switch
        {
            Loop inner when FullNests.Touches(inner, array) => Assign(inner, array),
            Accumulate a when a.Array == array => new Store(a.Array, a.Indices, a.Value) { Origin = a.Origin },
            _ => s,
        }).ToEquatableArray()),
    };
}
