using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>One rewriting of a function that keeps its meaning.</summary>
internal sealed record Pass(string Name, Func<Function, CancellationToken, Function> Run);

/// <summary>The optimiser: which passes run, in which order.</summary>
/// <remarks>
/// Values of the primal stay the same to the last bit: what belongs to the primal sweep is only rewritten by identities that
/// are exact in IEEE arithmetic. In the adjoint sweep sums may be added in another order and zeros may lose their sign.
/// </remarks>
internal static class Passes
{
    /// <summary>Before differentiation: the normal form of the primal.</summary>
    public static IReadOnlyList<Pass> Primal { get; } =
    [
        Simplify.Pass,
        ReuseSubexpressions.Pass,         // one load of x[i], so that its adjoint is added up in one place
        CountedLoops.Pass,                // after the limit has become the same value before the loop and in it
        SimplifyInductionVariables.Pass,  // after equal increments have become the same value
        HoistInvariants.IntegersPass,     // the bounds of loops, so that equal ones are seen to be equal
        SimplifyInductionVariables.Pass,  // what an inner loop adds to an index is now seen to be the same in every trip of the outer one
        HoistInvariants.IntegersPass,
        ReuseSubexpressions.Pass,         // what was hoisted from several loops
        Simplify.Pass,
        RemoveKnownChecks.Pass,           // once an index and the limit of its loop are the same values
        RemoveInvariantCarried.Pass,      // a loop that changes nothing is not needed: it must be seen before the next pass
        KeepExceptions.Pass,              // of what the next pass removes
        RemoveDeadCode.Pass,
        new Pass(nameof(SinkAllocations), SinkAllocations.Run),  // compares the bounds of loops, so after they have become the same values
    ];

    /// <summary>After differentiation.</summary>
    public static IReadOnlyList<Pass> Derivative { get; } =
    [
        Simplify.Pass,
        RemoveInvariantCarried.Pass,      // adjoints of sums become uses of the seed, which the rest can see through
        ReuseSubexpressions.Pass,         // the adjoint takes over the primal's values
        Simplify.Pass,                    // t + t, once both are the same value
        RemoveDeadCode.Pass,              // before the passes that count accesses
        HoistInvariants.Pass,
        RemoveDeadStores.Pass,
        ReadSeedsInPlace.Pass,            // once elements that are used up are not set to 0 any more
        AssignAfterReset.Pass,
        CountUpwards.Pass,                // once adjoints that are the same in every trip are not handed on any more
        InterchangeLoops.Pass,            // as soon as loops count upwards; it makes elements that only the inner loop adds to
        PromoteAccumulations.Pass,        // inner loops first; what is left of dx[i] += … stands in the loop over i alone
        AssignInsteadOfAccumulate.Pass,   // after promotion: only then each element is written once
        SkipClearing.Pass,
        ReuseSubexpressions.Pass,         // across what was hoisted and fused
        HoistInvariants.Pass,
        Simplify.Pass,
        RemoveDeadCode.Pass,
        CheckSeedsFirst.Pass,
    ];

    /// <param name="disabled">Names of passes to leave out; tests switch off each in turn.</param>
    public static Function Run(IReadOnlyList<Pass> passes, Function function, CancellationToken ct, IReadOnlyCollection<string>? disabled = null)
    {
        function = RoutineEffects.Anew(function);
        foreach (Pass pass in passes)
        {
            ct.ThrowIfCancellationRequested();
            if (disabled is null || !disabled.Contains(pass.Name))
                function = pass.Run(function, ct);
        }
        for (int i = 0; i < function.Routines.Count; i++)
        {
            Routine routine = function.Routines[i];
            Function own = Run(passes, routine.AsFunction(function.NextId), ct, disabled);
            function = function with
            {
                NextId = own.NextId,
                Routines = function.Routines.Select(r => r == routine ? routine.With(own) : r).ToEquatableArray(),
            };
        }
        return RoutineEffects.Anew(CalledRoutines(function));
    }

    // The calls may all have stood in branches that are never taken.
    private static Function CalledRoutines(Function function)
    {
        if (function.Routines.Count == 0)
            return function;
        var bodies = function.Routines.ToDictionary(r => r.Id, r => r.Body);
        var called = new HashSet<int>();
        var open = new Stack<Block>([function.Body]);
        while (open.Count > 0)
        {
            foreach (Invoke call in Walk.Statements(open.Pop()).OfType<Invoke>())
            {
                if (called.Add(call.Routine))
                    open.Push(bodies[call.Routine]);
            }
        }
        return function with { Routines = function.Routines.Where(r => called.Contains(r.Id)).ToEquatableArray() };
    }
}
