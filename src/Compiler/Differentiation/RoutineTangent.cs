using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Differentiates recursion: every routine is handed the tangents of its numbers besides, and hands out those of its results.</summary>
internal static class RoutineTangent
{
    public static void Add(Invoke invoke, BlockBuilder block, TangentContext context)
    {
        IEnumerable<Operand> arguments = invoke.Arguments.Where(a => a.Type.IsReal()).Select(context.OrZero);
        Value[] results = [.. invoke.Results.Where(r => r.Type.IsReal()).Select(context.Define)];
        block.Add(invoke with
        {
            Arguments = invoke.Arguments.Concat(arguments).ToEquatableArray(),
            Results = invoke.Results.Concat(results).ToEquatableArray(),
            Effects = Effects(invoke.Effects, context),
        });
    }

    /// <summary>A routine that takes the place of the primal's.</summary>
    public static Routine Of(Routine routine, TangentContext outer)
    {
        Function own = routine.AsFunction(outer.Ids.Next, a => !outer.Activity.IsActive(a));
        Operand[] results = [.. routine.Results.Where(r => r.Type.IsReal())];
        var activity = new ActivityAnalysis(own, results, own.Parameters.OfType<ArrayParameter>().Where(p => !p.IsConstant).Select(p => p.Array), outer.Cancellation,
            sharesTapes: true);
        var context = new TangentContext(own, outer.Ids, activity, new VanishingAnalysis(own, activity, inputsVanish: true, outer.Cancellation), outer.Cancellation);
        foreach (ArrayVariable array in routine.Arrays.Where(outer.Activity.IsActive))
            context.Set(own.Parameters.OfType<ArrayParameter>().First(p => p.Array.Id == array.Id).Array, outer.TangentOf(array));
        Value[] parameters = [.. routine.Parameters.Where(p => p.Type.IsReal()).Select(p => context.Ids.Value(p.Type, Names.Tangent(p)))];
        int next = 0;
        foreach (Value primal in routine.Parameters.Where(p => p.Type.IsReal()))
        {
            if (activity.IsActive(primal))
                context.Set(primal, parameters[next]);
            next++;
        }

        var body = new BlockBuilder(outer.Ids);
        BlockTangent.Add(own.Body, body, context);
        EquatableArray<Operand> all = routine.Results.Concat(results.Select(context.OrZero)).ToEquatableArray();
        Function derivative = context.Named(own with { Body = body.ToBlock(), Result = Result.Several(all) });
        return routine.With(derivative) with
        {
            Name = "Differentiate" + routine.Name,
            Parameters = routine.Parameters.Concat(parameters).ToEquatableArray(),
        };
    }

    // What is done to an array is done to its tangent.
    private static Block Effects(Block primal, TangentContext context)
    {
        ArrayVariable[] read = [.. primal.Statements.Select(Walk.Reads).OfType<ArrayVariable>()];
        ArrayVariable[] written = [.. primal.Statements.Select(Walk.Writes).OfType<ArrayVariable>()];
        return RoutineEffects.Of(WithTangents(read, context), WithTangents(written, context), context.Ids);
    }

    private static IEnumerable<ArrayVariable> WithTangents(ArrayVariable[] arrays, TangentContext context) =>
        [.. arrays, .. arrays.Where(context.Activity.IsActive).Select(context.TangentOf)];
}
