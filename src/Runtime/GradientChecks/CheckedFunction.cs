namespace DiffGen.Runtime;

/// <summary>The function that is checked, at its point and near it, along lines through it.</summary>
internal sealed class CheckedFunction
{
    private readonly Func<double> _function;
    private readonly IReadOnlyList<CheckedInput> _inputs;
    private readonly bool _writesInputs;

    public CheckedFunction(Func<double> function, bool single, IReadOnlyList<CheckedInput> inputs)
    {
        (_function, Single, _inputs) = (function, single, inputs);
        foreach (CheckedInput input in inputs)
            input.Remember();
        // Not caught: a function that throws where it is to be checked is the caller's fault, and he should see which.
        Value = function();
        _writesInputs = inputs.Any(input => !input.IsUnchanged());
        Restore();
    }

    /// <summary>Whether the function is computed in single precision.</summary>
    public bool Single { get; }

    /// <summary>The function at the point.</summary>
    public double Value { get; }

    /// <summary>The type of the last exception that the function threw near the point, and of none other.</summary>
    public string? Thrown { get; set; }

    /// <summary>Moves one number: the distance, and the value there, NaN where there is none.</summary>
    public Sample At(CheckedInput input, int i, double step)
    {
        double moved = input.Move(i, step);
        double value = Evaluate();
        if (_writesInputs)
            Restore();
        else
            input.Restore(i);
        return new Sample(moved, value);
    }

    /// <summary>Moves all numbers by a multiple of a direction, which has a component for each.</summary>
    public Sample Along(IReadOnlyList<double> direction, double step)
    {
        int next = 0;
        foreach (CheckedInput input in _inputs)
        {
            for (int i = 0; i < input.Count; i++)
                input.Move(i, step * direction[next++]);
        }
        double value = Evaluate();
        Restore();
        return new Sample(step, value);
    }

    public void Restore()
    {
        foreach (CheckedInput input in _inputs)
            input.Restore();
    }

    private double Evaluate()
    {
        try
        {
            double value = _function();
            return double.IsInfinity(value) ? double.NaN : value;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // Beside the point the function need not be defined; smaller steps may stay where it is.
            Thrown = exception.GetType().Name;
            return double.NaN;
        }
    }
}

/// <summary>The function at a distance from the point.</summary>
/// <param name="Distance">How far it really is, with the rounding of the input.</param>
/// <param name="Value">The value, NaN where there is none.</param>
internal readonly record struct Sample(double Distance, double Value);
