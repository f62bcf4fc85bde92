using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Methods that call themselves become routines. A routine is lowered once for each choice of arrays that it is called with, so that inside
// of it, too, every name of an array stands for one array; parts of arrays are handed over as their bounds.
internal sealed partial class BodyLowering
{
    private const int LargestFamily = 8;
    private const string OnlyMethodsRecur = "a property has no frame of its own; make it a method";

    private readonly List<(IMethodSymbol Method, EquatableArray<RoutineArray> Arrays, Holder? Receiver, int Id)> _known = [];
    private readonly List<Routine> _routines = [];
    private readonly Dictionary<ISymbol, bool> _recursive = new(SymbolEqualityComparer.Default);

    public IReadOnlyList<Routine> Routines => _routines;

    /// <summary>An array parameter as a routine sees it.</summary>
    private sealed record RoutineArray(ArrayVariable Array, int FixedSubscripts, bool IsPart);

    /// <summary>Whether a method calls itself, directly or through others.</summary>
    private bool IsRecursive(IMethodSymbol target)
    {
        if (_recursive.TryGetValue(target, out bool known))
            return known;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(target);
        bool found = false;
        while (pending.Count > 0 && !found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Body(pending.Pop()) is not { } body)
                continue;
            foreach (IInvocationOperation call in body.Descendants().OfType<IInvocationOperation>())
            {
                IMethodSymbol called = call.TargetMethod.OriginalDefinition;
                found |= SymbolEqualityComparer.Default.Equals(called, target);
                if (seen.Add(called))
                    pending.Push(called);
            }
        }
        return _recursive[target] = found;
    }

    private Outcome? Invoked(IOperation call, IMethodSymbol target, IBlockOperation body, List<PassedArgument> arguments, Holder? receiver)
    {
        if (Obstacle(target, body, arguments) is { } obstacle)
            return Outcome.Of(Refused(Descriptors.Recursion, call, target.Name, obstacle));

        PassedArgument[] ordered = [.. arguments.OrderBy(a => a.Parameter.Ordinal)];
        EquatableArray<RoutineArray> arrays = ordered.Select(a => a.Binding).OfType<Binding.Memory>()
            .Select(m => new RoutineArray(m.View!.Array, m.View.Prefix.Count, m.View.Window is not null)).ToEquatableArray();
        Operand[] handed = [.. ordered.SelectMany(Handed)];
        int known = _known.FindIndex(r => SymbolEqualityComparer.Default.Equals(r.Method, target) && r.Arrays.Equals(arrays) && Equals(r.Receiver, receiver));
        if (known < 0)
        {
            if (_known.Count(r => SymbolEqualityComparer.Default.Equals(r.Method, target)) >= LargestFamily)
                return Outcome.Of(Refused(Descriptors.Recursion, call, target.Name, "every call works on other arrays or another object; pass the same arrays and the bounds of a part"));
            known = _known.Count;
            _known.Add((target, arrays, receiver, ids.Take()));
            LowerRoutine(target, body, ordered, receiver, _known[known].Id);
        }

        PassedArgument[] references = [.. ordered.Where(a => a.Parameter.RefKind is RefKind.Ref or RefKind.Out)];
        Scalar? type = TypeReader.Scalar(target.ReturnType);
        Value? returned = type is { } t ? ids.Value(t) : null;
        Value[] left = [.. references.Select(r => ids.Value(TypeReader.Scalar(r.Parameter.Type)!.Value, r.Variable?.Name))];
        Emit(new Invoke(_known[known].Id, handed.ToEquatableArray(), [.. returned is null ? [] : new[] { returned }, .. left], Block.Empty));
        for (int i = 0; i < references.Length; i++)
        {
            if (references[i].WrittenBack is { } variable)
                _bindings.Set(variable, new Binding.Number(left[i].Type, left[i]));
        }
        return Outcome.Of(returned);
    }

    private string? Obstacle(IMethodSymbol target, IBlockOperation body, List<PassedArgument> arguments)
    {
        if (!target.ReturnsVoid && TypeReader.Scalar(target.ReturnType) is null)
            return "it returns something else than a number; write such results into an array or 'out' parameters";
        if (arguments.Any(a => a.Parts is not null || a.Binding is not (Binding.Number or Binding.Memory { View: not null })))
            return "a parameter is neither a number nor an array; pass the numbers it consists of";
        bool captures = target.MethodKind == MethodKind.LocalFunction && new SymbolUse([body], Body).Mentioned
            .Any(s => _bindings[s] is { } b and not Binding.Memory && !target.Parameters.Contains(s, SymbolEqualityComparer.Default) && !IsDeclaredIn(s, body));
        return captures ? "it uses variables of the method around it; make them parameters" : null;
    }

    private static bool IsDeclaredIn(ISymbol symbol, IOperation body) =>
        symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == body.Syntax.SyntaxTree && body.Syntax.Span.Contains(r.Span));

    private static IEnumerable<Operand> Handed(PassedArgument argument) => argument.Binding switch
    {
        Binding.Number n => argument.Parameter.RefKind == RefKind.Out ? [] : [n.Value ?? Constant.Zero(n.Type)],
        Binding.Memory { View: { } view } => [.. view.Prefix, .. view.Window is { } window ? [window.Start, window.Length] : System.Array.Empty<Operand>()],
        _ => [],
    };

    private void LowerRoutine(IMethodSymbol target, IBlockOperation body, PassedArgument[] arguments, Holder? receiver, int id)
    {
        // Arrays of a method around a local function keep their names.
        (ISymbol Symbol, Binding Binding)[] captured = target.MethodKind == MethodKind.LocalFunction ? [.. _bindings.Arrays()] : [];
        var outer = (_bindings, _block, _jumps, _origin, _region, _frame, _this, Active: _active.ToArray());
        if (target.MethodKind != MethodKind.LocalFunction)
            _this = receiver;
        (_bindings, _block, _jumps, _origin, _frame) = (new Bindings(), new BlockBuilder(ids), null, null, 0);
        _region = ++_regions;
        _open.Add(_region);
        _active.Clear();
        _active.Add(target);
        foreach ((ISymbol symbol, Binding binding) in captured)
            _bindings.Set(symbol, binding);

        var parameters = new List<Value>();
        foreach (PassedArgument argument in arguments)
            _bindings.Set(argument.Parameter, Received(argument, parameters));
        DeclareUnassigned(body.Locals);
        Outcome? outcome = InScope(null, () => Tail(Pending.Of(body.Operations, null), null));
        var results = new List<Operand>();
        if (TypeReader.Scalar(target.ReturnType) is { } type)
            results.Add(Outcome.Number(outcome) ?? Constant.Zero(type));
        foreach (PassedArgument argument in arguments.Where(a => a.Parameter.RefKind is RefKind.Ref or RefKind.Out))
            results.Add((_bindings[argument.Parameter] as Binding.Number)?.Value ?? Constant.Zero(TypeReader.Scalar(argument.Parameter.Type) ?? Scalar.Double));
        _routines.Add(new Routine(id, target.Name, parameters.ToEquatableArray(), _block.ToBlock(), results.ToEquatableArray()));

        _open.Remove(_region);
        (_bindings, _block, _jumps, _origin, _region, _frame, _this) =
            (outer._bindings, outer._block, outer._jumps, outer._origin, outer._region, outer._frame, outer._this);
        _active.Clear();
        _active.AddRange(outer.Active);
    }

    private Binding Received(PassedArgument argument, List<Value> parameters)
    {
        Value Parameter(Scalar type, string? name)
        {
            Value value = ids.Value(type, name);
            parameters.Add(value);
            return value;
        }
        switch (argument.Binding)
        {
            case Binding.Number n:
                return n with { Value = argument.Parameter.RefKind == RefKind.Out ? null : Parameter(n.Type, argument.Parameter.Name) };
            case Binding.Memory { View: { } view }:
                EquatableArray<Operand> prefix = view.Prefix.Select(p => (Operand)Parameter(p.Type, null)).ToEquatableArray();
                Window? window = view.Window is { } w ? new Window(Parameter(w.Start.Type, "start"), Parameter(w.Length.Type, "length")) : null;
                return new Binding.Memory(view with { Prefix = prefix, Window = window }, -1);
            default:
                return new Binding.Broken();
        }
    }
}
