using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The forward transform: from the IR of F to the IR of F with its derivative along a direction.
/// </summary>
/// <remarks>
/// With ẋ given for the inputs, ẏ = (∂y/∂x)·ẋ: the statements of F in their order, each with the tangent of what it computes
/// beside it (Griewank &amp; Walther, Evaluating Derivatives, ch. 3). Nothing is recorded.
/// </remarks>
internal static class TangentFunction
{
    public static Function Of(Function function, CancellationToken cancellation) =>
        new TangentParameters(function).Differentiate(cancellation);

    /// <summary>H·ẋ is the tangent of the gradient.</summary>
    /// <param name="gradient">FGradient.</param>
    /// <param name="own">How many of its parameters are F's.</param>
    public static Function HessianVectorProduct(Function gradient, int own, CancellationToken cancellation) =>
        new TangentParameters(gradient, own).Differentiate(cancellation);

    private static Function Differentiate(this TangentParameters parameters, CancellationToken cancellation)
    {
        Function function = parameters.Primal;
        var activity = new ActivityAnalysis(function, parameters.DependentScalars, parameters.DependentArrays, cancellation, function.Routines.Count > 0);
        var context = new TangentContext(function, parameters.Ids, activity, new VanishingAnalysis(function, activity, inputsVanish: false, cancellation), cancellation);
        foreach ((Value primal, Value tangent) in parameters.Inputs)
        {
            if (activity.IsActive(primal))
                context.Set(primal, tangent);
        }
        foreach ((ArrayVariable array, ArrayVariable tangent) in parameters.Arrays)
            context.Set(array, tangent);

        var body = new BlockBuilder(parameters.Ids) { Origin = new Origin("", Sweep.Tangent) };
        foreach (ArrayVariable scratch in parameters.ScratchArrays.Where(activity.IsActive))
            AdjointFunction.AllocateLike(scratch, context.TangentOf(scratch), body);
        foreach ((ArrayVariable array, ArrayVariable direction) in parameters.Changed.Where(c => activity.IsActive(c.Array)))
            AdjointFunction.AllocateLike(array, context.TangentOf(array), body, direction);
        // A gradient that does not change along any direction.
        foreach ((ArrayVariable array, ArrayVariable tangent) in parameters.Arrays.Where(a => parameters.DependentArrays.Contains(a.Array) && !activity.IsActive(a.Array)))
            body.Add(new Clear(tangent));
        BlockTangent.Add(function.Body, body, [context]);

        Function derivative = function with
        {
            Parameters = parameters.All,
            Body = body.ToBlock(),
            Routines = function.Routines.Select(r => RoutineTangent.Of(r, [context])).ToEquatableArray(),
            Outputs = [.. function.Outputs, .. parameters.Outputs.Select(o => new Output(o.Parameter, context.OrZero(o.Value), Adds: false))],
            Tangent = Of(function.Result, context),
            SameShapes = parameters.SameShapes,
        };
        return context.Named(derivative) with { NextId = parameters.Ids.Next };
    }

    private static Result? Of(Result? result, TangentContext context) => result switch
    {
        Result.Memory memory => new Result.Memory(context.TangentOf(memory.Array)),
        Result.Composite composite => composite.Select(context.OrZero),
        _ => null,
    };
}
