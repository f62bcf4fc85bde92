using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>A stretch of code that jumps end: the body of a method, a trip of a loop, a section of a <c>switch</c>.</summary>
/// <param name="Skip">The position of the flag that says: what is left of this stretch is not run.</param>
/// <param name="Stop">For a loop, the position of the flag that says: no further trip is run.</param>
/// <param name="Result">For a method, the position of the value returned.</param>
/// <param name="Break">Where <c>break</c> leads.</param>
/// <param name="Continue">Where <c>continue</c> leads.</param>
/// <param name="Outer">What is around it, within the method.</param>
internal sealed record JumpScope(int Skip, int? Stop, int? Result, ILabelSymbol? Break, ILabelSymbol? Continue, JumpScope? Outer)
{
    /// <summary>How many numbers the value returned is made of; those after the first follow it.</summary>
    public int ResultParts { get; init; } = 1;

    /// <summary>For a method that returns an array, which one.</summary>
    public ReturnedMemory? Memory { get; init; }

    /// <summary>This stretch and those around it, inner before outer.</summary>
    public IEnumerable<JumpScope> Chain()
    {
        for (JumpScope? scope = this; scope is not null; scope = scope.Outer)
            yield return scope;
    }

    /// <summary>Everything that a jump out of here may change.</summary>
    public IEnumerable<int> Positions() =>
        Chain().SelectMany(s => (int[])[s.Skip, s.Stop ?? s.Skip, .. s.Result is { } first ? Enumerable.Range(first, s.ResultParts) : []]).Distinct();

    public bool IsTarget(ILabelSymbol label) => Is(label, Break) || Is(label, Continue);

    public static bool Is(ILabelSymbol label, ILabelSymbol? other) => SymbolEqualityComparer.Default.Equals(label, other);
}

/// <summary>Which statements may, and which must, lead elsewhere than to the next one.</summary>
internal static class Jumps
{
    /// <summary>Whether a <c>return</c>, <c>break</c> or <c>continue</c> inside leads out of the statement.</summary>
    public static bool Leave(IOperation statement) => Find(statement, returnsOnly: false);

    /// <summary>Whether there is a <c>return</c> inside, those of local functions aside.</summary>
    public static bool Return(IOperation statement) => Find(statement, returnsOnly: true);

    /// <summary>Whether the body of a loop may end the loop.</summary>
    public static bool End(IOperation body, ILabelSymbol exit) =>
        Return(body) || Branches(body).Any(b => JumpScope.Is(b.Target, exit));

    /// <summary>Whether the statement after this one is never reached from it.</summary>
    public static bool Always(IOperation? statement) => statement switch
    {
        IReturnOperation { Kind: OperationKind.Return } or IBranchOperation => true,
        IBlockOperation b => b.Operations.Any(Always),
        IConditionalOperation c => Always(c.WhenTrue) && Always(c.WhenFalse),
        _ => false,
    };

    private static bool Find(IOperation statement, bool returnsOnly)
    {
        if (Inside(statement).Any(o => o.Kind == OperationKind.Return))
            return true;
        if (returnsOnly)
            return false;
        var inner = new HashSet<ILabelSymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation o in Inside(statement))
        {
            if (o is ILoopOperation loop)
                inner.UnionWith([loop.ExitLabel, loop.ContinueLabel]);
            else if (o is ISwitchOperation s)
                inner.Add(s.ExitLabel);
        }
        return Branches(statement).Any(b => !inner.Contains(b.Target));
    }

    private static IEnumerable<IBranchOperation> Branches(IOperation statement) => Inside(statement).OfType<IBranchOperation>();

    private static IEnumerable<IOperation> Inside(IOperation statement)
    {
        var pending = new Stack<IOperation>();
        pending.Push(statement);
        while (pending.Count > 0)
        {
            IOperation operation = pending.Pop();
            yield return operation;
            // Jumps stand in statements only: expressions are not searched.
            if (operation is ILocalFunctionOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation)
                continue;
            foreach (IOperation child in operation.ChildOperations.Reverse())
                pending.Push(child);
        }
    }
}
