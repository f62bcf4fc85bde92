namespace DiffGen.Runtime;

/// <summary>The derivative of a function of one variable at 0 from central differences whose steps find themselves.</summary>
/// <remarks>
/// Central differences D(h) = (f(h) − f(−h))/(a(h) + a(−h)), a being the distances after rounding, have an error in even powers of h. They are extrapolated to
/// h = 0 by Neville's scheme, each number of which comes with an estimate of its error: how far it moved from the two it was made of
/// (Ridders, Accurate computation of F′(x) and F′(x)F″(x), Advances in Engineering Software 4, 1982), and what the rounding errors of f may have done.
/// A number is believed only if every difference with a smaller step agrees with it: one from steps that reach across a kink, a pole or
/// several periods is not. The gap between the one-sided differences, which shrinks with h for a smooth function, tells a kink at 0.
/// </remarks>
internal sealed class AdaptiveDerivative
{
    private const int Columns = 6;

    private readonly Func<double, Sample> _line;
    private readonly double _value, _noise, _scale, _tolerance;
    private readonly List<Difference> _rows = [];
    private readonly Difference _fine, _finest;

    private AdaptiveDerivative(Func<double, Sample> line, double value, double noise, double scale, int bits, double tolerance)
    {
        (_line, _value, _noise, _scale, _tolerance) = (line, value, noise, scale, tolerance);
        int coarse = bits / 3, smallest = bits * 2 / 3;

        // The usual case: a few large steps, and two small ones that agree with what they say.
        _fine = Row(coarse);
        _finest = Row((bits / 2) - 2);
        for (int exponent = 2; exponent < Math.Min(coarse, 12); exponent++)
        {
            Row(exponent);
            if (exponent >= 5 && Best() is { } found && IsResolved(found))
                return;
        }
        for (int exponent = 12; exponent <= smallest; exponent++)
        {
            if (Best() is { } found && (IsResolved(found) || found.Error <= 64 * _noise / scale))
                return;
            Row(exponent);
        }
    }

    /// <summary>Tries the scale of the number itself and, where that is too small to notice anything, larger ones.</summary>
    /// <param name="line">The function at a distance from the point.</param>
    /// <param name="value">The function at the point.</param>
    /// <param name="noise">The error of a value of the function.</param>
    /// <param name="scales">Distances over which the function may change, the first to be tried first.</param>
    /// <param name="bits">The bits of a number.</param>
    /// <param name="tolerance">The relative error that is good enough.</param>
    public static NumericDerivative Of(Func<double, Sample> line, double value, double noise, IEnumerable<double> scales, int bits, double tolerance)
    {
        NumericDerivative? best = null;
        foreach (double scale in scales.Distinct())
        {
            NumericDerivative found = new AdaptiveDerivative(line, value, noise, scale, bits, tolerance).Result(bits);
            if (best is null || found.Problem.Length == 0 && (best.Problem.Length > 0 || found.Uncertainty < best.Uncertainty))
                best = found;
            if (best.Problem.Length == 0 && (best.IsKink || best.Uncertainty <= tolerance * Math.Abs(best.Value)))
                break;
        }
        return best!;
    }

    private NumericDerivative Result(int bits)
    {
        if (KinkOrJump() is { } special)
            return special;
        if (Best() is not { } best)
            return NumericDerivative.None(_rows.Any(r => r.IsThere) ? "differences do not converge" : OneSidedProblem());
        // Three times, since the estimates are estimates.
        double uncertainty = 3 * best.Error;
        double largest = Math.Max(Math.Abs(_value), _rows.Where(r => r.IsThere).Select(r => r.Largest).DefaultIfEmpty().Max());
        string problem = uncertainty > 100 * Math.Pow(2, -bits / 2.0) * largest / _scale && !IsResolved(best) ? "the function is too noisy or not smooth" : "";
        return new NumericDerivative(best.Value, best.Value, best.Value, uncertainty, best.Step, problem);
    }

    private string OneSidedProblem() => _finest.IsLeftThere || _finest.IsRightThere
        ? "the function is finite on one side only"
        : "the function is not finite beside this point";

    /// <summary>A kink keeps the one-sided differences apart, however small the step; a jump drives them apart.</summary>
    private NumericDerivative? KinkOrJump()
    {
        if (!_fine.IsThere || !_finest.IsThere)
            return null;
        double gap = Math.Abs(_fine.Gap), smaller = Math.Abs(_finest.Gap);
        double size = Math.Max(Math.Abs(_finest.Right), Math.Abs(_finest.Left));
        if (smaller <= 0.25 * gap || smaller <= 8 * _noise / _finest.Step || smaller <= _tolerance * size)
            return null;
        if (smaller > 4 * gap)
            return NumericDerivative.None("the function jumps here");
        double uncertainty = (4 * _noise / _finest.Step) + (Math.Abs(gap - smaller) / 4) + (_tolerance * size);
        return new NumericDerivative(
            _finest.Central, Math.Min(_finest.Left, _finest.Right), Math.Max(_finest.Left, _finest.Right), uncertainty, _finest.Step, "");
    }

    private bool IsResolved(Estimate estimate) => estimate.Error <= 0.1 * _tolerance * Math.Abs(estimate.Value);

    private Difference Row(int exponent)
    {
        double step = _scale * Math.Pow(2, -exponent);
        Sample right = _line(step), left = _line(-step);
        var row = new Difference(step, left, right, _value);
        int at = 0;
        while (at < _rows.Count && _rows[at].Step > step)
            at++;
        _rows.Insert(at, row);
        return row;
    }

    /// <summary>The extrapolated number with the smallest error of those that every smaller step agrees with.</summary>
    private Estimate? Best()
    {
        List<Difference> rows = [.. _rows.Where(r => r.IsThere)];
        Estimate? best = null;
        double[] above = [];
        for (int i = 0; i < rows.Count; i++)
        {
            var current = new double[Math.Min(i + 1, Columns)];
            current[0] = rows[i].Central;
            double rounding = 2 * _noise / rows[i].Step;
            for (int j = 1; j < current.Length; j++)
            {
                double ratio = rows[i - j].Step / rows[i].Step;
                current[j] = current[j - 1] + ((current[j - 1] - above[j - 1]) / ((ratio * ratio) - 1));
                double moved = Math.Max(Math.Abs(current[j] - current[j - 1]), Math.Abs(current[j] - above[j - 1]));
                var estimate = new Estimate(current[j], moved + rounding, rows[i].Step);
                if ((best is null || estimate.Error < best.Error) && AgreesWithSmallerSteps(estimate, rows, i + 1))
                    best = estimate;
            }
            above = current;
        }
        return best;
    }

    private bool AgreesWithSmallerSteps(Estimate estimate, List<Difference> rows, int from)
    {
        for (int r = from; r < rows.Count; r++)
        {
            // What is left to the limit is about as much as the last halvings changed.
            double truncation = r + 1 < rows.Count ? 2 * Math.Abs(rows[r].Central - rows[r + 1].Central) : 0;
            double allowed = (2 * estimate.Error) + (8 * _noise / rows[r].Step) + truncation;
            if (!(Math.Abs(rows[r].Central - estimate.Value) <= allowed))
                return false;
        }
        return true;
    }

    private sealed record Estimate(double Value, double Error, double Step);

    /// <summary>The differences with one step.</summary>
    private sealed class Difference(double step, Sample left, Sample right, double value)
    {
        public double Step => step;

        public bool IsLeftThere => !double.IsNaN(left.Value) && left.Distance < 0;

        public bool IsRightThere => !double.IsNaN(right.Value) && right.Distance > 0;

        public bool IsThere => IsLeftThere && IsRightThere;

        public double Central => (right.Value - left.Value) / (right.Distance - left.Distance);

        public double Right => (right.Value - value) / right.Distance;

        public double Left => (left.Value - value) / left.Distance;

        public double Gap => Right - Left;

        public double Largest => Math.Max(Math.Abs(left.Value), Math.Abs(right.Value));
    }
}

/// <summary>A derivative from differences.</summary>
/// <param name="Value">The derivative; at a kink the mean of both sides.</param>
/// <param name="Least">At a kink the smaller one-sided derivative, otherwise the derivative.</param>
/// <param name="Most">At a kink the larger one-sided derivative, otherwise the derivative.</param>
/// <param name="Uncertainty">How far these may be off.</param>
/// <param name="Step">The smallest step they rest on.</param>
/// <param name="Problem">Why there is none, or none that says anything; otherwise empty.</param>
internal sealed record NumericDerivative(double Value, double Least, double Most, double Uncertainty, double Step, string Problem)
{
    public bool IsKink => Least < Most;

    public static NumericDerivative None(string problem) => new(double.NaN, double.NaN, double.NaN, double.NaN, 0, problem);
}
