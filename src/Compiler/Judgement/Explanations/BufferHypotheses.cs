using DiffGen.Compiler.Differentiation;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Right numbers that meet the buffer in a wrong way.</summary>
internal static class BufferHypotheses
{
    public static string? LeftAsItWas(Evidence evidence)
    {
        if (evidence.Quantity.Kind != QuantityKind.Derivative || evidence.Contest.Hand.Kind != DerivativeKind.Gradient)
            return null;
        bool everywhere = evidence.Pairs.All(p => Enumerable.Range(0, p.Count).All(at => p.Found(at) == p.Before!.Data[at].Real));
        if (everywhere)
            return "'" + evidence.Quantity.Name + "' is never written";
        bool where = evidence.Pairs.All(p => Enumerable.Range(0, p.Count).All(at =>
            p.Found(at) == p.Before!.Data[at].Real || evidence.AreClose(p.Found(at), p.Right(at), Evidence.Scale(p))));
        if (!where)
            return null;
        bool zero = evidence.Pairs.All(p => Enumerable.Range(0, p.Count).All(at =>
            p.Found(at) != p.Before!.Data[at].Real || p.Right(at) == 0));
        return zero
            ? "the elements of '" + evidence.Quantity.Name + "' whose derivative is 0 keep what they held before; a gradient overwrites them"
            : "some elements of '" + evidence.Quantity.Name + "' are not written and keep what they held before";
    }

    public static string? AddedTo(Evidence evidence) =>
        evidence.Quantity.Kind == QuantityKind.Derivative && evidence.Contest.Hand.Kind == DerivativeKind.Gradient
        && evidence.Holds((p, at) => p.Right(at) + p.Before!.Data[at].Real)
            ? "the derivative is added to what '" + evidence.Quantity.Name + "' held before; a gradient overwrites it"
            : null;

    // Of an adjoint the pairs are what is added: nothing is left of what was there before.
    public static string? Overwritten(Evidence evidence) =>
        evidence.Quantity.Kind == QuantityKind.Derivative && evidence.Contest.Hand.Kind == DerivativeKind.Adjoint && !evidence.IsOutput(evidence.Quantity.Parameter)
        && evidence.Holds((p, at) => p.Right(at) - p.Before!.Data[at].Real)
            ? "'" + evidence.Quantity.Name + "' is overwritten; an adjoint adds to it"
            : null;

    public static string? SeedNotConsumed(Evidence evidence)
    {
        if (evidence.Quantity.Kind != QuantityKind.Derivative || evidence.Contest.Hand.Kind != DerivativeKind.Adjoint || !evidence.IsOutput(evidence.Quantity.Parameter))
            return null;
        if (evidence.Holds((p, at) => p.Before!.Data[at].Real))
            return "the seed in '" + evidence.Quantity.Name + "' is still there afterwards; it has to become the adjoint of what the parameter held on entry";
        return evidence.Holds((p, at) => p.Right(at) + p.Before!.Data[at].Real)
            ? "the seed in '" + evidence.Quantity.Name + "' is not consumed: the adjoint is added to it"
            : null;
    }
}
