using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Stack<double> in a derivation by hand that goes back through a loop whose trips nobody has counted: the IR's tape.
internal sealed partial class BodyLowering
{
    private readonly Dictionary<ISymbol, Scalar> _stacks = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a local is a new stack that a tape can stand for: there is one for each type of number, and it is there as long as the method is.</summary>
    /// <remarks>Only in what is run to be judged; nothing is differentiated through it.</remarks>
    private bool IsStack(ILocalSymbol local, IOperation? initializer)
    {
        if (!IgnoresRules || _active.Count > 0 || _region != 0 || initializer is not IObjectCreationOperation { Arguments.Length: 0, Initializer: null }
            || local.Type is not INamedTypeSymbol { Name: "Stack", Arity: 1, TypeArguments: [var element] } type
            || type.ContainingNamespace.ToDisplayString() != "System.Collections.Generic"
            || TypeReader.IsEnum(element) || TypeReader.Scalar(element) is not { } number || _stacks.ContainsValue(number))
            return false;
        _stacks.Add(local, number);
        return true;
    }

    /// <summary>Whether a call puts a number on a stack, or takes one off; if so, it has been lowered.</summary>
    private bool OnStack(IInvocationOperation call, string? name, out Operand? taken)
    {
        taken = null;
        if (call.Instance is not ILocalReferenceOperation { Local: var local } || !_stacks.TryGetValue(local, out Scalar number))
            return false;
        switch (call.TargetMethod.Name)
        {
            case "Push":
                Emit(new Push(Converted(Expression(call.Arguments[0].Value), number)));
                return true;
            case "Pop":
                Value target = ids.Value(number, name);
                Emit(new Pop(target));
                taken = target;
                return true;
            default:
                return false;
        }
    }
}
