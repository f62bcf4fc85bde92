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
    public const double Least = 1e-6;

    /// <summary>How far two derivatives may be apart, relative to the sum of absolute contributions.</summary>
    public static double Tolerance(Signature signature) => signature.IsSingle ? SingleTolerance : DoubleTolerance;

    public Outcome Run()
    {
        var outcome = new Outcome { Kinds = signature.Kinds, Missing = signature.Missing };
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

        if (WrittenDiffers(point, after) is { } written)
            return new Failure(FailureKind.Missing, written);

        object? seed = point.SeedFor(result);
        var contributions = Contributions.Of(signature, method, point, frame, seed);
        bool nearKink = interpreter.Kinks.Met, tooLarge = !nearKink && contributions.AreTooLarge, compare = !nearKink && !tooLarge;
        (outcome.Kinks, outcome.Large, outcome.Checked) = (outcome.Kinks + (nearKink ? 1 : 0), outcome.Large + (tooLarge ? 1 : 0), outcome.Checked + (compare ? 1 : 0));

        var filled = new Dictionary<FailureKind, object?[]>();
        foreach (DerivativeCall derivative in derivatives)
        {
            object?[] buffers = Buffers(derivative, point, result);
            if (Check(derivative, point, seed, buffers, result, after, compare ? contributions : null) is { } failure)
                return failure;
            filled.Add(derivative.Kind, buffers);
        }
        return !compare ? null : new MatrixComparison(signature, interpreter, method, point, filled, outcome).Run()
            ?? new Agreement(signature, point, derivatives, filled, seed, contributions, outcome).Run();
    }

    // Adjoints and tangents say what F writes.
    private string? WrittenDiffers(Point point, object?[] after)
    {
        if (!derivatives.Any(d => d.Kind is FailureKind.Adjoint or FailureKind.Tangent))
            return null;
        for (int i = 0; i < after.Length; i++)
        {
            ProgramParameter p = signature.Parameters[i];
            if (p.IsArray && !p.IsWritten && !Values.Same(point.Arguments[i], after[i]))
                return $"{p.Name} is changed, but is not said to be written";
            if (p.IsWritten && program.ReadOnly.Contains(p.Name))
                return $"{p.Name} is not changed, but is said to be written";
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
    private object?[] Buffers(DerivativeCall derivative, Point point, object? result) => derivative.Kind switch
    {
        FailureKind.Gradient => point.Unset(),
        FailureKind.Adjoint => Point.Copy(point.Seeds),
        FailureKind.HessianVectorProduct => [.. Point.Copy(point.Direction), .. point.Unset(), .. point.Unset()],
        FailureKind.Hessian => [.. point.Arguments, derivative.Matrix(Count(point, p => p.IsInput), Count(point, p => p.IsInput))],
        FailureKind.Jacobian => [.. point.Arguments, derivative.Matrix(signature.Rows(result, point.Arguments).Length, Count(point, p => p.IsColumn))],
        _ => [.. Point.Copy(point.Direction), null],
    };

    private int Count(Point point, Func<ProgramParameter, bool> which) => signature.Numbers(point.Arguments, which).Length;

    private bool Throws(DerivativeCall derivative, Point point)
    {
        try
        {
            derivative.Invoke(Point.Copy(point.Arguments), derivative.AnySeed, Buffers(derivative, point, null));
            return false;
        }
        catch (Exception e)
        {
            // Those two would be of the call, not of the derivative.
            return e is not (InvalidCastException or NullReferenceException);
        }
    }

    private Failure? Check(DerivativeCall derivative, Point point, object? seed, object?[] buffers, object? value, object?[] after, Contributions? contributions)
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
        if (contributions is null || kind is FailureKind.Hessian or FailureKind.Jacobian)
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
        bool ofReturned = kind is FailureKind.Gradient or FailureKind.HessianVectorProduct;
        double expected = ofReturned ? contributions.Dot : contributions.Product, size = ofReturned ? contributions.Returned : contributions.Size;
        return Math.Abs(actual - expected) <= Tolerance(signature) * (size + Least) ? null
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
