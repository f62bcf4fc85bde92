using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Something to tell the user, at the smallest piece of code that is to blame.</summary>
/// <remarks>Lives no longer than the semantic step: it holds a location.</remarks>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Location Location, params string[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, [.. Arguments]);

    /// <summary>The text without the location, for the stub that stands in for what could not be generated.</summary>
    public string Message =>
        Descriptor.Id + ": " + string.Format(System.Globalization.CultureInfo.InvariantCulture,
            Descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), Arguments);
}
