using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Attributes in places where they mean nothing; found without looking into a method.</summary>
internal static class AttributeDescriptors
{
    public static readonly DiagnosticDescriptor ConstantWithoutEffect = new(
        "DIFF0020",
        "[Constant] has no effect here",
        "[Constant] on '{0}' has no effect because '{1}' is not [Differentiable]; remove it, or mark '{1}' [Differentiable]",
        "DiffGen.Usage",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink("DIFF0020"));

    public static readonly DiagnosticDescriptor BodyNotWritten = new(
        "DIFF0021",
        "A declared derivative needs a body",
        "DiffGen does not write the body of '{0}' yet; mark '{1}' [Differentiable] and call the method that is generated, or write the body yourself",
        "DiffGen.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink("DIFF0021"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        ImmutableArray.Create(ConstantWithoutEffect, BodyNotWritten);
}
