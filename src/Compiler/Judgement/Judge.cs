using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Judgement.Explanations;
using DiffGen.Compiler.Optimization;

namespace DiffGen.Compiler.Judgement;

/// <summary>How thoroughly a derivation by hand is looked at.</summary>
/// <param name="Seed">Which random numbers.</param>
/// <param name="Points">At how many inputs at most.</param>
/// <param name="Steps">How many statements may be interpreted in all.</param>
internal sealed record JudgeOptions(ulong Seed = 1, int Points = 24, long Steps = 1_000_000)
{
    /// <summary>Whether a proof is tried where no difference was found.</summary>
    public bool Proves { get; init; } = true;
}

/// <summary>
/// Holds a derivative that was derived by hand against the one that DiffGen derives: both are interpreted at inputs of many shapes.
/// A pure function: the same verdict everywhere, for the same seed.
/// </summary>
internal static class Judge
{
    private const int LeastPoints = 6;

    // What is kept back to explain a difference.
    private const int ShareOfExplaining = 2;

    public static Verdict Of(HandDerivative hand, JudgeOptions options, CancellationToken cancellation)
    {
        Function primal = Passes.Run(Passes.Primal, hand.Primal, cancellation);
        Function derived = Passes.Run(Passes.Derivative, hand.Kind switch
        {
            DerivativeKind.Gradient => AdjointFunction.Gradient(primal, cancellation),
            DerivativeKind.Adjoint => AdjointFunction.Adjoint(primal, cancellation),
            _ => TangentFunction.Of(primal, cancellation),
        }, cancellation);
        var budget = new Budget(options.Steps);
        var interpretation = new InterpreterOptions { Arithmetic = new Arithmetic(hand.IsOverflowChecked, Widened: true) };
        var contest = new Contest(hand, derived, interpretation, budget, cancellation);
        if (hand.Hand.Captures.FirstOrDefault(c => contest.CaptureOf(c) < 0) is { } other)
            return new Verdict.Unchecked("it reads '" + other.Text + "', which '" + hand.Primal.Name + "' does not, so its value is not known");

        var maker = new PointMaker(primal, interpretation, options.Seed, budget, cancellation);
        if (!maker.FindDomains())
            return new Verdict.Unchecked("no inputs were found that '" + hand.Primal.Name + "' accepts: " + maker.Obstacle);
        var comparison = new Comparison(contest, Tolerance.For(hand), new SplitMix(options.Seed).Fork(-1));
        var samples = new List<Sample>();
        string? obstacle = null;
        for (int number = 0; number < options.Points && !budget.IsSpent; number++)
        {
            if (samples.Any(s => s.Differs) && budget.Left < options.Steps / ShareOfExplaining)
                break;
            cancellation.ThrowIfCancellationRequested();
            if (maker.Make(number) is not { } point)
                continue;
            Sample? sample = comparison.At(point);
            if (sample?.Hand.Fault is { Kind: FaultKind.Limit or FaultKind.Unknown } fault)
                obstacle = fault.Message;
            else if (sample is not null)
                samples.Add(sample);
        }

        if (samples.Any(s => s.Differs))
            return Differing(primal, new Evidence(contest, comparison, samples, budget, cancellation));
        if (obstacle is not null)
            return new Verdict.Unchecked(obstacle);
        if (samples.Count < LeastPoints)
            return new Verdict.Unchecked("only " + Text(samples.Count) + " inputs were found at which both could be computed");
        if (options.Proves && Proof.Holds(hand, primal, cancellation))
            return new Verdict.Proved();
        return samples.Any(s => Says(contest, s))
            ? new Verdict.NoDifference(samples.Count)
            : new Verdict.Unchecked("the derivative is 0 at every input that was tried");
    }

    // Whether a sample tells anything about a derivative: one is not 0, and was not left as it was.
    private static bool Says(Contest contest, Sample sample)
    {
        for (int q = 0; q < contest.Quantities.Count; q++)
        {
            Quantity quantity = contest.Quantities[q];
            Memory right = sample.Derived.Quantities[q];
            if (quantity.Kind is not (QuantityKind.Derivative or QuantityKind.Tangent))
                continue;
            bool adds = quantity.Kind == QuantityKind.Derivative && contest.Hand.Kind != DerivativeKind.Gradient;
            Argument before = adds ? sample.Point.Before[quantity.Parameter][quantity.Leaf] : default;
            for (int e = 0; e < right.Data.Length; e++)
            {
                if (right.Data[e].Real != (before.Memory?.Data[e] ?? before.Number).Real)
                    return true;
            }
        }
        return false;
    }

    private static Verdict.Differs Differing(Function primal, Evidence evidence)
    {
        Sample first = evidence.First;
        string inputs = PointText.Of(evidence.Contest.Hand.Primal, first.Point);
        string? explanation = Hypotheses.Explain(evidence);
        if (first.Differences.Count == 0)
            return new Verdict.Differs("", "", first.Hand.Fault!.Message, inputs, null, explanation);
        Difference difference = first.Differences[0];
        Quantity quantity = evidence.Contest.Quantities[difference.Quantity];
        string? formula = quantity.Kind == QuantityKind.Derivative ? RightFormula.Of(evidence.Contest.Hand, primal, quantity.Parameter, evidence.Cancellation) : null;
        Memory right = first.Derived.Quantities[difference.Quantity], found = first.Hand.Quantities[difference.Quantity];
        if (difference.At < 0)
            return new Verdict.Differs(quantity.Name, "an array of another shape", "this one", inputs, formula, explanation);
        return new Verdict.Differs(quantity.Element(right.Subscripts(difference.At), right.IsJagged),
            PointText.Of(right.Element, right.Data[difference.At], found.Data[difference.At]), PointText.Of(found.Element, found.Data[difference.At], right.Data[difference.At]), inputs, formula, explanation);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
