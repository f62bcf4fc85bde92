using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>What can be wrong with a method that says it is the derivative of another one.</summary>
internal static class DeclaredDescriptors
{
    public static readonly DiagnosticDescriptor UnknownPrimal = Error("DIFF0021",
        "The method that is differentiated is not found",
        "'{0}' does not tell which method it is a derivative of: {1}; {2}");

    public static readonly DiagnosticDescriptor Mismatch = Error("DIFF0022",
        "A declared derivative has other parameters than such a derivative",
        "'{0}' is declared as the {1} of '{2}' and {3}; expected {4}");

    public static readonly DiagnosticDescriptor Twice = Error("DIFF0023",
        "A derivative is declared twice",
        "'{0}' and '{1}' are both the {2} of '{3}' with respect to the same parameters; remove one of them, or leave out other parameters");

    public static readonly DiagnosticDescriptor Unsuitable = Error("DIFF0024",
        "This method cannot be a declared derivative",
        "'{0}' {1}; {2}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(UnknownPrimal, Mismatch, Twice, Unsuitable);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "DiffGen.Usage", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Descriptors.HelpLink(id));
}
