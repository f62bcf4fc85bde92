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
    private const string NoCalls = "it is an operator, a conversion, a constructor or a property; move the code to a static method";

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
        EquatableArray<RoutineArray> arrays = ordered.SelectMany(a => a.Bindings).OfType<Binding.Memory>()
            .SelectMany(m => m.View!.Members.Select(array => new RoutineArray(array, m.View.Prefix.Count, m.View.Window is not null))).ToEquatableArray();
        Operand[] handed = [.. ordered.SelectMany(a => a.Bindings.SelectMany(b => Handed(a.Parameter, b)))];
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
        Value[] returned = [.. ReturnedTypes(target).Select(t => ids.Value(t))];
        Value[][] left = [.. references.Select(r => r.Bindings.Select((b, i) => ids.Value(((Binding.Number)b).Type, i < r.Places.Length ? NameAt(r.Places[i]) : null)).ToArray())];
        Emit(new Invoke(_known[known].Id, handed.ToEquatableArray(), returned.Concat(left.SelectMany(l => l)).ToEquatableArray(), Block.Empty));
        for (int i = 0; i < references.Length; i++)
            WriteBack(references[i].Places, [.. left[i].Select(v => new Binding.Number(v.Type, v))]);
        return returned.Length == 0 ? null
            : new Outcome.Numbers(returned.Select(v => (Operand)v).ToEquatableArray()) { Shape = StructReader.Read(target.ReturnType) };
    }

    /// <summary>The numbers that a method returns; none for <c>void</c>.</summary>
    private static IEnumerable<Scalar> ReturnedTypes(IMethodSymbol target) =>
        TypeReader.Scalar(target.ReturnType) is { } number ? [number] : StructReader.Read(target.ReturnType)?.Leaves.Select(l => l.Type) ?? [];

    private string? Obstacle(IMethodSymbol target, IBlockOperation body, List<PassedArgument> arguments)
    {
        if (!target.ReturnsVoid && !ReturnedTypes(target).Any())
            return "it returns something else than a number; write such results into an array or 'out' parameters";
        if (arguments.SelectMany(a => a.Bindings).Any(b => b is not (Binding.Number or Binding.Memory { View: not null })))
            return "a parameter is neither a number nor an array; pass the numbers it consists of";
        if (arguments.SelectMany(a => a.Bindings).Any(IsOfStructs))
            return "a parameter is an array of structs; use an array for each of their numbers";
        bool captures = target.MethodKind == MethodKind.LocalFunction && new SymbolUse([body], Body, target).Mentioned
            .Any(s => _bindings[s] is { } b && (b is not Binding.Memory || IsOfStructs(b)) && !target.Parameters.Contains(s, SymbolEqualityComparer.Default) && !IsDeclaredIn(s, body));
        return captures ? "it uses variables of the method around it; make them parameters" : null;
    }

    // The caller's array of structs is one argument in C#, and its numbers are several arrays here.
    private static bool IsOfStructs(Binding binding) => binding is Binding.Memory { View.Array.Member: not null };

    private static bool IsDeclaredIn(ISymbol symbol, IOperation body) =>
        symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == body.Syntax.SyntaxTree && body.Syntax.Span.Contains(r.Span));

    private static IEnumerable<Operand> Handed(IParameterSymbol parameter, Binding binding) => binding switch
    {
        Binding.Number n => parameter.RefKind == RefKind.Out ? [] : [n.Value ?? Constant.Zero(n.Type)],
        Binding.Memory { View: { } view } => [.. view.Prefix, .. view.Window is { } window ? [window.Start, window.Length] : System.Array.Empty<Operand>()],
        _ => [],
    };

    private void LowerRoutine(IMethodSymbol target, IBlockOperation body, PassedArgument[] arguments, Holder? receiver, int id)
    {
        // Arrays of a method around a local function keep their names.
        (ISymbol Symbol, Binding Binding)[] captured = target.MethodKind == MethodKind.LocalFunction ? [.. _bindings.Arrays().Where(a => !IsOfStructs(a.Binding))] : [];
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
        {
            Binding[] received = [.. argument.Bindings.Select((b, i) => Received(argument, b, i, parameters))];
            if (argument.Shape is { } shape)
                _bindings.Set(argument.Parameter, shape, received);
            else
                _bindings.Set(argument.Parameter, received[0]);
        }
        DeclareUnassigned(body.Locals);
        Outcome? outcome = InScope(null, () => Tail(Pending.Of(body.Operations, null), null));
        var results = new List<Operand>();
        Scalar[] types = [.. ReturnedTypes(target)];
        Operand[]? returned = PartsOf(outcome);
        results.AddRange(returned is not null && returned.Length == types.Length ? returned : types.Select(Constant.Zero));
        foreach (PassedArgument argument in arguments.Where(a => a.Parameter.RefKind is RefKind.Ref or RefKind.Out))
            results.AddRange(Numbers(argument.Parameter).Select(b => b is Binding.Number n ? n.Value ?? Constant.Zero(n.Type) : Constant.Zero(Scalar.Double)));
        _routines.Add(new Routine(id, target.Name, parameters.ToEquatableArray(), _block.ToBlock(), results.ToEquatableArray()));

        _open.Remove(_region);
        (_bindings, _block, _jumps, _origin, _region, _frame, _this) =
            (outer._bindings, outer._block, outer._jumps, outer._origin, outer._region, outer._frame, outer._this);
        _active.Clear();
        _active.AddRange(outer.Active);
    }

    private Binding Received(PassedArgument argument, Binding binding, int leaf, List<Value> parameters)
    {
        Value Parameter(Scalar type, string? name)
        {
            Value value = ids.Value(type, name);
            parameters.Add(value);
            return value;
        }
        switch (binding)
        {
            case Binding.Number n:
                string name = argument.Shape?.Leaves.ElementAt(leaf).NameIn(argument.Parameter.Name) ?? argument.Parameter.Name;
                return n with { Value = argument.Parameter.RefKind == RefKind.Out ? null : Parameter(n.Type, name) };
            case Binding.Memory { View: { } view }:
                EquatableArray<Operand> prefix = view.Prefix.Select(p => (Operand)Parameter(p.Type, null)).ToEquatableArray();
                Window? window = view.Window is { } w ? new Window(Parameter(w.Start.Type, "start"), Parameter(w.Length.Type, "length")) : null;
                return new Binding.Memory(view with { Prefix = prefix, Window = window }, -1);
            default:
                return new Binding.Broken();
        }
    }
}
