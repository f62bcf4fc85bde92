using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Frontend;

/// <summary>Which derivatives; the same members and numbers as the public <c>DiffGen.Derivatives</c>.</summary>
[Flags]
internal enum Derivatives
{
    Default = 0,
    Gradient = 1,
    Adjoint = 2,
    Tangent = 4,
    HessianVectorProduct = 8,
    Hessian = 16,
    Jacobian = 32,
    All = 63,
}

/// <summary>
/// Everything the rest of the compiler needs to know of one differentiable method: text, numbers and IR. No symbols,
/// no syntax, no locations, so that two edits that mean the same compare equal.
/// </summary>
/// <param name="Signature">The declaration as it must be written again.</param>
/// <param name="Requested">What the attribute asks for, <see cref="Derivatives.Default"/> resolved.</param>
/// <param name="Function">The method; without a body if it could not be lowered.</param>
/// <param name="Failures">Why it could not: messages with their DIFF id, in source order; empty if it could.</param>
/// <param name="Language">What the consumer's compiler and framework have.</param>
internal sealed record MethodModel(
    MethodSignature Signature,
    Derivatives Requested,
    Function Function,
    EquatableArray<string> Failures,
    LanguageFacts Language);

/// <summary>What the consumer's compilation offers generated code.</summary>
/// <param name="Version">The C# version times 100: 703 for 7.3, 1400 for 14.</param>
/// <param name="HasSpan">Whether <c>System.Span&lt;T&gt;</c> is there.</param>
/// <param name="HasSlices">Whether <c>DiffGen.Runtime.Slice</c> is there: from .NET 8 on.</param>
internal sealed record LanguageFacts(int Version, bool HasSpan, bool HasSlices = false);

/// <summary>A method's declaration in C# text. Type names are fully qualified with <c>global::</c>.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Outermost first.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Accessibility"><c>public</c>, <c>internal</c>, <c>private protected</c>, …</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="ReturnType"><c>double</c>, <c>void</c>, …</param>
/// <param name="Parameters">In declaration order.</param>
/// <param name="HintName">A name for the generated file, the same on every machine and different for every overload.</param>
internal sealed record MethodSignature(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Name,
    string Accessibility,
    bool IsStatic,
    string ReturnType,
    EquatableArray<ParameterSignature> Parameters,
    string HintName)
{
    /// <summary>Whether it is a member of a struct that is marked <c>readonly</c> itself.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether its first parameter is <c>this</c>.</summary>
    public bool IsExtension { get; init; }
}

/// <summary>A type around the method, to be declared again as <c>partial</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c>, <c>interface</c>.</param>
/// <param name="Modifiers">Those that every part must or may repeat: <c>static</c>, <c>ref</c>, <c>readonly</c>.</param>
/// <param name="Name">With type parameters: <c>Model&lt;T&gt;</c>.</param>
internal sealed record TypeDeclaration(string Keyword, string Modifiers, string Name);

/// <summary>A parameter's declaration.</summary>
/// <param name="Name">As the symbol's name, without <c>@</c>.</param>
/// <param name="Type">Fully qualified.</param>
/// <param name="Passing">By value, <c>in</c>, <c>ref</c> or <c>out</c>.</param>
/// <param name="IsConstant">Marked <c>[Constant]</c>.</param>
internal sealed record ParameterSignature(string Name, string Type, Passing Passing, bool IsConstant);
