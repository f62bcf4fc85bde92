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
    public static Function Of(Function function, CancellationToken cancellation)
    {
        var parameters = new TangentParameters(function);
        var activity = new ActivityAnalysis(function, parameters.DependentScalars, parameters.DependentArrays, cancellation);
        var context = new TangentContext(parameters.Ids, activity, new VanishingAnalysis(function, activity, inputsVanish: false, cancellation), cancellation);
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
        BlockTangent.Add(function.Body, body, context);

        Function derivative = function with
        {
            Parameters = parameters.All,
            Body = body.ToBlock(),
            Routines = function.Routines.Select(r => RoutineTangent.Of(r, context)).ToEquatableArray(),
            Outputs = [.. function.Outputs, .. parameters.Outputs.Select(o => new Output(o.Parameter, context.OrZero(o.Value), Adds: false))],
            Tangent = Of(function.Result, context),
            SameShapes = parameters.Arrays.Select(p => new SameShape(p.Tangent, p.Array)).ToEquatableArray(),
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
