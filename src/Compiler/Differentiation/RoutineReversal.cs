using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses recursion: every routine becomes two, one that runs the primal and leaves a frame of what its adjoint needs on the tape, and
/// one that takes the frame back and runs the adjoint.
/// </summary>
/// <remarks>
/// Calls are reversed in the opposite order, so frames are taken in the opposite order: y = G(x) reverses to x̄ += Ḡ(ȳ), which finds the
/// frames of the calls within G below its own. What a routine read from an array that anything writes is recorded.
/// </remarks>
internal static class RoutineReversal
{
    public static void Reverse(Invoke invoke, Region region, AdjointContext context)
    {
        EquatableArray<Operand> seeds = invoke.Results.Where(r => r.Type.IsReal())
            .Select(r => region.Frame[r] ?? Constant.Zero(r.Type)).ToEquatableArray();
        Operand[] arguments = [.. invoke.Arguments.Where(a => a.Type.IsReal())];
        EquatableArray<Value> adjoints = [.. arguments.Select(a => context.Ids.Value(a.Type, a is Value value ? Names.Adjoint(value) : null))];
        region.Reverse.Add(new Invoke(context.Reverses[invoke.Routine], seeds, adjoints, Effects(invoke.Effects, context)));
        for (int i = 0; i < arguments.Length; i++)
        {
            if (context.Activity.IsActive(arguments[i]))
                region.Frame.Add(arguments[i], adjoints[i], region.Reverse);
        }
    }

    /// <summary>The arrays that routines may be handed and that do not outlive a trip, a branch or a call.</summary>
    public static HashSet<int> Ephemeral(Function function) => function.Routines.Count == 0 ? []
        : [.. function.AllStatements.OfType<Allocate>().Except(function.Body.Statements.OfType<Allocate>()).Select(a => a.Array.Id)];

    /// <summary>The routines of a derivative.</summary>
    public static EquatableArray<Routine> Differentiate(Function function, AdjointContext context)
    {
        int[] changing = [.. function.AllStatements.Where(s => s is not Allocate).Select(Walk.Writes).OfType<ArrayVariable>().Select(a => a.Id)];
        return function.Routines.SelectMany(r => Differentiate(r, changing, context)).ToEquatableArray();
    }

    private static Routine[] Differentiate(Routine routine, int[] changing, AdjointContext outer)
    {
        Function own = routine.AsFunction(outer.Ids.Next, a => !outer.Activity.IsActive(a));
        ArrayParameter[] arrays = [.. own.Parameters.OfType<ArrayParameter>().Where(p => !p.IsConstant && p.Array.Element.IsReal())];
        Operand[] results = [.. routine.Results.Where(r => r.Type.IsReal())];
        var context = new AdjointContext(own, outer.Ids, new ActivityAnalysis(own, results, arrays.Select(p => p.Array), outer.Cancellation),
            new OverwriteAnalysis(own, AffineAnalysis.Of(own, outer.Cancellation), changing, outer.Cancellation), new SelectionAnalysis(own, outer.Cancellation), outer.Cancellation)
        {
            Notes = outer.Notes,
            Reverses = outer.Reverses,
            Ephemeral = outer.Ephemeral,
            WritesRulesOut = outer.WritesRulesOut,
        };
        foreach (ArrayVariable array in routine.Arrays.Where(a => arrays.Any(p => p.Array.Id == a.Id)))
            context.SetAdjoint(arrays.First(p => p.Array.Id == array.Id).Array, outer.AdjointOf(array) with { Role = ArrayRole.Parameter });

        // The adjoint runs when the call is over: nothing of its scope is left.
        var region = new Region(null, null, own.Body, shared: false, FrameKind.Function, context);
        EquatableArray<Value> seeds = [.. results.Select(r => context.Ids.Value(r.Type, r is Value value ? Names.Adjoint(value) : null))];
        for (int i = 0; i < results.Length; i++)
        {
            if (context.Activity.IsActive(results[i]))
                region.Frame.Add(results[i], seeds[i], region.Reverse);
        }
        BlockReversal.Reverse(region, context);
        Operand[] adjoints = [.. routine.Parameters.Where(p => p.Type.IsReal()).Select(p => region.Frame[p] ?? Constant.Zero(p.Type))];
        var mirror = new Dictionary<Value, Operand>();
        Block reverse = Recording.Resolve(region, mirror, adjoints, new FrameRecorder(region, context), context);

        Routine record = routine.With(own with { Body = new Block(region.ForwardStatements().ToEquatableArray()) });
        return
        [
            record with { Name = "Record" + routine.Name },
            new Routine(outer.Reverses[routine.Id], "Reverse" + routine.Name, seeds, Outer(reverse, routine, outer), adjoints.Select(a => Rewriter.Resolve(a, mirror)).ToEquatableArray()),
        ];
    }

    // The arrays of the function around the routine, as that has them.
    private static Block Outer(Block block, Routine routine, AdjointContext outer)
    {
        var arrays = new Dictionary<int, ArrayVariable>();
        foreach (ArrayVariable array in routine.Arrays)
        {
            arrays[array.Id] = array;
            if (outer.Activity.IsActive(array))
                arrays[outer.AdjointOf(array).Id] = outer.AdjointOf(array);
        }
        return new Rewriter(o => o, array: a => arrays.TryGetValue(a.Id, out ArrayVariable? known) ? known : a).Rewrite(block);
    }

    // The adjoint reads what the routine reads, if that is still there, and reads and writes the adjoints of all it touches.
    private static Block Effects(Block primal, AdjointContext context)
    {
        ArrayVariable[] read = [.. primal.Statements.Select(Walk.Reads).OfType<ArrayVariable>()];
        ArrayVariable[] written = [.. primal.Statements.Select(Walk.Writes).OfType<ArrayVariable>()];
        ArrayVariable[] adjoints = [.. read.Concat(written).Distinct().Where(context.Activity.IsActive).Select(context.AdjointOf)];
        return RoutineEffects.Of([.. read.Where(a => !context.Ephemeral.Contains(a.Id)), .. adjoints], adjoints, context.Ids);
    }
}
