using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Attributes in places where they mean nothing; found without looking into a method.</summary>
internal static class AttributeDescriptors
{
    public static readonly DiagnosticDescriptor ConstantWithoutEffect = new(
        "DIFF0020",
        "[Constant] has no effect here",
        "[Constant] on '{0}' has no effect because '{1}' is not [Differentiable] and no derivative of it is declared; remove it, or mark '{1}' [Differentiable]",
        "DiffGen.Usage",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink("DIFF0020"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(ConstantWithoutEffect);
}
