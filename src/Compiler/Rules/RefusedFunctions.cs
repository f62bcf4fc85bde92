using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>Functions of the containers that take real numbers and have no row, and why.</summary>
internal static class RefusedFunctions
{
    private const string Neighbour = "it steps to the neighbouring number, which is not a function of real numbers";
    private const string Estimate = "it is an estimate that differs from machine to machine, so its derivative is not defined";
    private const string Pair = "it returns two numbers; call the two functions one by one";
    private const string Integer = "it returns an integer of any type; use a cast";

    public static IReadOnlyList<(string Name, string Reason)> All { get; } =
    [
        ("BitIncrement", Neighbour),
        ("BitDecrement", Neighbour),
        ("ReciprocalEstimate", Estimate),
        ("ReciprocalSqrtEstimate", Estimate),
        ("SinCosPi", Pair),
        ("ConvertToInteger", Integer),
        ("ConvertToIntegerNative", Integer),
    ];

    /// <summary>Why the function is refused, as the end of a sentence; null if it is not on the list.</summary>
    public static string? Reason(MathFunction function)
    {
        foreach ((string name, string reason) in All)
        {
            if (name == function.Name)
                return reason;
        }

        return null;
    }
}
