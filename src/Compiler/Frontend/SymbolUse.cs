using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>Which variables a piece of code reads and which it assigns, also through the local functions it calls.</summary>
internal sealed class SymbolUse
{
    private readonly Func<IMethodSymbol, IOperation?> _body;
    private readonly ISymbol? _self;
    private readonly Dictionary<ISymbol, bool> _changes;
    private readonly HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _mentioned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _order = [];

    /// <param name="roots">The code.</param>
    /// <param name="body">The statements of a local function.</param>
    /// <param name="self">What <c>this</c> of a struct goes by.</param>
    public SymbolUse(IEnumerable<IOperation> roots, Func<IMethodSymbol, IOperation?> body, ISymbol? self)
        : this(roots, body, self, new(SymbolEqualityComparer.Default))
    {
    }

    private SymbolUse(IEnumerable<IOperation> roots, Func<IMethodSymbol, IOperation?> body, ISymbol? self, Dictionary<ISymbol, bool> changes)
    {
        (_body, _self, _changes) = (body, self, changes);
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
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                _assigned.Add(declared);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                _assigned.Add(declared);
                break;
            // A method of a struct may change it, and C# gives it a copy where it must not.
            case IInvocationOperation { Instance: { } instance } call when IsStruct(instance) && Changes(call.TargetMethod):
                NoteAssigned(instance);
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod: { } getter } when IsStruct(instance) && Changes(getter):
                NoteAssigned(instance);
                break;
        }
    }

    private static bool IsStruct(IOperation operation) => StructReader.Read(operation.Type) is not null;

    /// <summary>Whether a method of a struct may change it; true when in doubt.</summary>
    private bool Changes(IMethodSymbol member)
    {
        if (member.IsReadOnly || member.IsStatic || (member.AssociatedSymbol is IPropertySymbol property && StructMembers.ReadBy(property) is not null))
            return false;
        if (!_changes.TryGetValue(member, out bool changes))
        {
            _changes.Add(member, true);
            _changes[member] = changes = _body(member) is not { } statements || new SymbolUse([statements], _body, member, _changes).Assigns(member);
        }
        return changes;
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
        // A field of a struct is a part of it.
        while (target is IMemberReferenceOperation { Instance: { } instance } && IsStruct(instance))
            target = instance;
        if (target is not null && Variable(target) is { } symbol)
            _assigned.Add(symbol);
    }

    private ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation r => r.Local,
        IParameterReferenceOperation r => r.Parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } => _self,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation r } => r.Local,
        _ => null,
    };
}
