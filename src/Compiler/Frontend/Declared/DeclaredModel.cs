using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>
/// Everything the rest of the compiler needs to know of one derivative that the user declared and DiffGen writes: text, numbers and IR, as in
/// <see cref="MethodModel"/>.
/// </summary>
/// <param name="Signature">The declaration as it must be written again.</param>
/// <param name="Primal">The method that is differentiated; what the declaration leaves out is constant. Null if it is not known which.</param>
/// <param name="Failures">Why there is no derivative: messages with their DIFF id; empty if there is one.</param>
internal sealed record DeclaredModel(DeclaredSignature Signature, MethodModel? Primal, EquatableArray<string> Failures);

/// <summary>A partial method's declaration in C# text, to be repeated with a body.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Outermost first.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Text">Modifiers, type, name and parameters.</param>
/// <param name="HasDocumentation">Whether the user documented it: generated documentation would take the place of that.</param>
/// <param name="HintName">A name for the generated file.</param>
/// <param name="Kind">Which derivative it is.</param>
/// <param name="Added">The parameters after those of F.</param>
internal sealed record DeclaredSignature(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Name,
    string Text,
    bool HasDocumentation,
    string HintName,
    DerivativeKind Kind,
    EquatableArray<DeclaredBuffer> Added);

/// <summary>A declared parameter of a derivative.</summary>
/// <param name="Name">As the user calls it.</param>
/// <param name="Of">The name of F's parameter that it belongs to; null for the seed and for the tangent of the result.</param>
/// <param name="Form">How it is laid out if its elements are in a row; null for everything else.</param>
internal sealed record DeclaredBuffer(string Name, string? Of, ArrayForm? Form);
