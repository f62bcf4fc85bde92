using System.Globalization;

namespace DiffGen.Runtime;

/// <summary>One compared derivative: a component of a gradient, or a direction.</summary>
public sealed class GradientComponent
{
    internal GradientComponent(string name, double analytic, double numeric, double uncertainty, double step, GradientVerdict verdict, string note)
    {
        Name = name;
        Analytic = analytic;
        Numeric = numeric;
        Uncertainty = uncertainty;
        Step = step;
        Verdict = verdict;
        Note = note;
    }

    /// <summary>What the derivative is taken with respect to: <c>w[3]</c>, <c>A[0, 2]</c>, <c>direction 1</c>.</summary>
    public string Name { get; }

    /// <summary>The derivative that is checked; in units of the function divided by units of the input.</summary>
    public double Analytic { get; }

    /// <summary>The derivative from differences, in the same units; NaN where there is none.</summary>
    public double Numeric { get; }

    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|), without a unit; 0 if both are 0.</summary>
    public double RelativeError
    {
        get
        {
            double larger = Math.Max(Math.Abs(Analytic), Math.Abs(Numeric));
            return Analytic == Numeric ? 0 : Math.Abs(Analytic - Numeric) / larger;
        }
    }

    /// <summary>How far <see cref="Numeric"/> may be off by truncation and rounding, in the same units as it.</summary>
    public double Uncertainty { get; }

    /// <summary>The smallest step that <see cref="Numeric"/> rests on, in units of the input; 0 where no step was made.</summary>
    public double Step { get; }

    /// <summary>The verdict.</summary>
    public GradientVerdict Verdict { get; }

    /// <summary>Why the verdict is what it is, if that needs words; otherwise empty.</summary>
    public string Note { get; }

    /// <summary>Whether the verdict speaks neither against the derivative nor against the check.</summary>
    public bool Passed => Verdict < GradientVerdict.Inconclusive;

    /// <summary>The component in one line.</summary>
    /// <returns>Text that does not depend on the culture.</returns>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: analytic {1:G10}, numeric {2:G10}, relative error {3:0.0e+00}, {4}{5}",
        Name,
        Analytic,
        Numeric,
        RelativeError,
        GradientTable.Words(Verdict),
        Note.Length == 0 ? "" : " (" + Note + ")");
}
