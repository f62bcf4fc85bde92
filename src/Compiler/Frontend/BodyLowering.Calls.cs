using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Rules;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Calls: functions of the rule table stay calls; methods with source are written out in place.
internal sealed partial class BodyLowering
{
    private readonly Dictionary<SyntaxNode, IBlockOperation?> _bodies = [];
    private readonly List<IMethodSymbol> _active = [];

    /// <summary>The method being lowered; what <c>this</c> of a struct goes by.</summary>
    private IMethodSymbol Self => _active.Count > 0 ? _active[_active.Count - 1] : method;

    /// <summary>The result of a call; null if it has none.</summary>
    private Operand? Call(IInvocationOperation call, string? name)
    {
        IMethodSymbol target = call.TargetMethod;
        if (!Enter())
            return Stand(call);
        if (GetLength(call, name) is { } length)
            return length;
        if (RulesOf(target) is { } rules)
            return Applied(call, rules, name);
        if (WholeArray(call) || IsGuard(call))
            return null;
        if (OnStack(call, name, out Operand? taken))
            return taken;
        if (target.MethodKind == MethodKind.DelegateInvoke)
            return call.Instance is not null && IsBroken(call.Instance) ? Stand(call) : Refused(Descriptors.Lambda, call, "A call of a delegate");
        if (target.IsStatic && TypeReader.FunctionContainer(target.ContainingType) is { } container)
            return Function(call, container, name);
        if (IsWrittenOut(call))
            return Outcome.Number(Result(call, name)) ?? (target.ReturnsVoid ? null : Stand(call));
        return call.Instance is { } instance && instance.DescendantsAndSelf().Any(IsBroken) ? Stand(call) : Unknown(call);
    }

    private static string CallText(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: var called } ? OriginText.Of(called).Line : call.TargetMethod.Name;

    private Operand Function(IInvocationOperation call, string container, string? name)
    {
        IMethodSymbol target = call.TargetMethod;
        var function = new MathFunction(container, target.Name);
        bool known = TypeReader.Scalar(target.ReturnType) is not null && target.Parameters.All(p => p.RefKind == RefKind.None && (TypeReader.Scalar(p.Type) is not null || IsRounding(p)));
        bool onIntegers = known && target.Parameters.All(p => TypeReader.Scalar(p.Type) is { } type && type.IsInteger());
        if (!known || (onIntegers ? !IsIntegerFunction(target) : RuleTable.Find(function, target.Parameters.Length) is null))
            return Unknown(call);

        var arguments = new Operand[target.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            if (IsRounding(parameter) && ConstantReader.Member(argument.Value) is null)
                return Unknown(call);
            arguments[parameter.Ordinal] = IsRounding(parameter) ? ConstantReader.Member(argument.Value)! : Expression(argument.Value);
        }
        return onIntegers
            ? IntegerFunction(target, arguments, name)
            : Let(new Call(function, arguments.ToEquatableArray(), TypeReader.Scalar(target.ReturnType)!.Value), name);
    }

    // The one parameter of the table's functions that is no number: a mode, known when the code is written.
    private static bool IsRounding(IParameterSymbol parameter) =>
        parameter.Type is { TypeKind: TypeKind.Enum, Name: nameof(MidpointRounding), ContainingNamespace.Name: nameof(System) };

    private bool IsWrittenOut(IInvocationOperation call) => call.TargetMethod.MethodKind == MethodKind.LocalFunction
        || (call.TargetMethod.IsStatic && call.TargetMethod.MethodKind == MethodKind.Ordinary)
        || (call.Instance is { } instance && (IsTakenApart(instance) || (call.TargetMethod.MethodKind == MethodKind.Ordinary && LeadsToMember(instance))));

    /// <summary>Whether an expression is a struct that is known as its numbers.</summary>
    private bool IsTakenApart(IOperation instance) =>
        StructReader.Read(instance.Type) is not null && !(Variable(instance) is { } symbol && _bindings[symbol] is null or Binding.Opaque or Binding.Object);

    /// <summary>What a call of a method with source comes to; null if it has no result, or is refused.</summary>
    private Outcome? Result(IInvocationOperation call, string? name)
    {
        if (RulesOf(call.TargetMethod) is { } rules && Enter())
            return Outcome.Of(Applied(call, rules, name));
        if (Enter() && IsWrittenOut(call))
            return Result(call.TargetMethod, call, call.Instance, GivenBy(call.Arguments), name);
        if (!_abandoned)
            Unknown(call);
        return null;
    }

    /// <summary>The numbers that a call returns.</summary>
    private Operand[]? Invoke(IMethodSymbol called, IOperation call, IOperation? instance, IReadOnlyList<Given> given, string? name) =>
        PartsOf(Result(called, call, instance, given, name));

    /// <summary>Writes a method out in place of a call of it.</summary>
    /// <param name="called">A method, operator, conversion or accessor.</param>
    /// <param name="call">Where it is called.</param>
    /// <param name="instance">The struct or object that it is called on.</param>
    /// <param name="given">The arguments in the order of the source.</param>
    /// <param name="name">What to call the result.</param>
    private Outcome? Result(IMethodSymbol called, IOperation call, IOperation? instance, IReadOnlyList<Given> given, string? name)
    {
        if (instance is null || IsTakenApart(instance) || !LeadsToMember(instance))
            return Result(called, call, instance, null, given, name);
        ISymbol member = called is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } ? property : called;
        if (Used(member, instance, call) is not ({ } used, var holder))
            return null;
        return Result(used is IPropertySymbol p ? p.GetMethod ?? called : (IMethodSymbol)used, call, null, Present(holder), given, name);
    }

    /// <param name="called">What runs.</param>
    /// <param name="call">Where.</param>
    /// <param name="instance">The struct that it is called on.</param>
    /// <param name="holder">The object that it is called on.</param>
    /// <param name="given">The arguments in the order of the source.</param>
    /// <param name="name">What to call the result.</param>
    private Outcome? Result(IMethodSymbol called, IOperation call, IOperation? instance, Holder? holder, IReadOnlyList<Given> given, string? name)
    {
        bool constructed = IsConstructed(called);
        IMethodSymbol target = called.OriginalDefinition;
        if (Body(target) is not { } body)
        {
            if (!_abandoned)
                RefuseCall(call);
            return null;
        }
        if (MethodKinds.Obstacle(target, isMember: target.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || instance is not null) is { } obstacle)
        {
            Refuse(Descriptors.UnsupportedMethod, call, target.Name, obstacle.Reason, obstacle.Advice);
            return null;
        }
        if (!target.ReturnsVoid && TypeReader.Scalar(target.ReturnType) is null && TypeReader.Array(target.ReturnType) is null && StructReader.Read(target.ReturnType) is null)
        {
            RefuseType(target.Name, target.ReturnType, call.Syntax.GetLocation());
            return null;
        }
        bool recursive = IsRecursive(target);
        if (recursive ? instance is not null : IsActive(target))
        {
            Refuse(Descriptors.Recursion, call, target.Name, recursive
                ? "it is called on a struct; make it a static method with the struct as a parameter"
                : NoCalls);
            return null;
        }

        var references = new Dictionary<int, bool>();
        Receiver? receiver = null;
        if (instance is not null && (receiver = ReceiverOf(instance, target, references)) is null)
            return null;
        if (Arguments(given, target, references) is not { } arguments)
            return null;
        return recursive ? Invoked(call, target, body, arguments, holder) : WrittenOut(target, body, receiver, holder, arguments, name, call, constructed);
    }

    private void RefuseCall(IOperation call)
    {
        if (call is IInvocationOperation unknown)
            Unknown(unknown);
        else if (!call.DescendantsAndSelf().Any(IsBroken))
            Refuse(Descriptors.UnsupportedExpression, call, "'" + OriginText.Of(call.Syntax).Line + "'", "use what has source in this project");
    }

    private bool IsActive(IMethodSymbol target) =>
        _active.Contains(target, SymbolEqualityComparer.Default) || SymbolEqualityComparer.Default.Equals(target, method.OriginalDefinition);

    private Outcome? WrittenOut(IMethodSymbol target, IBlockOperation body, Receiver? receiver, Holder? holder, List<PassedArgument> arguments,
        string? name, IOperation call, bool constructed)
    {
        int count = _bindings.Count;
        Frame outer = Begin(target, arguments, holder);
        _constructed += constructed ? 1 : 0;
        if (receiver is not null)
            _bindings.Set(target, receiver.Shape, receiver.Current(this), receiver.Name);
        DeclareUnassigned(body.Locals);
        Outcome? returned = InScope(null, () => Tail(Pending.Of(body.Operations, null), name));
        Binding[]? self = receiver is null ? null : Numbers(target);
        Binding[][] left = [.. arguments.Select(a => Numbers(a.Parameter))];
        End(outer, count);
        for (int i = 0; i < left.Length; i++)
        {
            if (arguments[i].Parameter.RefKind is RefKind.Ref or RefKind.Out)
                WriteBack(arguments[i].Places, left[i]);
        }
        if (receiver is not null)
            WriteBack(receiver, self!, call);
        return target.ReturnsVoid ? null : returned;
    }

    private void WriteBack(IReadOnlyList<Cell> places, IReadOnlyList<Binding> bindings)
    {
        for (int i = 0; i < places.Count; i++)
        {
            if (places[i] is Cell.Variable v)
                _bindings[v.Position] = bindings[i];
        }
    }

    /// <summary>What a variable stands for: one binding, or one for each number of a struct.</summary>
    private Binding[] Numbers(ISymbol symbol) => _bindings[symbol] is Binding.Struct s
        ? [.. Enumerable.Range(s.First, s.Shape.Count).Select(i => _bindings[i])]
        : [_bindings[symbol]!];

    /// <summary>What of the caller is put aside while a called method is written out.</summary>
    private sealed record Frame(Origin? Origin, int Region, int Start, Holder? This, int Constructed);

    private Frame Begin(IMethodSymbol target, IEnumerable<PassedArgument> arguments, Holder? holder = null)
    {
        Count();
        if (_active.Count >= NestingLimit)
            Abandon();
        var outer = new Frame(_origin, _region, _frame, _this, _constructed);
        _frame = _bindings.Count;
        if (target.MethodKind != MethodKind.LocalFunction)
            _this = holder;
        foreach (PassedArgument argument in arguments)
        {
            if (argument.Shape is { } shape)
                _bindings.Set(argument.Parameter, shape, argument.Bindings);
            else
                _bindings.Set(argument.Parameter, argument.Bindings[0]);
        }
        _active.Add(target);
        return outer;
    }

    private void End(Frame outer, int count)
    {
        _active.RemoveAt(_active.Count - 1);
        _bindings.Leave(count);
        (_origin, _region, _frame, _this, _constructed) = (outer.Origin, outer.Region, outer.Start, outer.This, outer.Constructed);
    }

    /// <summary>The statements of a method with source in this models.Compilation.</summary>
    private IBlockOperation? Body(IMethodSymbol target)
    {
        IMethodSymbol implementation = target.PartialImplementationPart ?? target;
        SyntaxNode? syntax = implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !models.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
        if (!_bodies.TryGetValue(syntax, out IBlockOperation? body))
            _bodies.Add(syntax, body = Body(syntax));
        return body;
    }

    private IBlockOperation? Body(SyntaxNode syntax)
    {
        if (SyntaxDepth.IsTooDeep(syntax, cancellation))
        {
            Abandon();
            return null;
        }

        return models.Of(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation m => m.BlockBody ?? m.ExpressionBody,
            IConstructorBodyOperation c => c.BlockBody ?? c.ExpressionBody,
            IBlockOperation b => b,
            ILocalFunctionOperation f => f.Body,
            _ => null,
        };
    }
}
