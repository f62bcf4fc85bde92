using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Every diagnostic of DiffGen: what, in the user's words; why; what to do.</summary>
internal static class Descriptors
{
    private const string Usage = "DiffGen.Usage";
    private const string Construct = "DiffGen.Differentiation";
    private const string Mathematics = "DiffGen.Mathematics";
    private const string Cost = "DiffGen.Cost";

    // DIFF00xx: how the attributes are used.

    public static readonly DiagnosticDescriptor NotPartial = Error("DIFF0001", Usage,
        "A type with differentiable methods must be partial",
        "'{0}' is not partial, so the derivatives of '{1}' have no place to go; add 'partial' to every declaration of '{0}'");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Error("DIFF0002", Usage,
        "This kind of method cannot be differentiated",
        "'{0}' cannot be differentiated because it {1}; {2}");

    public static readonly DiagnosticDescriptor NoActiveInput = Error("DIFF0003", Usage,
        "There is nothing to differentiate with respect to",
        "'{0}' has no parameter to differentiate with respect to; it needs a float or double, or an array or span of them, that is neither [Constant] nor out");

    public static readonly DiagnosticDescriptor NoOutput = Error("DIFF0004", Usage,
        "There is nothing to differentiate",
        "'{0}' returns nothing and writes no parameter of float or double that is not [Constant], so there is nothing to differentiate; return a number, or write to an array, span, ref or out parameter");

    public static readonly DiagnosticDescriptor NameTaken = Error("DIFF0005", Usage,
        "A method stands where a derivative is to be generated",
        "'{0}' has the name and the parameters of a derivative of '{1}'; rename it, or mark it [{2}(nameof({1}))] if it is that derivative");

    public static readonly DiagnosticDescriptor DoesNotApply = Error("DIFF0006", Usage,
        "The derivative asked for does not exist for this method",
        "'{0}' returns no number, so it has no {1}; ask for Derivatives.Adjoint, Derivatives.Tangent or Derivatives.Jacobian");

    public static readonly DiagnosticDescriptor NoColumns = Error("DIFF0007", Usage,
        "The Jacobian has no columns",
        "The Jacobian of '{0}' would have no columns: they belong to the inputs that '{0}' does not write, and it writes {1}; write the results to another array, or ask for Derivatives.Tangent or Derivatives.Adjoint");

    // DIFF01xx: constructs that cannot be differentiated.

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error("DIFF0101", Construct,
        "The statement cannot be differentiated",
        "DiffGen does not know how to differentiate {0}; {1}");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error("DIFF0102", Construct,
        "The expression cannot be differentiated",
        "DiffGen does not know how to differentiate {0}; {1}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error("DIFF0103", Construct,
        "Values of this type cannot be differentiated",
        "'{0}' is of type '{1}', which DiffGen cannot compute with; use bool, the integer types, float, double, structs and tuples of these, arrays T[], T[,], T[,,], T[][], or Span<T> and ReadOnlySpan<T> of them");

    public static readonly DiagnosticDescriptor UnknownCall = Error("DIFF0104", Construct,
        "The called method cannot be differentiated",
        "'{0}' {1}, so its derivative is unknown; {2}");

    public static readonly DiagnosticDescriptor Recursion = Error("DIFF0105", Construct,
        "A recursive call cannot be differentiated",
        "'{0}' calls itself, directly or through other methods, and DiffGen cannot follow these calls because {1}");

    public static readonly DiagnosticDescriptor LoopNotCounted = Error("DIFF0107", Construct,
        "The loop does not run over an array",
        "DiffGen cannot follow this loop because {0}; loop over the elements of an array or span, or over their indices with 'for'");

    public static readonly DiagnosticDescriptor ArrayRenamed = Error("DIFF0109", Construct,
        "An array variable must stand for one array",
        "'{0}' would be a second name for an array, or one name for several; DiffGen must know which memory each element is in, so {1}");

    public static readonly DiagnosticDescriptor StaticField = Error("DIFF0110", Construct,
        "A field may change while the method runs",
        "'{0}' is {1}, which may change between the value and its derivative; {2}");

    public static readonly DiagnosticDescriptor ExceptionHandling = Error("DIFF0111", Construct,
        "Exception handling cannot be differentiated",
        "DiffGen cannot run '{0}' backwards; {1}");

    public static readonly DiagnosticDescriptor Lambda = Error("DIFF0112", Construct,
        "Delegates and lambdas cannot be differentiated",
        "{0} hides which code runs, so DiffGen cannot differentiate it; call a static method or a local function by its name instead");

    public static readonly DiagnosticDescriptor OverflowContext = Error("DIFF0113", Construct,
        "The overflow check differs from the project's setting",
        "This integer arithmetic is {0} while the project's default is {1}, and the generated code would not behave the same; remove the 'checked' or 'unchecked' around it");

    public static readonly DiagnosticDescriptor TooLarge = Error("DIFF0114", Construct,
        "The method is too large",
        "'{0}' with the methods it calls is too large or too deeply nested to differentiate (the limit is {1}); split it into several differentiable methods");

    public static readonly DiagnosticDescriptor UnsupportedReference = Error("DIFF0115", Construct,
        "The reference cannot be followed",
        "'{0}' is a reference that DiffGen cannot follow because {1}; pass a local of its own and copy it afterwards");

    public static readonly DiagnosticDescriptor MemberWritten = Error("DIFF0116", Construct,
        "A field or property cannot be written",
        "'{0}' outlives the call and is no parameter, so there is no place for the derivative of what is written there; return the value, or write it to a ref, out or array parameter");

    public static readonly DiagnosticDescriptor VirtualMember = Error("DIFF0117", Construct,
        "Which code runs is not known",
        "'{0}' {1}, so which code runs is only known when it runs; {2}");

    public static readonly DiagnosticDescriptor OutOfReach = Error("DIFF0118", Construct,
        "The derivative cannot read this member",
        "The derivative has to read '{0}' and cannot because {1}; {2}");

    public static readonly DiagnosticDescriptor UnsupportedStruct = Error("DIFF0120", Construct,
        "The struct cannot be taken apart",
        "'{0}' is of type '{1}', which DiffGen cannot take apart into its numbers because {2}; use a struct of numbers with source in this project, or pass its numbers themselves");

    public static readonly DiagnosticDescriptor MissingRule = Error("DIFF0130", Construct,
        "A rule is missing",
        "'{0}' is differentiated by rules and has {1} but no {2}, which the {3} of '{4}' needs; {5}");

    public static readonly DiagnosticDescriptor RuleLacksDerivative = Error("DIFF0131", Construct,
        "A rule leaves out a derivative that is needed",
        "'{0}' is differentiated by '{1}', which has no parameter for the derivative of '{2}', and what is passed here depends on an input; give '{1}' a parameter '{3}', or pass a constant");

    public static readonly DiagnosticDescriptor RuleNotUsable = Error("DIFF0132", Construct,
        "A call cannot be differentiated by a rule",
        "'{0}' is differentiated by a rule, which cannot be used here because {1}; {2}");

    public static readonly DiagnosticDescriptor ReferencedDerivative = Error("DIFF0133", Construct,
        "The derivative of a referenced method is missing or out of date",
        "'{0}' of '{1}' {2}; {3}");

    public static readonly DiagnosticDescriptor RuleNotDifferentiable = Error("DIFF0134", Construct,
        "The derivative of a rule is needed",
        "The second derivatives of '{0}' need the derivative of the adjoint '{1}', which {2}; {3}");

    // DIFF02xx: mathematics to look at.

    public static readonly DiagnosticDescriptor LostDerivative = new("DIFF0201",
        "The derivative is 0 everywhere because of a rounding or an integer conversion",
        "'{0}' does not depend smoothly on '{1}': every path leads through {2}, whose derivative is 0; remove it, or mark '{1}' [Constant] if that is meant",
        Mathematics, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink("DIFF0201"));

    // DIFF03xx: cost.

    public static readonly DiagnosticDescriptor Stored = new("DIFF0301",
        "What a derivative stores",
        "The adjoint of '{0}' stores {1}",
        Cost, DiagnosticSeverity.Info, isEnabledByDefault: false, helpLinkUri: HelpLink("DIFF0301"));

    /// <summary>All of the above; below them, because static fields are set in the order of the text.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotPartial, UnsupportedMethod, NoActiveInput, NoOutput, NameTaken, DoesNotApply, NoColumns, UnsupportedStatement,
        UnsupportedExpression, UnsupportedType, UnknownCall, Recursion, LoopNotCounted,
        ArrayRenamed, StaticField, ExceptionHandling, Lambda, OverflowContext, TooLarge, UnsupportedReference,
        MemberWritten, VirtualMember, OutOfReach, UnsupportedStruct, MissingRule, RuleLacksDerivative, RuleNotUsable, ReferencedDerivative, RuleNotDifferentiable, LostDerivative, Stored);

    private static DiagnosticDescriptor Error(string id, string category, string title, string message) =>
        new(id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    /// <summary>The page that explains a diagnostic.</summary>
    public static string HelpLink(string id) => "https://github.com/diffgen/diffgen/blob/main/docs/diagnostics/" + id + ".md";
}
