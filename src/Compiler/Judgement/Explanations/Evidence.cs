using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Both sides of one quantity at one point; of an adjoint what is added, where it adds.</summary>
/// <param name="Sample">The point and all that was computed there.</param>
/// <param name="Derived">What is right.</param>
/// <param name="Hand">What is computed by hand.</param>
/// <param name="Before">What the buffer held on entry; null if there is none.</param>
internal sealed record Pair(Sample Sample, Memory Derived, Memory Hand, Memory? Before)
{
    public int Count => Derived.Data.Length;

    public double Right(int at) => Derived.Data[at].Real;

    public double Found(int at) => Hand.Data[at].Real;
}

/// <summary>Everything that is known of a derivation by hand that differs; explanations are tried on it.</summary>
internal sealed class Evidence
{
    private readonly Tolerance _tolerance;

    public Evidence(Contest contest, Comparison comparison, IReadOnlyList<Sample> samples, Budget budget, CancellationToken cancellation)
    {
        Contest = contest;
        Comparison = comparison;
        Samples = samples;
        Budget = budget;
        Cancellation = cancellation;
        _tolerance = new Tolerance(Tolerance.For(contest.Hand).Relative * 100);
        First = samples.Where(s => s.Differences.Count > 0).FirstOrDefault() ?? samples.First(s => s.Differs);
        QuantityIndex = First.Differences.Count > 0 ? First.Differences[0].Quantity : -1;
        if (QuantityIndex >= 0 && First.Differences[0].At >= 0 && First.Derived.Quantities[QuantityIndex].Element.IsReal())
            Pairs = [.. samples.Where(s => s.Hand.Fault is null && s.Differences.All(d => d.At >= 0)).Select(Paired)];
    }

    public Contest Contest { get; }

    public Comparison Comparison { get; }

    public IReadOnlyList<Sample> Samples { get; }

    public Budget Budget { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The sample that the message shows.</summary>
    public Sample First { get; }

    /// <summary>The quantity that differs there first; -1 if the derivation by hand came to no end.</summary>
    public int QuantityIndex { get; }

    public Quantity Quantity => Contest.Quantities[QuantityIndex];

    /// <summary>The quantity at every point, differing or not; empty if there are no numbers to compare.</summary>
    public IReadOnlyList<Pair> Pairs { get; } = [];

    public bool AreClose(double a, double b, double scale = 0) => _tolerance.AreClose(a, b) || Math.Abs(a - b) <= 1e-9 * scale;

    /// <summary>Whether what is found is what a formula makes of what is right, everywhere.</summary>
    public bool Holds(Func<Pair, int, double> expected) => Pairs.All(p =>
    {
        double scale = Scale(p);
        for (int at = 0; at < p.Count; at++)
        {
            if (!AreClose(p.Found(at), expected(p, at), scale))
                return false;
        }
        return true;
    });

    public static double Scale(Pair pair)
    {
        double scale = 0;
        for (int at = 0; at < pair.Count; at++)
            scale = Math.Max(scale, Math.Abs(pair.Right(at)));
        return scale;
    }

    private Pair Paired(Sample sample)
    {
        Memory right = sample.Derived.Quantities[QuantityIndex], found = sample.Hand.Quantities[QuantityIndex];
        Memory? before = null;
        if (Quantity.Kind == QuantityKind.Derivative)
        {
            Argument held = sample.Point.Before[Quantity.Parameter][Quantity.Leaf];
            before = held.Memory;
            if (before is null)
            {
                before = right.Like();
                before.Data[0] = held.Number;
            }
            if (Contest.Hand.Kind == DerivativeKind.Adjoint && !IsOutput(Quantity.Parameter))
                (right, found) = (Minus(right, before), Minus(found, before));
        }
        return new Pair(sample, right, found, before);
    }

    /// <summary>Whether F changes a parameter, so that its adjoint comes in as a seed.</summary>
    public bool IsOutput(int parameter) => Contest.Hand.Primal.Parameters[parameter] switch
    {
        ScalarParameter { Passing: Passing.Ref or Passing.Out } or CompositeParameter { Passing: Passing.Ref or Passing.Out } => true,
        var p => p.Leaves.OfType<ArrayParameter>().Any(a => Contest.Hand.Primal.Writes(a.Array)),
    };

    private static Memory Minus(Memory a, Memory b)
    {
        Memory difference = a.Like();
        for (int at = 0; at < difference.Data.Length; at++)
            difference.Data[at] = new Number(a.Data[at].Real - b.Data[at].Real);
        return difference;
    }
}
