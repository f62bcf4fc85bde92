using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>What the judge says of a derivative that was derived by hand.</summary>
internal static class JudgementDescriptors
{
    public static readonly DiagnosticDescriptor Proved = new("DIFF0401",
        "A derivative derived by hand is proved right",
        "'{0}' is proved to be the {1} of '{2}': both are the same formula",
        "DiffGen.Judgement", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Descriptors.HelpLink("DIFF0401"));

    public static readonly DiagnosticDescriptor NoDifference = new("DIFF0402",
        "No difference was found in a derivative derived by hand",
        "No difference was found between '{0}' and the {1} of '{2}' at {3} inputs of different shapes; that is no proof",
        "DiffGen.Judgement", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Descriptors.HelpLink("DIFF0402"));

    public static readonly DiagnosticDescriptor Differs = new("DIFF0403",
        "A derivative derived by hand is wrong",
        "'{0}' is not the {1} of '{2}': {3}",
        "DiffGen.Judgement", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Descriptors.HelpLink("DIFF0403"));

    public static readonly DiagnosticDescriptor Unchecked = new("DIFF0404",
        "A derivative derived by hand could not be checked",
        "Whether '{0}' is the {1} of '{2}' could not be checked: {3}",
        "DiffGen.Judgement", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Descriptors.HelpLink("DIFF0404"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(Proved, NoDifference, Differs, Unchecked);
}
