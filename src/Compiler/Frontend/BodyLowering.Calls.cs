using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Calls: functions of the rule table stay calls; methods with source are written out in place.
internal sealed partial class BodyLowering
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<SyntaxNode, IBlockOperation?> _bodies = [];
    private readonly List<IMethodSymbol> _active = [];

    /// <summary>The result of a call; null if it has none.</summary>
    private Operand? Call(IInvocationOperation call, string? name)
    {
        IMethodSymbol target = call.TargetMethod;
        if (!Enter())
            return Stand(call);
        if (GetLength(call, name) is { } length)
            return length;
        if (WholeArray(call) || IsGuard(call))
            return null;
        if (target.MethodKind == MethodKind.DelegateInvoke)
            return call.Instance is not null && IsBroken(call.Instance) ? Stand(call) : Refused(Descriptors.Lambda, call, "A call of a delegate");
        if (target.IsStatic && TypeReader.FunctionContainer(target.ContainingType) is { } container)
            return Function(call, container, name);
        if (target.MethodKind == MethodKind.LocalFunction || (target.IsStatic && target.MethodKind == MethodKind.Ordinary))
            return Outcome.Number(WrittenOut(call, target, call.Arguments, null, name));
        if (target.MethodKind == MethodKind.Ordinary && LeadsToMember(call.Instance))
            return Outcome.Number(CallOnObject(call, name));
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

    /// <summary>What a call of a method with source comes to; null if it has no result.</summary>
    private Outcome? Result(IInvocationOperation call, string? name)
    {
        IMethodSymbol target = call.TargetMethod;
        if (Enter() && (target.MethodKind == MethodKind.LocalFunction || (target.IsStatic && target.MethodKind == MethodKind.Ordinary)))
            return WrittenOut(call, target, call.Arguments, null, name);
        if (!_abandoned && target.MethodKind == MethodKind.Ordinary && LeadsToMember(call.Instance))
            return CallOnObject(call, name);
        if (!_abandoned)
            Unknown(call);
        return null;
    }

    /// <param name="call">The call, or the use of a property.</param>
    /// <param name="target">What runs.</param>
    /// <param name="given">What is passed.</param>
    /// <param name="receiver">What <c>this</c> is; null for a static method.</param>
    /// <param name="name">What to call the result.</param>
    private Outcome? WrittenOut(IOperation call, IMethodSymbol target, IEnumerable<IArgumentOperation> given, Holder? receiver, string? name)
    {
        bool constructed = IsConstructed(target);
        target = target.OriginalDefinition;
        if (Body(target) is not { } body)
        {
            return Outcome.Of(_abandoned ? Stand(call) : call is IInvocationOperation unknown ? Unknown(unknown)
                : Refused(Descriptors.UnsupportedExpression, call, "'" + OriginText.Of(call.Syntax).Line + "'", "use what has source in this project"));
        }
        if (MethodKinds.Obstacle(target) is { } obstacle)
            return Outcome.Of(Refused(Descriptors.UnsupportedMethod, call, target.Name, obstacle.Reason, obstacle.Advice));
        if (!target.ReturnsVoid && TypeReader.Scalar(target.ReturnType) is null && TypeReader.Array(target.ReturnType) is null && !CompositeType.Is(target.ReturnType))
        {
            RefuseType(target.Name, target.ReturnType, call.Syntax.GetLocation());
            return Outcome.Of(Stand(call));
        }

        Count();
        if (_active.Count >= NestingLimit)
            Abandon();
        List<PassedArgument>? arguments = Arguments(given, target);
        if (arguments is null)
            return Outcome.Of(Stand(call));
        if (_active.Contains(target, SymbolEqualityComparer.Default) && !IsRecursive(target))
            return Outcome.Of(Refused(Descriptors.Recursion, call, target.AssociatedSymbol?.Name ?? target.Name, OnlyMethodsRecur));
        if (IsRecursive(target))
            return Invoked(call, target, body, arguments, receiver);

        int count = _bindings.Count;
        Origin? origin = _origin;
        int region = _region, frame = _frame;
        (Holder? outer, int constructions) = (_this, _constructed);
        _constructed += constructed ? 1 : 0;
        _frame = count;
        if (target.MethodKind != MethodKind.LocalFunction)
            _this = receiver;
        foreach (PassedArgument argument in arguments)
        {
            if (argument.Parts is { } parts)
                DeclareComposite(argument.Parameter, argument.Parameter.Type, parts);
            else
                _bindings.Set(argument.Parameter, argument.Binding);
        }
        _active.Add(target);
        DeclareUnassigned(body.Locals);
        Outcome? result = InScope(null, () => Tail(Pending.Of(body.Operations, null), name));
        _active.RemoveAt(_active.Count - 1);
        Binding[] left = [.. arguments.Select(a => _bindings[a.Parameter]!)];
        _bindings.Leave(count);
        for (int i = 0; i < left.Length; i++)
        {
            if (arguments[i].WrittenBack is { } variable)
                _bindings.Set(variable, left[i]);
        }
        _origin = origin;
        (_this, _constructed) = (outer, constructions);
        _region = region;
        _frame = frame;
        return target.ReturnsVoid ? null : result ?? Outcome.Of(Stand(call));
    }

    /// <summary>The statements of a method with source in this compilation.</summary>
    private IBlockOperation? Body(IMethodSymbol target)
    {
        IMethodSymbol implementation = target.PartialImplementationPart ?? target;
        SyntaxNode? syntax = implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
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

        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
            _models.Add(syntax.SyntaxTree, model = compilation.GetSemanticModel(syntax.SyntaxTree));
        return model.GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation m => m.BlockBody ?? m.ExpressionBody,
            ILocalFunctionOperation f => f.Body,
            IBlockOperation b => b,
            _ => null,
        };
    }
}
