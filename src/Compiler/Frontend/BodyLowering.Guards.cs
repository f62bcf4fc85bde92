using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Checks of arguments by the framework's own methods, and questions whether an array is null: it is not, which is checked at the door.
internal sealed partial class BodyLowering
{
    /// <summary>Whether a call is a check of its arguments and nothing else; if so, it has been lowered.</summary>
    private bool IsGuard(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod;
        switch (target.ContainingType.ToDisplayString())
        {
            case "System.ArgumentNullException" when target is { Name: "ThrowIfNull", IsStatic: true } && IsArray(ArgumentOf(call, 0)):
                return true;
            case "System.ArgumentOutOfRangeException" when target is { IsStatic: true, ReturnsVoid: true } && target.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
                && target.TypeArguments.All(t => TypeReader.Scalar(t) is not null && t.TypeKind != TypeKind.Enum):
                ThrowIf(call);
                return true;
            case "System.Diagnostics.Debug" when target.Name == "Assert":
                Assert(call);
                return true;
            // What DiffGen writes checks that shapes fit and that nothing overlaps; so it is wherever a derivative is judged.
            case "DiffGen.Runtime.Arguments" when IgnoresRules:
                return true;
            default:
                return false;
        }
    }

    private void ThrowIf(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod;
        var text = new ThrowText();
        text.Add("global::System.ArgumentOutOfRangeException." + target.Name + "<"
            + string.Join(", ", target.TypeArguments.Select(t => t.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))) + ">(");
        bool ok = true;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            text.Add((argument == call.Arguments[0] ? "" : ", ") + argument.Parameter!.Name + ": ");
            ok &= Making(argument.Value, text);
        }
        text.Add(")");
        if (ok)
            Emit(text.ToStatement(always: false));
    }

    /// <summary>An assertion is no part of what the method computes, unless it changes something while it looks.</summary>
    private void Assert(IInvocationOperation call)
    {
        bool looksOnly = call.Descendants().All(o => o is not (IAssignmentOperation or IIncrementOrDecrementOperation)
            && (o is not IInvocationOperation { IsImplicit: false } inner || inner.TargetMethod.ContainingType.SpecialType == SpecialType.System_String
                || TypeReader.FunctionContainer(inner.TargetMethod.ContainingType) is not null || GetLengthDimension(inner) is not null));
        if (!looksOnly)
            Refuse(Descriptors.UnsupportedExpression, call, "an assertion that calls other methods or assigns", "compute the condition before it");
    }

    private bool IsArray(IOperation operation) =>
        Variable(Unconverted(operation)) is { } symbol && _bindings[symbol] is Binding.Memory { View: { Prefix.Count: 0 } view } && view.Array.Form is not (ArrayForm.Span or ArrayForm.ReadOnlySpan);

    /// <summary>Whether an array is equal to null: never.</summary>
    private bool IsNullTest(IOperation a, IOperation b) =>
        (IsArray(a) && IsNull(b)) || (IsNull(a) && IsArray(b));

    private static bool IsNull(IOperation operation) => operation is { ConstantValue: { HasValue: true, Value: null } };
}
