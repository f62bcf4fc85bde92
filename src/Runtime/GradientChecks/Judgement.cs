namespace DiffGen.Runtime;

/// <summary>Holds a derivative against the one from differences.</summary>
internal static class Judgement
{
    public static GradientComponent Of(string name, double analytic, NumericDerivative numeric, double tolerance, string? thrown)
    {
        var (verdict, note) = Verdict(analytic, numeric, tolerance);
        if (verdict == GradientVerdict.Inconclusive && thrown is not null)
            note += "; it throws " + thrown;
        return new GradientComponent(name, analytic, numeric.Value, numeric.Uncertainty, numeric.Step, verdict, note);
    }

    private static (GradientVerdict Verdict, string Note) Verdict(double analytic, NumericDerivative numeric, double tolerance)
    {
        if (numeric.IsKink && analytic >= numeric.Least - numeric.Uncertainty && analytic <= numeric.Most + numeric.Uncertainty)
            return (GradientVerdict.BetweenOneSided, FormattableString.Invariant($"{numeric.Least:G6} to {numeric.Most:G6}"));
        if (numeric.IsKink)
            return (GradientVerdict.Differs, FormattableString.Invariant($"kink, not in {numeric.Least:G6} to {numeric.Most:G6}"));
        if (numeric.Problem.Length > 0)
            return (GradientVerdict.Inconclusive, numeric.Problem);
        if (double.IsNaN(analytic) || double.IsInfinity(analytic))
            return (GradientVerdict.Differs, "not finite");
        double apart = Math.Abs(analytic - numeric.Value);
        if (apart <= tolerance * Math.Max(Math.Abs(analytic), Math.Abs(numeric.Value)))
            return (GradientVerdict.Agrees, "");
        return apart <= numeric.Uncertainty ? (GradientVerdict.WithinUncertainty, "") : (GradientVerdict.Differs, "");
    }

    /// <summary>The value that comes with a gradient: the same function, so that only roundings may differ.</summary>
    public static GradientComponent OfValue(double returned, double value, bool single)
    {
        double allowed = (single ? 1e-5 : 1e-13) * Math.Max(Math.Abs(returned), Math.Abs(value));
        bool same = returned.Equals(value) || Math.Abs(returned - value) <= allowed;
        return new GradientComponent("value", returned, value, allowed, 0, same ? GradientVerdict.Agrees : GradientVerdict.Differs, same ? "" : "of the function itself");
    }

    /// <summary>Two dot products that are one number.</summary>
    public static GradientComponent OfProduct(string name, double adjoint, double tangent, double allowed)
    {
        GradientVerdict verdict = Math.Abs(adjoint - tangent) <= allowed ? GradientVerdict.Agrees : GradientVerdict.Differs;
        return new GradientComponent(name, adjoint, tangent, allowed, 0, verdict, double.IsNaN(adjoint - tangent) ? "not finite" : "");
    }
}
