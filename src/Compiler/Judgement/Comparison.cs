using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>Holds the two sides against each other at one point.</summary>
internal sealed class Comparison(Contest contest, Tolerance tolerance, SplitMix random)
{
    // Nearer than this to a kink no point is by chance.
    private const double Step = 1e-6;

    // A shake of 6e-8 grows to this only where a number is 0 but for rounding, or hardly determined by the inputs at all.
    private const double MostShaken = 1e-3;

    /// <summary>Null where nothing can be said: the derivative jumps here, or is not finite.</summary>
    public Sample? At(Point point)
    {
        Outcome derived = contest.Derived(point);
        if (derived.Fault is not null || !IsFinite(derived))
            return null;
        Outcome hand = contest.ByHand(point);
        if (hand.Fault is not null)
            return FaultsNearby(point, hand.Fault) && !contest.IsSingular(point) ? new Sample(point, derived, hand, []) : null;
        List<Difference> differences = [.. Differences(point, derived, hand)];
        if (differences.Count > 0)
        {
            if (!RemoveRounding(differences, point, derived, hand))
                return null;
            if (differences.Count > 0 && (contest.IsSingular(point) || !RemoveJumps(differences, point, derived, hand)))
                return null;
        }
        return new Sample(point, derived, hand, differences);
    }

    /// <summary>Whether a function computes the derived numbers where the one by hand does not.</summary>
    public bool Agrees(Sample sample, Outcome other)
    {
        if (other.Fault is not null)
            return false;
        for (int q = 0; q < contest.Quantities.Count; q++)
        {
            Memory right = sample.Derived.Quantities[q], found = other.Quantities[q];
            if (contest.Quantities[q].Kind == QuantityKind.Own)
                continue;
            if (!right.HasShapeOf(found))
                return false;
            double scale = right.Data.Select(n => Math.Abs(n.Real)).DefaultIfEmpty(0).Max();
            for (int e = 0; e < right.Data.Length; e++)
            {
                if (!tolerance.AreClose(right.Data[e].Real, found.Data[e].Real) && !(Math.Abs(right.Data[e].Real - found.Data[e].Real) <= 1e-12 * scale))
                    return false;
            }
        }
        return true;
    }

    private bool IsFinite(Outcome outcome) => outcome.Quantities.All(q => !q.Element.IsReal()
        || q.Data.All(n => !(double.IsNaN(n.Real) || double.IsInfinity(n.Real))));

    private IEnumerable<Difference> Differences(Point point, Outcome derived, Outcome hand)
    {
        for (int q = 0; q < contest.Quantities.Count; q++)
        {
            Memory right = derived.Quantities[q], found = hand.Quantities[q];
            if (!right.HasShapeOf(found))
            {
                yield return new Difference(q, -1);
                continue;
            }
            if (contest.Quantities[q].Kind == QuantityKind.Own && IsUntouched(point, q, found))
                continue;
            for (int e = 0; e < right.Data.Length; e++)
            {
                bool same = right.Element.IsReal() ? tolerance.AreClose(right.Data[e].Real, found.Data[e].Real) : right.Data[e].Integer == found.Data[e].Integer;
                if (!same)
                    yield return new Difference(q, e);
            }
        }
    }

    // A derivative that leaves F's outputs alone says nothing wrong about them.
    private bool IsUntouched(Point point, int q, Memory found)
    {
        Quantity quantity = contest.Quantities[q];
        int at = contest.Hand.Primal.Parameters.Take(quantity.Parameter).Sum(p => p.Leaves.Count()) + quantity.Leaf;
        return point.Inputs[at] is var input && (input.Memory is { } memory
            ? memory.Data.Select(n => n.Integer).SequenceEqual(found.Data.Select(n => n.Integer))
            : input.Number.Integer == found.Data[0].Integer);
    }

    private bool FaultsNearby(Point point, Fault fault) => contest.ByHand(Moved(point, 1)).Fault is { } nearby && nearby.Kind == fault.Kind;

    /// <summary>False if nothing is left that can be relied on, although the two sides differ.</summary>
    private bool RemoveRounding(List<Difference> differences, Point point, Outcome derived, Outcome hand)
    {
        Outcome[] derivedShaken = [contest.Derived(point, Tolerance.Shaking(random)), contest.Derived(point, Tolerance.Shaking(random))];
        Outcome handShaken = contest.ByHand(point, Tolerance.Shaking(random));
        if (derivedShaken.Any(s => s.Fault is not null))
            return false;
        // Where a number is mostly rounding, as in an iteration that does not settle, there is nothing to compare with.
        int unreliable = differences.RemoveAll(d => d.At >= 0 && derived.Quantities[d.Quantity].Element.IsReal()
            && derivedShaken.Any(s => Apart(Number(derived, d), Number(s, d)) > MostShaken * Math.Max(Scale(derived, d.Quantity), Finite(Number(hand, d)))));
        differences.RemoveAll(d =>
        {
            if (d.At < 0 || !derived.Quantities[d.Quantity].Element.IsReal())
                return false;
            double right = Number(derived, d), found = Number(hand, d);
            double floor = Tolerance.Floor(right, Number(derivedShaken[0], d)) + (handShaken.Fault is null ? Tolerance.Floor(found, Number(handShaken, d)) : 0);
            return Math.Abs(right - found) <= floor * Math.Max(1, tolerance.Relative / 1e-9);
        });
        return differences.Count > 0 || unreliable == 0;
    }

    // Beside what is large a 0 that was rounded is still a 0.
    private double Scale(Outcome derived, int quantity)
    {
        QuantityKind kind = contest.Quantities[quantity].Kind;
        double scale = 0;
        for (int q = 0; q < derived.Quantities.Count; q++)
        {
            if (contest.Quantities[q].Kind == kind && derived.Quantities[q].Element.IsReal())
                scale = derived.Quantities[q].Data.Select(n => Math.Abs(n.Real)).Append(scale).Max();
        }
        return scale;
    }

    private static double Finite(double number) => double.IsNaN(number) || double.IsInfinity(number) ? 0 : Math.Abs(number);

    // At a kink the two sides may have chosen differently; beside it they must agree.
    private bool RemoveJumps(List<Difference> differences, Point point, Outcome derived, Outcome hand)
    {
        int before = differences.Count;
        for (int side = 1; side <= 2 && differences.Count > 0; side++)
        {
            Point moved = Moved(point, side);
            Outcome derivedNearby = contest.Derived(moved), handNearby = contest.ByHand(moved);
            if (derivedNearby.Fault is not null)
                return false;
            differences.RemoveAll(d =>
            {
                if (d.At < 0 || !derived.Quantities[d.Quantity].Element.IsReal() || handNearby.Fault is not null)
                    return false;
                double right = Number(derived, d), nearby = Number(derivedNearby, d);
                double apart = Apart(right, Number(hand, d)), apartNearby = Apart(nearby, Number(handNearby, d));
                return Math.Abs(right - nearby) > 0.2 * apart || apartNearby < 0.5 * apart;
            });
        }
        return differences.Count > 0 || before == 0;
    }

    // What is no number is as far away as the whole of the other one.
    private static double Apart(double right, double found) => double.IsNaN(found) || double.IsInfinity(found) ? Math.Abs(right) : Math.Abs(right - found);

    private static double Number(Outcome outcome, Difference d) => outcome.Quantities[d.Quantity].Data[d.At].Real;

    /// <summary>A point very near, its seeds and buffers the same.</summary>
    private Point Moved(Point point, int side)
    {
        var away = random.Fork(side);
        Parameter[] inputs = [.. contest.Hand.Primal.Inputs];
        double Shift(double x) => x * (1 + (Step * away.Between(0.5, 1) * (away.Chance(2) ? -1 : 1)));
        return point with
        {
            Inputs = [.. point.Inputs.Select((argument, i) =>
            {
                if (argument.Memory is { } memory)
                {
                    Memory moved = memory.Copy();
                    for (int e = 0; memory.Element.IsReal() && e < moved.Data.Length; e++)
                        moved.Data[e] = new Number(Shift(moved.Data[e].Real));
                    return moved;
                }
                return inputs[i] is ScalarParameter { Value.Type: Scalar.Single or Scalar.Double } ? new Number(Shift(argument.Number.Real)) : argument;
            })],
        };
    }
}
