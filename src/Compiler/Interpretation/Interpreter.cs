using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>How far a function may go before it is stopped.</summary>
/// <param name="Steps">Statements that may run.</param>
/// <param name="Elements">Elements of the arrays and tapes that it may make.</param>
/// <param name="Depth">Calls that may be open at once.</param>
internal sealed record Limits(long Steps, long Elements, int Depth)
{
    public static readonly Limits Default = new(200_000, 100_000, 200);
}

/// <summary>How a function is interpreted.</summary>
internal sealed record InterpreterOptions
{
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>See <see cref="Interpretation.Arithmetic"/>.</summary>
    public Arithmetic Arithmetic { get; init; }

    /// <summary>Told which branches are taken; null for nobody.</summary>
    public Action<Branch, bool>? Taken { get; init; }

    /// <summary>Told of every call of a function, its arguments and its result; null for nobody.</summary>
    public Action<Call, Number[], Number>? Called { get; init; }

    /// <summary>Applied to the result of every operation on real numbers, to see what rounding does to the outcome; null for nothing.</summary>
    public Func<double, double>? Rounding { get; init; }
}

/// <summary>What is given for a parameter or captured member: a number, or an array, which is changed in place.</summary>
internal readonly record struct Argument(Number Number, Memory? Memory)
{
    public static implicit operator Argument(Memory memory) => new(default, memory);

    public static implicit operator Argument(Number number) => new(number, null);
}

/// <summary>What a function came to.</summary>
/// <param name="Fault">Why it came to no end; null if it did. Then nothing else means anything.</param>
/// <param name="Result">The numbers that it returns.</param>
/// <param name="ResultMemory">The array that it returns.</param>
/// <param name="Outputs">What <c>ref</c> and <c>out</c> numbers hold.</param>
/// <param name="Steps">How many statements ran.</param>
internal sealed record Execution(
    Fault? Fault,
    IReadOnlyList<Number> Result,
    Memory? ResultMemory,
    IReadOnlyDictionary<string, Number> Outputs,
    long Steps)
{
    /// <summary>What is assigned to <see cref="Function.Tangent"/>.</summary>
    public IReadOnlyList<Number> Tangent { get; init; } = [];

    public Memory? TangentMemory { get; init; }
}

/// <summary>Runs functions of the IR on numbers, as the C# that they come from would run.</summary>
/// <remarks>Never throws except for cancellation: what C# would throw, and what goes on for too long, is a <see cref="Fault"/>.</remarks>
internal static class Interpreter
{
    private static readonly IReadOnlyDictionary<string, Number> None = new Dictionary<string, Number>();

    /// <param name="function">What is run.</param>
    /// <param name="inputs">One for each of <see cref="Function.Inputs"/>; what is given for opaque ones is not looked at.</param>
    /// <param name="given">The parameters that are known as numbers only where they are used: enumerations.</param>
    /// <param name="options">Limits and arithmetic.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static Execution Run(
        Function function, IReadOnlyList<Argument> inputs, IReadOnlyDictionary<string, long> given, InterpreterOptions options, CancellationToken cancellation)
    {
        var machine = new Machine(function, given, options, cancellation);
        try
        {
            return machine.Run(inputs);
        }
        catch (FaultException e)
        {
            return new Execution(e.Fault, [], null, None, machine.Steps);
        }
        catch (InsufficientExecutionStackException)
        {
            return new Execution(new Fault(FaultKind.Limit, "calls are nested too deeply"), [], null, None, machine.Steps);
        }
    }
}
