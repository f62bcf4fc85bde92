using System.Globalization;
using System.Text;

namespace DiffGen.Runtime;

/// <summary>Puts what a gradient check found into words and columns.</summary>
internal static class GradientTable
{
    private static readonly string[] Heads = ["component", "analytic", "numeric", "rel. error", "uncertainty", "step", "verdict"];

    public static string Of(GradientCheckResult result, int maximumRows)
    {
        IReadOnlyList<GradientComponent> all = result.Components;
        var text = new StringBuilder();
        text.Append(Summary(result)).Append('\n');
        if (result.Worst is null)
            return text.ToString();
        text.Append("Worst: ").Append(result.Worst).Append("\n\n");

        List<GradientComponent> shown = [.. all];
        if (all.Count > maximumRows)
        {
            // OrderBy is stable, so that equally bad ones keep the order of the inputs.
            shown = [.. all.OrderBy(c => c, Comparer<GradientComponent>.Create((a, b) => IsWorse(a, b) ? -1 : IsWorse(b, a) ? 1 : 0)).Take(maximumRows)];
        }
        var lines = new List<string[]> { Heads };
        lines.AddRange(shown.Select(Cells));
        int[] widths = [.. Enumerable.Range(0, Heads.Length - 1).Select(i => lines.Max(line => line[i].Length))];
        foreach (string[] line in lines)
        {
            text.Append(line[0].PadRight(widths[0]));
            for (int i = 1; i < widths.Length; i++)
                text.Append("  ").Append(line[i].PadLeft(widths[i]));
            text.Append("  ").Append(line[widths.Length]).Append('\n');
        }
        if (shown.Count < all.Count)
            text.AppendFormat(CultureInfo.InvariantCulture, "(the {0} worst of {1} components)\n", shown.Count, all.Count);
        return text.ToString();
    }

    public static string Words(GradientVerdict verdict) => verdict switch
    {
        GradientVerdict.Agrees => "agrees",
        GradientVerdict.WithinUncertainty => "within uncertainty",
        GradientVerdict.BetweenOneSided => "kink, in between",
        GradientVerdict.Inconclusive => "INCONCLUSIVE",
        _ => "DIFFERS",
    };

    /// <summary>Whether one component is further off than another; false for equals.</summary>
    public static bool IsWorse(GradientComponent one, GradientComponent other) =>
        Rank(one) != Rank(other) ? Rank(one) > Rank(other) : Order(one.RelativeError) > Order(other.RelativeError);

    // Where differences cannot resolve a component, its relative error means little.
    private static int Rank(GradientComponent component) => component.Verdict switch
    {
        GradientVerdict.Differs => 3,
        GradientVerdict.Inconclusive => 2,
        GradientVerdict.Agrees => 1,
        _ => 0,
    };

    private static double Order(double relativeError) => double.IsNaN(relativeError) ? double.PositiveInfinity : relativeError;

    private static string Summary(GradientCheckResult result)
    {
        int total = result.Components.Count;
        int differ = result.Components.Count(c => c.Verdict == GradientVerdict.Differs);
        int unknown = result.Components.Count(c => c.Verdict == GradientVerdict.Inconclusive);
        return string.Format(
            CultureInfo.InvariantCulture,
            result.Passed ? "Gradient check passed: {0} of {0} components agree." : "Gradient check FAILED: {1} of {0} components differ, {2} could not be checked.",
            total,
            differ,
            unknown);
    }

    private static string[] Cells(GradientComponent c) =>
    [
        c.Name,
        Number(c.Analytic),
        Number(c.Numeric),
        c.RelativeError.ToString("0.0e+00", CultureInfo.InvariantCulture),
        c.Uncertainty.ToString("0.0e+00", CultureInfo.InvariantCulture),
        c.Step.ToString("0.0e+00", CultureInfo.InvariantCulture),
        Words(c.Verdict) + (c.Note.Length == 0 ? "" : ": " + c.Note),
    ];

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
