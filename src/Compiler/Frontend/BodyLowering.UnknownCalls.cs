using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Rules;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Calls whose derivative is unknown: why, and what to do instead.
internal sealed partial class BodyLowering
{
    private Constant Unknown(IInvocationOperation call)
    {
        if (RuleChecks.Obstacle(call.TargetMethod, models.Compilation.Assembly, cancellation) is { } obstacle)
            return Refused(Descriptors.ReferencedDerivative, call, call.TargetMethod.Name, call.TargetMethod.ContainingAssembly.Name, obstacle.Reason, obstacle.Advice);
        // The rule that there is cannot be called from here.
        if (CallRules.Find(call.TargetMethod, models.Compilation, null, cancellation) is { } rules && !rules.Methods.All(m => IsInReach(m, null, call)))
            return Stand(call);
        (string reason, string wayOut) = Why(call.TargetMethod);
        return Refused(Descriptors.UnknownCall, call, CallText(call), reason, wayOut);
    }

    private (string Reason, string WayOut) Why(IMethodSymbol target)
    {
        const string NoSource = "has no source in this project and no rule in DiffGen";
        INamedTypeSymbol type = target.ContainingType;
        bool hasSource = target.DeclaringSyntaxReferences.Any(r => models.Compilation.ContainsSyntaxTree(r.SyntaxTree));
        return (type.ContainingNamespace?.ToDisplayString() ?? "", type.Name, target.Name) switch
        {
            ("System.Linq", _, _) => (NoSource, "write it as a loop"),
            ("System.Threading.Tasks", "Parallel", _) => ("runs its trips at the same time", "write it as a 'for' loop, and call the derivative itself in parallel"),
            ("System", "BitConverter", _) or ("System.Runtime.CompilerServices", "Unsafe", _) or ("System.Runtime.InteropServices", "MemoryMarshal", _) =>
                ("looks at memory as something else than the numbers in it", "convert numbers with a cast, and use spans and slices as they are"),
            ("System", "Array" or "MemoryExtensions" or "Span" or "Buffer", "Sort" or "Resize" or "BlockCopy" or "BinarySearch" or "IndexOf") =>
                (NoSource, "write it as a loop, or do it in the method that calls this one"),
            _ when !target.IsStatic && (target.IsVirtual || target.IsAbstract || target.IsOverride || type.TypeKind == TypeKind.Interface) =>
                ("is chosen at run time by the type of the object", "call a static method of this project"),
            _ when !hasSource && target.ReturnsVoid => (NoSource, "leave it out, or do it in the method that calls this one"),
            _ when hasSource => ("is a method of another kind than DiffGen can follow", "make it a static method of this project"),
            _ => (NoSource, "call a function of Math or MathF that has a derivative, or write it as a static method in this project"),
        };
    }
}
