using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Differentiates recursion: every routine is handed the tangents of its numbers besides, and hands out those of its results.</summary>
internal static class RoutineTangent
{
    public static void Add(Invoke invoke, BlockBuilder block, IReadOnlyList<TangentContext> directions)
    {
        IEnumerable<Operand> arguments = directions.SelectMany(d => invoke.Arguments.Where(a => a.Type.IsReal()).Select(d.OrZero));
        Value[] results = [.. directions.SelectMany(d => invoke.Results.Where(r => r.Type.IsReal()).Select(d.Define))];
        block.Add(invoke with
        {
            Arguments = invoke.Arguments.Concat(arguments).ToEquatableArray(),
            Results = invoke.Results.Concat(results).ToEquatableArray(),
            Effects = Effects(invoke.Effects, directions),
        });
    }

    /// <summary>A routine that takes the place of the primal's.</summary>
    public static Routine Of(Routine routine, IReadOnlyList<TangentContext> directions)
    {
        Operand[] results = [.. routine.Results.Where(r => r.Type.IsReal())];
        var parameters = new List<Value>();
        Function[] own = [.. directions.Select(d => routine.AsFunction(d.Ids.Next, a => !d.Activity.IsActive(a)))];
        TangentContext[] inside = [.. directions.Select((d, k) => Inside(routine, own[k], results, d, parameters))];

        var body = new BlockBuilder(directions[0].Ids);
        BlockTangent.Add(own[0].Body, body, inside);
        EquatableArray<Operand> all = routine.Results.Concat(inside.SelectMany(d => results.Select(d.OrZero))).ToEquatableArray();
        Function derivative = own[0] with
        {
            Parameters = own[0].Parameters.Concat(parameters.Select(p => new ScalarParameter(p.Name ?? "t", p, Passing.ByValue))).ToEquatableArray(),
            Body = body.ToBlock(),
            Result = Result.Several(all),
        };
        return routine.With(inside.Aggregate(derivative, (f, d) => d.Named(f))) with { Name = "Differentiate" + routine.Name };
    }

    private static TangentContext Inside(Routine routine, Function own, Operand[] results, TangentContext outer, List<Value> parameters)
    {
        var activity = new ActivityAnalysis(own, results, own.Parameters.OfType<ArrayParameter>().Where(p => !p.IsConstant).Select(p => p.Array), outer.Cancellation,
            sharesTapes: true);
        var vanishing = new VanishingAnalysis(own, activity, inputsVanish: true, outer.Cancellation);
        var context = new TangentContext(own, outer.Ids, activity, vanishing, outer.Cancellation) { Suffix = outer.Suffix };
        foreach (ArrayVariable array in routine.Arrays.Where(outer.Activity.IsActive))
            context.Set(own.Parameters.OfType<ArrayParameter>().First(p => p.Array.Id == array.Id).Array, outer.TangentOf(array));
        foreach (Value primal in routine.Parameters.Where(p => p.Type.IsReal()))
        {
            Value tangent = context.Ids.Value(primal.Type, primal.Name is null ? null : Names.Tangent(primal.Name) + outer.Suffix);
            parameters.Add(tangent);
            if (activity.IsActive(primal))
                context.Set(primal, tangent);
        }
        return context;
    }

    // What is done to an array is done to its tangents.
    private static Block Effects(Block primal, IReadOnlyList<TangentContext> directions)
    {
        ArrayVariable[] read = [.. primal.Statements.Select(Walk.Reads).OfType<ArrayVariable>()];
        ArrayVariable[] written = [.. primal.Statements.Select(Walk.Writes).OfType<ArrayVariable>()];
        return RoutineEffects.Of(WithTangents(read, directions), WithTangents(written, directions), directions[0].Ids);
    }

    private static IEnumerable<ArrayVariable> WithTangents(ArrayVariable[] arrays, IReadOnlyList<TangentContext> directions) =>
        [.. arrays, .. directions.SelectMany(d => arrays.Where(d.Activity.IsActive).Select(d.TangentOf))];
}
