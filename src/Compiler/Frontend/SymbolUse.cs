using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>Which variables a piece of code reads and which it assigns, also through the local functions it calls.</summary>
internal sealed class SymbolUse
{
    private readonly HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _mentioned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _order = [];

    /// <param name="roots">The code.</param>
    /// <param name="body">The statements of a local function.</param>
    public SymbolUse(IEnumerable<IOperation> roots, Func<IMethodSymbol, IOperation?> body)
    {
        var pending = new Stack<IOperation>(roots.Reverse());
        while (pending.Count > 0)
        {
            IOperation operation = pending.Pop();
            Note(operation);
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function }
                && _visited.Add(function) && body(function) is { } statements)
            {
                pending.Push(statements);
            }

            if (operation is ILocalFunctionOperation)
                continue;
            foreach (IOperation child in operation.ChildOperations.Reverse())
                pending.Push(child);
        }
    }

    /// <summary>The variables mentioned, each once, in the order of the text.</summary>
    public IReadOnlyList<ISymbol> Mentioned => _order;

    public bool AssignsAnything => _assigned.Count > 0;

    public bool Assigns(ISymbol symbol) => _assigned.Contains(symbol);

    public bool Mentions(ISymbol symbol) => _mentioned.Contains(symbol);

    private void Note(IOperation operation)
    {
        if (Variable(operation) is { } mentioned && _mentioned.Add(mentioned))
            _order.Add(mentioned);
        switch (operation)
        {
            case IAssignmentOperation a:
                foreach (IOperation target in Targets(a.Target))
                    NoteAssigned(target);
                break;
            case IIncrementOrDecrementOperation i:
                NoteAssigned(i.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } a:
                NoteAssigned(a.Value);
                break;
        }
    }

    /// <summary>The parts of a tuple that is assigned to; what their subscripts mention is only read.</summary>
    private static IEnumerable<IOperation> Targets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => Targets(tuple),
        _ => [target],
    };

    private void NoteAssigned(IOperation? target)
    {
        if (target is not null && Variable(target) is { } symbol)
            _assigned.Add(symbol);
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation r => r.Local,
        IParameterReferenceOperation r => r.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation r } => r.Local,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } whole } => Variable(whole),
        _ => null,
    };
}
