using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Something to tell the user, at the smallest piece of code that is to blame.</summary>
/// <remarks>Lives no longer than the semantic step: it holds a location.</remarks>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Location Location, params string[] Arguments)
{
    /// <summary>The property of a diagnostic that names <see cref="Constant"/>, whose place is then the one additional location.</summary>
    public const string ConstantProperty = "DiffGen.Constant";

    /// <summary>The parameter that can be marked <c>[Constant]</c>, which is a way out; null if there is none.</summary>
    public IParameterSymbol? Constant { get; init; }

    public Diagnostic ToDiagnostic() => Constant is null
        ? Diagnostic.Create(Descriptor, Location, [.. Arguments])
        : Diagnostic.Create(Descriptor, Location, Constant.Locations, ImmutableDictionary.Create<string, string?>().Add(ConstantProperty, Constant.Name), [.. Arguments]);

    /// <summary>The text without the location, for the stub that stands in for what could not be generated.</summary>
    public string Message =>
        Descriptor.Id + ": " + string.Format(System.Globalization.CultureInfo.InvariantCulture,
            Descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), Arguments);
}
