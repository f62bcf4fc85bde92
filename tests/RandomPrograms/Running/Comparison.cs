using DiffGen.Compiler.Optimization;
using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Holds the derivatives of one compiled program against the oracle and one another.</summary>
internal sealed class Comparison(RandomProgram program, Signature signature, Interpreter interpreter, Callable method, Func<object?[], object?> value, IReadOnlyList<DerivativeCall> derivatives)
{
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

        var filled = new Filled(signature, point, seed);
        foreach (DerivativeCall derivative in derivatives)
        {
            object?[] buffers = Filled.Empty(signature, point, derivative, result);
            if (EffectsDiffer(derivative, point, seed, buffers, result, after) is { } failure)
                return failure;
            filled.Add(derivative.Kind, buffers);
        }
        return (compare ? new OracleComparison(signature, interpreter, method, point, filled, contributions, outcome).Run() : null)
            ?? (contributions.AreTooLarge ? null : new Agreement(signature, point, derivatives, filled, contributions, outcome).Run());
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

    private bool Throws(DerivativeCall derivative, Point point)
    {
        try
        {
            derivative.Invoke(Point.Copy(point.Arguments), derivative.AnySeed, Filled.Empty(signature, point, derivative, null));
            return false;
        }
        catch (Exception e)
        {
            // Those two would be of the call, not of the derivative.
            return e is not (InvalidCastException or NullReferenceException);
        }
    }

    // A derivative returns and leaves what F does.
    private Failure? EffectsDiffer(DerivativeCall derivative, Point point, object? seed, object?[] buffers, object? value, object?[] after)
    {
        object?[] arguments = Point.Copy(point.Arguments);
        object? own;
        try
        {
            own = derivative.Invoke(arguments, seed, buffers);
        }
        catch (Exception e)
        {
            return new Failure(FailureKind.Throws, $"{derivative.Kind}: {e.GetType().Name}: {e.Message}");
        }
        if (!Values.Same(Values.Numbers(own), Values.Numbers(value)))
            return new Failure(FailureKind.Value, $"{derivative.Kind} returns {Values.Show(own)} instead of {Values.Show(value)}");
        for (int i = 0; i < after.Length; i++)
        {
            if (!Values.Same(arguments[i], after[i]))
                return new Failure(FailureKind.Value, $"{derivative.Kind} leaves in {signature.Parameters[i].Name} {Values.Show(arguments[i])} instead of {Values.Show(after[i])}");
        }
        return null;
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
