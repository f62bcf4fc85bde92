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
        Number[] results = frame.Results(result is not null);
        double returned = results.Length == 0 ? 0 : results[0].Dot, returnedSize = results.Sum(r => r.Size), expected = 0, size = 0;
        foreach (var (ȳ, y) in Values.Numbers(seed).Zip(results))
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
            double[] seeds = Values.Numbers(point.Seeds[i]), dots = byValue ? Values.Numbers(point.Direction[i]) : [.. method.Final(frame, i).Select(n => n.Dot)];
            double[] sizes = byValue ? [.. dots.Select(Math.Abs)] : [.. method.Final(frame, i).Select(n => n.Size)];
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

        var filled = new Dictionary<FailureKind, object?[]>();
        foreach (DerivativeCall derivative in derivatives)
        {
            bool ofResult = derivative.Kind is FailureKind.Gradient or FailureKind.HessianVectorProduct;
            object?[] buffers = Buffers(derivative.Kind, point, result);
            if (Check(derivative, point, seed, buffers, result, after, compare, ofResult ? returned : expected, ofResult ? returnedSize : size) is { } failure)
                return failure;
            filled.Add(derivative.Kind, buffers);
        }
        return compare ? new MatrixComparison(signature, interpreter, method, point, filled, outcome).Run() : null;
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
    private object?[] Buffers(FailureKind kind, Point point, object? result) => kind switch
    {
        FailureKind.Gradient => point.Unset(),
        FailureKind.Adjoint => Point.Copy(point.Seeds),
        FailureKind.HessianVectorProduct => [.. Point.Copy(point.Direction), .. point.Unset(), .. point.Unset()],
        FailureKind.Hessian => [.. point.Arguments, Matrix(Inputs(point), Inputs(point))],
        FailureKind.Jacobian => [.. point.Arguments, Matrix(Outputs(point, result), Columns(point))],
        _ => [.. Point.Copy(point.Direction), null],
    };

    private static double[,] Matrix(int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                matrix[i, j] = double.NaN;
        }
        return matrix;
    }

    private int Inputs(Point point) => Count(point, p => p.IsInput);

    private int Columns(Point point) => Count(point, p => p.IsColumn);

    private int Outputs(Point point, object? result) => Values.Numbers(result).Length + Count(point, p => p.IsRow);

    private int Count(Point point, Func<ProgramParameter, bool> which) =>
        Enumerable.Range(0, point.Arguments.Length).Where(i => which(signature.Parameters[i])).Sum(i => Values.Numbers(point.Arguments[i]).Length);

    private bool Throws(DerivativeCall derivative, Point point)
    {
        try
        {
            derivative.Invoke(Point.Copy(point.Arguments), derivative.AnySeed, Buffers(derivative.Kind, point, null));
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
        if (!Values.Same(Values.Numbers(own), Values.Numbers(value)))
            return new Failure(FailureKind.Value, $"{kind} returns {Values.Show(own)} instead of {Values.Show(value)}");
        for (int i = 0; i < after.Length; i++)
        {
            if (!Values.Same(arguments[i], after[i]))
                return new Failure(FailureKind.Value, $"{kind} leaves in {signature.Parameters[i].Name} {Values.Show(arguments[i])} instead of {Values.Show(after[i])}");
        }
        if (!compare || kind is FailureKind.Hessian or FailureKind.Jacobian)
            return null;
        double actual = kind == FailureKind.Tangent ? Values.Numbers(seed).Zip(Values.Numbers(buffers[^1]), (s, t) => s * t).Sum() : 0;
        for (int i = 0; i < after.Length; i++)
        {
            // ⟨ȳ, Jẋ⟩ from the tangents; ⟨Jᵀȳ, ẋ⟩ from the adjoints.
            if (kind == FailureKind.Tangent && signature.Parameters[i].HasDerivative)
                actual += Values.Numbers(point.Seeds[i]).Zip(Values.Numbers(buffers[i]), (s, t) => s * t).Sum();
            else if (kind != FailureKind.Tangent && signature.Parameters[i].IsInput)
                actual += Values.Numbers(buffers[kind == FailureKind.HessianVectorProduct ? after.Length + i : i]).Zip(Values.Numbers(point.Direction[i]), (d, x) => d * x).Sum();
        }
        double tolerance = (signature.IsSingle || program.Source.Contains("float", StringComparison.Ordinal) ? SingleTolerance : DoubleTolerance) * (size + Least);
        return Math.Abs(actual - expected) <= tolerance ? null
            : new Failure(kind, FormattableString.Invariant($"{kind}: {actual:R} instead of ⟨ȳ, Jẋ⟩ = {expected:R}, contributions {size:G3}"));
    }

    private string? OracleDiffers(object? value, object?[] after, Frame frame)
    {
        double[] results = [.. frame.Results(value is not null).Select(r => r.Value)];
        if (!Values.Same(Values.Numbers(value), results))
            return $"the oracle returns {Values.Show(results)} instead of {Values.Show(value)}";
        for (int i = 0; i < after.Length; i++)
        {
            ProgramParameter p = signature.Parameters[i];
            if (p.IsReal && (p.IsArray || p.Passing is "ref" or "out") && !Values.Same(Values.Numbers(after[i]), method.Final(frame, i).Select(n => n.Value).ToArray()))
                return $"the oracle leaves something else in {p.Name} than {Values.Show(after[i])}";
        }
        return null;
    }
}
