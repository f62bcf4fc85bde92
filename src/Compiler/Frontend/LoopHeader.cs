using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>The parts of <c>for (int i = …; i &lt; limit; i += step)</c>.</summary>
/// <param name="Counter">The variable declared in the header that is compared and stepped.</param>
/// <param name="Type">Its type.</param>
/// <param name="Test">How it is compared, with the counter on the left.</param>
/// <param name="Limit">What with.</param>
/// <param name="Step">What is added to it; null for 1.</param>
/// <param name="Subtracts">Whether the step is subtracted.</param>
/// <param name="Update">The statement that steps it.</param>
/// <param name="OtherUpdates">What else happens at the end of each trip.</param>
internal sealed record LoopHeader(
    ILocalSymbol Counter,
    Scalar Type,
    LoopTest Test,
    IOperation Limit,
    IOperation? Step,
    bool Subtracts,
    IOperation Update,
    IReadOnlyList<IOperation> OtherUpdates)
{
    /// <summary>Whether an overflow of the counter would be noticed.</summary>
    public bool IsChecked => Update switch
    {
        IIncrementOrDecrementOperation i => i.IsChecked,
        ICompoundAssignmentOperation a => a.IsChecked,
        ISimpleAssignmentOperation { Value: IBinaryOperation b } => b.IsChecked,
        _ => false,
    };

    /// <summary>Null if the loop has another form.</summary>
    public static LoopHeader? Read(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } condition)
            return null;
        ILocalSymbol? left = Local(condition.LeftOperand), right = Local(condition.RightOperand);
        ILocalSymbol? counter = IsStepped(loop, left) ? left : IsStepped(loop, right) ? right : null;
        bool flipped = counter is not null && !SymbolEqualityComparer.Default.Equals(counter, left);
        if (counter is null || TestOf(condition.OperatorKind, flipped) is not { } test
            || TypeReader.Scalar(counter.Type) is not { } type || type is not (Scalar.Int32 or Scalar.Int64))
        {
            return null;
        }

        IOperation[] updates = [.. loop.AtLoopBottom];
        IOperation[] steps = [.. updates.Where(u => Steps(u, counter))];
        IOperation[] otherUpdates = [.. updates.Where(u => !Steps(u, counter))];
        if (steps.Length != 1 || otherUpdates.Any(u => u.DescendantsAndSelf().Any(o => Is(o, counter))))
            return null;
        IOperation update = ((IExpressionStatementOperation)steps[0]).Operation;
        return StepOf(update, counter) is not { } step
            ? null
            : new LoopHeader(counter, type, test, flipped ? condition.LeftOperand : condition.RightOperand, step.Amount, step.Subtracts, update, otherUpdates);
    }

    private static bool IsStepped(IForLoopOperation loop, ILocalSymbol? local) =>
        local is not null && loop.Locals.Contains(local, SymbolEqualityComparer.Default) && loop.AtLoopBottom.Any(u => Steps(u, local));

    private static bool Steps(IOperation update, ILocalSymbol counter) => update is IExpressionStatementOperation
    {
        Operation: IAssignmentOperation { Target: var t }
    }
        ? Is(t, counter)
        : update is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Target: var u } } && Is(u, counter);

    private static (IOperation? Amount, bool Subtracts)? StepOf(IOperation update, ILocalSymbol counter)
    {
        switch (update)
        {
            case IIncrementOrDecrementOperation { OperatorMethod: null } i:
                return (null, i.Kind == OperationKind.Decrement);
            case ICompoundAssignmentOperation { OperatorMethod: null, InConversion.IsIdentity: true, OutConversion.IsIdentity: true } a:
                return Additive(a.OperatorKind, a.Value);
            case ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorMethod: null } b } when Is(b.LeftOperand, counter):
                return Additive(b.OperatorKind, b.RightOperand);
            case ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add } b }
                when Is(b.RightOperand, counter):
                return (b.LeftOperand, false);
            default:
                return null;
        }
    }

    private static (IOperation? Amount, bool Subtracts)? Additive(BinaryOperatorKind kind, IOperation amount) => kind switch
    {
        BinaryOperatorKind.Add => (amount, false),
        BinaryOperatorKind.Subtract => (amount, true),
        _ => null,
    };

    private static LoopTest? TestOf(BinaryOperatorKind kind, bool flipped) => kind switch
    {
        BinaryOperatorKind.LessThan => flipped ? LoopTest.Greater : LoopTest.Less,
        BinaryOperatorKind.LessThanOrEqual => flipped ? LoopTest.GreaterOrEqual : LoopTest.LessOrEqual,
        BinaryOperatorKind.GreaterThan => flipped ? LoopTest.Less : LoopTest.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => flipped ? LoopTest.LessOrEqual : LoopTest.GreaterOrEqual,
        _ => null,
    };

    private static ILocalSymbol? Local(IOperation operation) => (operation as ILocalReferenceOperation)?.Local;

    private static bool Is(IOperation operation, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(Local(operation), local);
}
