using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using DiffGen.Compiler.Optimization;
using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Holds the derivatives of one compiled program against the oracle.</summary>
internal sealed class Comparison(RandomProgram program, Signature signature, Interpreter interpreter, Callable method, Func<object?[], object?> value, IReadOnlyList<DerivativeCall> derivatives)
{
    // Each path from an input to an output contributes a product of partial derivatives, rounded once per factor and once more per
    // addition: some hundred roundings of 1.1e-16 (6e-8 for float), relative to the sum of absolute contributions.
    private const double DoubleTolerance = 1e-12;
    private const double SingleTolerance = 2e-4;

    /// <summary>Below this sum of absolute contributions nothing is learned either.</summary>
    private const double Least = 1e-6;

    /// <summary>Where the sum of absolute contributions exceeds this, little would be learned.</summary>
    private const double TooLarge = 1e12;

    public Outcome Run()
    {
        var outcome = new Outcome();
        for (int number = 0; number < Point.Count && outcome.Failure is null; number++)
        {
            var point = new Point(signature, program.Seed, number);
            outcome.Failure = At(point, outcome);
            if (outcome.Failure is { } failure)
                outcome.Failure = failure with { Message = $"{failure.Message} (point {number})" };
        }
        return outcome;
    }

    private Failure? At(Point point, Outcome outcome)
    {
        // The oracle first: it notices when a program does not end.
        var frame = new Frame(method.Cells, method.Arrays);
        point.Fill(frame, method);
        Exception? expectedThrow = Thrown(() => interpreter.Run(method, frame));
        object?[] after = Point.Copy(point.Arguments);
        object? result = null;
        Exception? thrown = Thrown(() => result = value(after));
        if ((expectedThrow is null) != (thrown is null))
            return new Failure(FailureKind.Oracle, $"the oracle throws {expectedThrow?.GetType().Name ?? "nothing"} instead of {thrown?.GetType().Name ?? "nothing"}");
        if (thrown is not null)
        {
            outcome.Thrown++;
            return program.Disabled.Contains(nameof(KeepExceptions)) || derivatives.All(d => Throws(d, point)) ? null
                : new Failure(FailureKind.Throws, "a derivative does not throw where F throws " + thrown.GetType().Name);
        }
        if (OracleDiffers(result, after, frame) is { } wrong)
            return new Failure(FailureKind.Oracle, wrong);

        // ⟨ȳ, Jẋ⟩. An argument that F does not change counts as an output that equals its input: its buffer is added to.
        object? seed = point.SeedFor(result);
        Number[] results = Results(result, frame);
        double returned = results.Length == 0 ? 0 : results[0].Dot, returnedSize = results.Sum(r => r.Size), expected = 0, size = 0;
        foreach (var (ȳ, y) in Numbers(seed).Zip(results))
        {
            expected += ȳ * y.Dot;
            size += Math.Abs(ȳ) * y.Size;
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

        foreach (DerivativeCall derivative in derivatives)
        {
            bool ofResult = derivative.Kind is FailureKind.Gradient or FailureKind.HessianVectorProduct;
            object?[] buffers = Buffers(derivative.Kind, point);
            if (Check(derivative, point, seed, buffers, result, after, compare, ofResult ? returned : expected, ofResult ? returnedSize : size) is { } failure)
                return failure;
            if (compare && derivative.Kind == FailureKind.HessianVectorProduct && SecondDerivative.At(point, interpreter, method) is { } second)
            {
                outcome.Second++;
                double[] terms = [.. Enumerable.Range(0, after.Length).Where(i => signature.Parameters[i].IsInput)
                    .SelectMany(i => Numbers(buffers[(2 * after.Length) + i]).Zip(Numbers(point.Other[i]), (d, u) => d * u))];
                if (!second.Agrees(terms.Sum(), terms.Sum(Math.Abs)))
                    return new Failure(derivative.Kind, FormattableString.Invariant($"{terms.Sum():R} instead of {second}"));
            }
        }
        return null;
    }

    private static Exception? Thrown(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return e;
        }
    }

    /// <summary>What the derivative's buffers hold before.</summary>
    private static object?[] Buffers(FailureKind kind, Point point) => kind switch
    {
        FailureKind.Gradient => point.Unset(),
        FailureKind.Adjoint => Point.Copy(point.Seeds),
        FailureKind.HessianVectorProduct => [.. Point.Copy(point.Direction), .. point.Unset(), .. point.Unset()],
        _ => [.. Point.Copy(point.Direction), null],
    };

    private static bool Throws(DerivativeCall derivative, Point point)
    {
        try
        {
            derivative.Invoke(Point.Copy(point.Arguments), derivative.AnySeed, Buffers(derivative.Kind, point));
            return false;
        }
        catch (Exception e)
        {
            // Those two would be of the call, not of the derivative.
            return e is not (InvalidCastException or NullReferenceException);
        }
    }

    private Failure? Check(DerivativeCall derivative, Point point, object? seed, object?[] buffers, object? value, object?[] after, bool compare, double expected, double size)
    {
        FailureKind kind = derivative.Kind;
        object?[] arguments = Point.Copy(point.Arguments);
        object? own;
        try
        {
            own = derivative.Invoke(arguments, seed, buffers);
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
        double actual = kind == FailureKind.Tangent ? Numbers(seed).Zip(Numbers(buffers[^1]), (s, t) => s * t).Sum() : 0;
        for (int i = 0; i < after.Length; i++)
        {
            // ⟨ȳ, Jẋ⟩ from the tangents; ⟨Jᵀȳ, ẋ⟩ from the adjoints.
            if (kind == FailureKind.Tangent && signature.Parameters[i].HasDerivative)
                actual += Numbers(point.Seeds[i]).Zip(Numbers(buffers[i]), (s, t) => s * t).Sum();
            else if (kind != FailureKind.Tangent && signature.Parameters[i].IsInput)
                actual += Numbers(buffers[kind == FailureKind.HessianVectorProduct ? after.Length + i : i]).Zip(Numbers(point.Direction[i]), (d, x) => d * x).Sum();
        }
        double tolerance = (signature.IsSingle || program.Source.Contains("float", StringComparison.Ordinal) ? SingleTolerance : DoubleTolerance) * (size + Least);
        return Math.Abs(actual - expected) <= tolerance ? null
            : new Failure(kind, FormattableString.Invariant($"{kind}: {actual:R} instead of ⟨ȳ, Jẋ⟩ = {expected:R}, contributions {size:G3}"));
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
