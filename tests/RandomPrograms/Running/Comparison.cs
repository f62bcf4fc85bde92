using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Holds the derivatives of one compiled program against the oracle.</summary>
internal sealed class Comparison(RandomProgram program, Signature signature, Interpreter interpreter, Callable method, Type calls, Stages stages)
{
    // Each path from an input to an output contributes a product of partial derivatives, rounded once per factor and once more per
    // addition: some hundred roundings of 1.1e-16 (6e-8 for float), relative to the sum of absolute contributions.
    private const double DoubleTolerance = 1e-12;
    private const double SingleTolerance = 2e-4;

    /// <summary>Below this sum of absolute contributions nothing is learned either.</summary>
    private const double Least = 1e-6;

    /// <summary>Where the sum of absolute contributions exceeds this, little would be learned.</summary>
    private const double TooLarge = 1e12;

    private delegate object? Call(object?[] arguments, object? seed, object?[] derivatives);

    private readonly Func<object?[], object?> _value = calls.GetMethod("Value")!.CreateDelegate<Func<object?[], object?>>();
    private readonly Call? _gradient = calls.GetMethod("Gradient")?.CreateDelegate<Call>();
    private readonly Call? _adjoint = calls.GetMethod("Adjoint")?.CreateDelegate<Call>();

    public Outcome Run()
    {
        var outcome = new Outcome();
        for (int number = 0; number < Point.Count && outcome.Failure is null; number++)
        {
            var point = stages.Measure(Stage.Points, () => new Point(signature, program.Seed, number));
            outcome.Failure = At(point, outcome);
            if (outcome.Failure is { } failure)
                outcome.Failure = failure with { Message = $"{failure.Message} (point {number})" };
        }
        return outcome;
    }

    private Failure? At(Point point, Outcome outcome)
    {
        object?[] after = Point.Copy(point.Arguments);
        object? value;
        try
        {
            value = stages.Measure(Stage.Primal, () => _value(after));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException or ArgumentException or OverflowException)
        {
            outcome.Thrown++;
            return Throws(_gradient, point, point.Unset()) && Throws(_adjoint, point, Point.Copy(point.Seeds)) ? null
                : new Failure(FailureKind.Throws, "a derivative does not throw where F throws " + e.GetType().Name);
        }

        interpreter.Kinks.Forget();
        var frame = new Frame(method.Cells, method.Arrays);
        point.Fill(frame, method);
        stages.Measure(Stage.OracleRun, () => method.Body(frame));
        if (OracleDiffers(value, after, frame) is { } wrong)
            return new Failure(FailureKind.Oracle, wrong);

        // ⟨ȳ, Jẋ⟩. An argument that F does not change counts as an output that equals its input: its buffer is added to.
        object? seed = point.SeedFor(value);
        Number[] results = Results(value, frame);
        double returned = results.Length == 0 ? 0 : results[0].Dot, returnedSize = results.Sum(r => r.Size), expected = 0, size = 0;
        foreach (var (ȳ, result) in Numbers(seed).Zip(results))
        {
            expected += ȳ * result.Dot;
            size += Math.Abs(ȳ) * result.Size;
        }
        for (int i = 0; i < after.Length; i++)
        {
            if (!signature.Parameters[i].HasDerivative)
                continue;
            ProgramParameter p = signature.Parameters[i];
            bool byValue = !p.IsArray && p.Passing is not ("ref" or "out");
            double[] seeds = Numbers(point.Seeds[i]), dots = byValue ? Numbers(point.Direction[i]) : [.. Final(frame, i).Select(n => n.Dot)];
            double[] sizes = byValue ? [.. dots.Select(Math.Abs)] : [.. Final(frame, i).Select(n => n.Size)];
            for (int k = 0; k < seeds.Length; k++)
            {
                expected += seeds[k] * dots[k];
                size += Math.Abs(seeds[k]) * sizes[k];
            }
        }

        bool compare = true;
        if (interpreter.Kinks.Met)
        {
            outcome.Kinks++;
            compare = false;
        }
        else if (!(size < TooLarge && returnedSize < TooLarge) || !double.IsFinite(expected))
        {
            outcome.Large++;
            compare = false;
        }
        else
        {
            outcome.Checked++;
        }

        if (_gradient is not null && Derivative(FailureKind.Gradient, _gradient, point, seed, point.Unset(), value, after, compare, returned, returnedSize) is { } gradient)
            return gradient;
        return _adjoint is null ? null : Derivative(FailureKind.Adjoint, _adjoint, point, seed, Point.Copy(point.Seeds), value, after, compare, expected, size);
    }

    private static bool Throws(Call? call, Point point, object?[] buffers)
    {
        try
        {
            call?.Invoke(Point.Copy(point.Arguments), 0.5, buffers);
            return call is null;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private Failure? Derivative(FailureKind kind, Call call, Point point, object? seed, object?[] buffers, object? value, object?[] after, bool compare, double expected, double size)
    {
        object?[] arguments = Point.Copy(point.Arguments);
        object? own;
        try
        {
            own = stages.Measure(Stage.Derivatives, () => call(arguments, seed, buffers));
        }
        catch (Exception e)
        {
            return new Failure(FailureKind.Throws, $"{kind}: {e.GetType().Name}: {e.Message}");
        }
        if (!Same(Numbers(own), Numbers(value)))
            return new Failure(FailureKind.Value, $"{kind} returns {Show(own)} instead of {Show(value)}");
        for (int i = 0; i < after.Length; i++)
        {
            if (!Same(arguments[i], after[i]))
                return new Failure(FailureKind.Value, $"{kind} leaves in {signature.Parameters[i].Name} {Show(arguments[i])} instead of {Show(after[i])}");
        }
        if (!compare)
            return null;
        double actual = 0;
        for (int i = 0; i < buffers.Length; i++)
        {
            if (signature.Parameters[i].IsInput)
                actual += Numbers(buffers[i]).Zip(Numbers(point.Direction[i]), (d, x) => d * x).Sum();
        }
        double tolerance = (signature.IsSingle || program.Source.Contains("float", StringComparison.Ordinal) ? SingleTolerance : DoubleTolerance) * (size + Least);
        return Math.Abs(actual - expected) <= tolerance ? null
            : new Failure(kind, FormattableString.Invariant($"{kind}: ⟨Jᵀȳ, ẋ⟩ = {actual:R}, ⟨ȳ, Jẋ⟩ = {expected:R}, contributions {size:G3}"));
    }

    private string? OracleDiffers(object? value, object?[] after, Frame frame)
    {
        double[] results = [.. Results(value, frame).Select(r => r.Value)];
        if (!Same(Numbers(value), results))
            return $"the oracle returns {Show(results)} instead of {Show(value)}";
        for (int i = 0; i < after.Length; i++)
        {
            ProgramParameter p = signature.Parameters[i];
            if (p.IsReal && (p.IsArray || p.Passing is "ref" or "out") && !Same(Numbers(after[i]), Final(frame, i).Select(n => n.Value).ToArray()))
                return $"the oracle leaves something else in {p.Name} than {Show(after[i])}";
        }
        return null;
    }

    private static Number[] Results(object? value, Frame frame) =>
        value is null ? [] : frame.Composite is { } composite ? [.. composite.Numbers] : [frame.Result];

    private IEnumerable<Number> Final(Frame frame, int parameter) => method.Parameters[parameter] switch
    {
        < 0 and var place => frame.Arrays[-1 - place].Numbers,
        var place => [frame.Cells[place].Number],
    };

    private static double[] Numbers(object? value) => value switch
    {
        null => [],
        double[] a => a,
        ITuple t => [.. Enumerable.Range(0, t.Length).SelectMany(i => Numbers(t[i]))],
        Array[] rows => [.. rows.SelectMany(Numbers)],
        Array a => [.. a.Cast<object>().Select(o => Convert.ToDouble(o, CultureInfo.InvariantCulture))],
        _ => [Convert.ToDouble(value, CultureInfo.InvariantCulture)],
    };

    /// <summary>The same bits, any NaN for any other.</summary>
    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)),
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y)),
        (Array x, Array y) => x.Length == y.Length && x.Cast<object>().Zip(y.Cast<object>(), Same).All(s => s),
        _ => Equals(a, b),
    };

    private static string Show(object? value) => value is Array a
        ? "[" + string.Join(", ", a.Cast<object>().Select(o => string.Create(CultureInfo.InvariantCulture, $"{o}"))) + "]"
        : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
