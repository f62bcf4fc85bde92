using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>What the user is told when the fault is DiffGen's own.</summary>
internal static class InternalFault
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "DIFF9001",
        "DiffGen failed",
        "DiffGen failed on '{0}': {1}. This is a fault of DiffGen, not of your code. Please report it together with the method.",
        "DiffGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink("DIFF9001"));

    /// <summary>The message with its id, on one line.</summary>
    public static string Message(string method, Exception fault) => Problem(method, fault, Location.None).Message;

    public static Problem Problem(string method, Exception fault, Location location) =>
        new(Descriptor, location, method, OneLine(fault));

    private static string OneLine(Exception fault)
    {
        string text = fault.GetType().Name + ": " + fault.Message;
        return string.Join(" ", text.Split(['\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
    }
}
