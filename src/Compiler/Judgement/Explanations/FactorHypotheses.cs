using System.Globalization;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>What is found is what is right times something.</summary>
internal static class FactorHypotheses
{
    public static string? Sign(Evidence evidence) =>
        evidence.Holds((p, at) => -p.Right(at)) ? "the sign is wrong everywhere" : null;

    public static string? Constant(Evidence evidence)
    {
        if (Ratio(evidence.Pairs, evidence) is not { } ratio || !evidence.Holds((p, at) => ratio * p.Right(at)))
            return null;
        if (ratio == 0)
            return "it is 0 everywhere";
        double inverse = 1 / ratio;
        if (Whole(inverse) is { } missing)
            return missing == 2 && evidence.Quantity.Kind == QuantityKind.Derivative ? "the factor 2 is missing: a variable that occurs twice, as in a square, is differentiated in both places" : "the factor " + Text(missing) + " is missing";
        if (Whole(ratio) is { } excess)
            return "it is " + Text(excess) + " times too large";
        return "it is off by the factor " + ratio.ToString("G5", CultureInfo.InvariantCulture);
    }

    // A factor that is different at each point and is one of the numbers that go in.
    public static string? OfAnInput(Evidence evidence)
    {
        var points = new List<(Point Point, double Ratio)>();
        foreach (Pair pair in evidence.Pairs)
        {
            if (Ratio([pair], evidence) is not { } ratio)
            {
                if (!Enumerable.Range(0, pair.Count).All(at => evidence.AreClose(pair.Right(at), 0) && evidence.AreClose(pair.Found(at), 0)))
                    return null;
                continue;
            }
            double scale = Evidence.Scale(pair);
            if (!Enumerable.Range(0, pair.Count).All(at => evidence.AreClose(pair.Found(at), ratio * pair.Right(at), ratio * scale)))
                return null;
            points.Add((pair.Sample.Point, ratio));
        }
        if (points.Count < 3)
            return null;
        foreach ((string name, Func<Point, double> value) in Factors(evidence))
        {
            bool Is(Func<double, double> factor) => points.All(p => evidence.AreClose(p.Ratio, factor(value(p.Point))));
            if (Is(v => v))
                return "the factor " + name + " is there once too often";
            if (Is(v => 1 / v))
                return "the factor " + name + " is missing";
            if (Is(v => -v) || Is(v => -1 / v))
                return "the sign is wrong, and so is a factor " + name;
        }
        return null;
    }

    // A factor that is different for each element and is the element of an input at the same place.
    public static string? OfAnElement(Evidence evidence)
    {
        Parameter[] inputs = [.. evidence.Contest.Hand.Primal.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not ArrayParameter { Array: var array } || !array.Element.IsReal() || !evidence.Pairs.All(p => p.Sample.Point.Inputs[i].Memory!.HasShapeOf(p.Derived)))
                continue;
            double Factor(Pair pair, int at) => pair.Sample.Point.Inputs[i].Memory!.Data[at].Real;
            string element = "'" + array.Name + "' at the same index";
            if (evidence.Pairs.Any(p => p.Count > 1) && evidence.Holds((p, at) => p.Right(at) * Factor(p, at)))
                return "the element of " + element + " is there as a factor once too often";
            if (evidence.Pairs.Any(p => p.Count > 1) && evidence.Holds((p, at) => p.Right(at) / Factor(p, at)))
                return "the element of " + element + " is missing as a factor";
        }
        return null;
    }

    private static IEnumerable<(string Name, Func<Point, double> Value)> Factors(Evidence evidence)
    {
        Function primal = evidence.Contest.Hand.Primal;
        if (evidence.Contest.Hand.Kind == DerivativeKind.Adjoint && primal.Result is Result.Number)
            yield return ("'seed'", p => p.Seed[0].Number.Real);
        Parameter[] inputs = [.. primal.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            int at = i;
            if (inputs[i] is ScalarParameter { Passing: not Passing.Out, Value.Type: var type } && type != Scalar.Bool)
            {
                yield return ("'" + inputs[i].Name + "'", p => type.IsReal() ? p.Inputs[at].Number.Real : p.Inputs[at].Number.Integer);
                if (type.IsReal())
                    yield return ("'" + inputs[i].Name + "²'", p => p.Inputs[at].Number.Real * p.Inputs[at].Number.Real);
            }
            else if (inputs[i] is ArrayParameter { Array: var array })
            {
                for (int d = 0; d < (array.Form == ArrayForm.Jagged ? 1 : array.Rank); d++)
                {
                    int dimension = d;
                    string extent = array.Rank == 1 || array.Form == ArrayForm.Jagged ? array.Name + ".Length" : array.Name + ".GetLength(" + d.ToString(CultureInfo.InvariantCulture) + ")";
                    yield return ("'" + extent + "'", p => p.Inputs[at].Memory!.Extent(dimension));
                    yield return ("'2·" + extent + "'", p => 2 * p.Inputs[at].Memory!.Extent(dimension));
                }
                if (array.Rank == 2 && array.Form != ArrayForm.Jagged)
                    yield return ("'" + array.Name + ".Length'", p => p.Inputs[at].Memory!.Data.Length);
            }
        }
        if (primal.Result is Result.Number)
            yield return ("'" + primal.Name + "', the value itself,", p => p.Value.Result[0].Real);
    }

    /// <summary>Found over right at the element where right is largest; null if all is 0.</summary>
    private static double? Ratio(IEnumerable<Pair> pairs, Evidence evidence)
    {
        double largest = 0, ratio = 0;
        foreach (Pair pair in pairs)
        {
            for (int at = 0; at < pair.Count; at++)
            {
                if (Math.Abs(pair.Right(at)) > largest)
                    (largest, ratio) = (Math.Abs(pair.Right(at)), pair.Found(at) / pair.Right(at));
            }
        }
        return largest == 0 || double.IsNaN(ratio) || double.IsInfinity(ratio) ? null : ratio;
    }

    private static double? Whole(double ratio) => Math.Abs(ratio - Math.Round(ratio)) <= 1e-6 * Math.Abs(ratio) && Math.Abs(ratio) is > 1.5 and < 1000 ? Math.Round(ratio) : null;

    private static string Text(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
}
