using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

// Expressions, evaluated from left to right.
internal sealed partial class BodyInterpreter
{
    /// <summary>The expression after the conversion that its context asks for.</summary>
    private Func<Frame, Number> Expression(ExpressionSyntax e)
    {
        TypeInfo type = _model.GetTypeInfo(e);
        if (type.Type is null || Types.IsComposite(type.Type) || type.ConvertedType is null || Types.IsArray(type.ConvertedType))
            return Bare(e);
        Kind from = Types.KindOf(type.Type), to = Types.KindOf(type.ConvertedType);
        var bare = Bare(e);
        return from == to ? bare : f => _arithmetic.Convert(bare(f), from, to);
    }

    private Kind KindOf(ExpressionSyntax e) => Types.KindOf(_model.GetTypeInfo(e).Type);

    private Func<Frame, Number> Bare(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Bare(p.Expression);
            case LiteralExpressionSyntax l:
                Number constant = Constant(_model.GetConstantValue(l).Value!);
                return _ => constant;
            case IdentifierNameSyntax n when _model.GetSymbolInfo(n).Symbol is { } symbol && _cells.TryGetValue(symbol, out int cell):
                return f => f.Cells[cell].Number;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when _model.GetConstantValue(e) is { HasValue: true, Value: { } value }:
                Number named = Constant(value);
                return _ => named;
            case IdentifierNameSyntax when Field(e) is { } initial:
                Number field = Expression(initial)(new Frame(0, 0));
                return _ => field;
            case MemberAccessExpressionSyntax t when Types.IsComposite(_model.GetTypeInfo(t.Expression).Type):
                var component = PlaceOf(t);
                return f => component(f).Number;
            case MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" } m:
                var array = Array(m.Expression);
                return f => Number.Integer(array(f).Length);
            case ElementAccessExpressionSyntax a:
                var place = Element(a);
                return f => place(f).Number;
            case CastExpressionSyntax c:
                Kind to = KindOf(c), from = KindOf(c.Expression);
                var operand = Bare(c.Expression);
                return f => _arithmetic.Convert(operand(f), from, to);
            case PrefixUnaryExpressionSyntax u when u.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression:
                return Step(u.Operand, u.IsKind(SyntaxKind.PreIncrementExpression), old: false);
            case PostfixUnaryExpressionSyntax u:
                return Step(u.Operand, u.IsKind(SyntaxKind.PostIncrementExpression), old: true);
            case PrefixUnaryExpressionSyntax u:
                return Unary(u);
            case BinaryExpressionSyntax b:
                return Binary(b);
            case ConditionalExpressionSyntax c:
                var condition = Expression(c.Condition);
                var then = Expression(c.WhenTrue);
                var otherwise = Expression(c.WhenFalse);
                return f => condition(f).IsTrue ? then(f) : otherwise(f);
            case AssignmentExpressionSyntax a:
                return Assignment(a);
            case InvocationExpressionSyntax call:
                return Call(call);
            case SwitchExpressionSyntax s:
                return Switch(s);
            case IsPatternExpressionSyntax i:
                var tested = Expression(i.Expression);
                var pattern = Pattern(i.Pattern, Types.KindOf(_model.GetTypeInfo(i.Expression).ConvertedType));
                return f => Number.Truth(pattern(f, tested(f)));
            default:
                throw new NotSupportedException(e.ToString());
        }
    }

    /// <summary>What the field that an expression names is initialised with; nothing changes it later.</summary>
    private ExpressionSyntax? Field(ExpressionSyntax e) => _model.GetSymbolInfo(e).Symbol is IFieldSymbol { DeclaringSyntaxReferences: [var declared] }
        ? (declared.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value : null;

    private static Number Constant(object value) => value switch
    {
        double d => Number.Real(d),
        float s => Number.Real(s),
        bool b => Number.Truth(b),
        _ => Number.Integer(System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private Func<Frame, Number> Unary(PrefixUnaryExpressionSyntax u)
    {
        var operand = Expression(u.Operand);
        Kind kind = Types.KindOf(_model.GetTypeInfo(u.Operand).ConvertedType);
        return u.Kind() switch
        {
            SyntaxKind.UnaryMinusExpression => f => Arithmetic.Negate(operand(f), kind),
            SyntaxKind.UnaryPlusExpression => operand,
            SyntaxKind.LogicalNotExpression => f => Number.Truth(!operand(f).IsTrue),
            SyntaxKind.BitwiseNotExpression => f => Number.Integer(~operand(f).Whole),
            _ => throw new NotSupportedException(u.ToString()),
        };
    }

    private Func<Frame, Number> Binary(BinaryExpressionSyntax b)
    {
        var left = Expression(b.Left);
        var right = Expression(b.Right);
        SyntaxKind op = b.Kind();
        if (op == SyntaxKind.LogicalAndExpression)
            return f => left(f).IsTrue ? right(f) : Number.Truth(false);
        if (op == SyntaxKind.LogicalOrExpression)
            return f => left(f).IsTrue ? Number.Truth(true) : right(f);
        Kind kind = Types.KindOf(_model.GetTypeInfo(b.Left).ConvertedType);
        return f => left(f) is var x ? _arithmetic.Binary(op, kind, x, right(f)) : default;
    }

    private Func<Frame, Number> Step(ExpressionSyntax target, bool up, bool old)
    {
        Kind kind = KindOf(target);
        Number one = kind is Kind.Int or Kind.Long ? Number.Integer(1) : Number.Real(1);
        var op = up ? SyntaxKind.AddExpression : SyntaxKind.SubtractExpression;
        return Update(target, _ => one, (a, b) => _arithmetic.Binary(op, kind, a, b), old);
    }

    private Func<Frame, Number> Assignment(AssignmentExpressionSyntax a)
    {
        if (a.Left is TupleExpressionSyntax or DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax })
            return Tuple(a.Left, a.Right);
        if (Types.IsComposite(_model.GetTypeInfo(a.Left).Type))
            return AssignComposite(a);
        if (SlotOf(a.Left) is { } slot)
        {
            var array = Array(a.Right);
            return f =>
            {
                f.Arrays[slot] = array(f);
                return default;
            };
        }
        var value = Expression(a.Right);
        Kind to = KindOf(a.Left);
        if (a.IsKind(SyntaxKind.SimpleAssignmentExpression))
            return Update(a.Left, value, (_, b) => b, old: false);
        SyntaxKind op = a.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => SyntaxKind.AddExpression,
            SyntaxKind.SubtractAssignmentExpression => SyntaxKind.SubtractExpression,
            SyntaxKind.MultiplyAssignmentExpression => SyntaxKind.MultiplyExpression,
            SyntaxKind.DivideAssignmentExpression => SyntaxKind.DivideExpression,
            SyntaxKind.ModuloAssignmentExpression => SyntaxKind.ModuloExpression,
            SyntaxKind.LeftShiftAssignmentExpression => SyntaxKind.LeftShiftExpression,
            SyntaxKind.RightShiftAssignmentExpression => SyntaxKind.RightShiftExpression,
            SyntaxKind.AndAssignmentExpression => SyntaxKind.BitwiseAndExpression,
            SyntaxKind.OrAssignmentExpression => SyntaxKind.BitwiseOrExpression,
            SyntaxKind.ExclusiveOrAssignmentExpression => SyntaxKind.ExclusiveOrExpression,
            _ => throw new NotSupportedException(a.ToString()),
        };
        bool shifts = op is SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression;
        Kind computed = shifts ? to : Types.KindOf(_model.GetTypeInfo(a.Right).ConvertedType);
        return Update(a.Left, value, (x, y) => _arithmetic.Convert(_arithmetic.Binary(op, computed, _arithmetic.Convert(x, to, computed), y), computed, to), old: false);
    }

    /// <summary>Where the array is that a name stands for; null if it stands for none.</summary>
    private int? SlotOf(ExpressionSyntax name) =>
        name is IdentifierNameSyntax && _model.GetSymbolInfo(name).Symbol is { } symbol && _arrays.TryGetValue(symbol, out int slot) ? slot : null;

    /// <summary>Subscripts, then the old value, then the operand, then the store.</summary>
    private Func<Frame, Number> Update(ExpressionSyntax target, Func<Frame, Number> operand, Func<Number, Number, Number> combine, bool old)
    {
        var place = PlaceOf(target);
        return f =>
        {
            Place at = place(f);
            Number before = at.Number;
            Number after = combine(before, operand(f));
            at.Number = after;
            return old ? before : after;
        };
    }

    /// <summary>(a, b) = (b, a): all targets' subscripts, then all values, then all stores.</summary>
    private Func<Frame, Number> Tuple(ExpressionSyntax left, ExpressionSyntax source)
    {
        if (left is TupleExpressionSyntax names && source is TupleExpressionSyntax others && names.Arguments.All(x => SlotOf(x.Expression) is not null))
        {
            int[] slots = [.. names.Arguments.Select(x => SlotOf(x.Expression)!.Value)];
            Func<Frame, DualArray>[] arrays = [.. others.Arguments.Select(x => Array(x.Expression))];
            return f =>
            {
                DualArray[] found = [.. arrays.Select(a => a(f))];
                for (int i = 0; i < slots.Length; i++)
                    f.Arrays[slots[i]] = found[i];
                return default;
            };
        }
        Func<Frame, Place>[] targets = left is TupleExpressionSyntax t ? [.. t.Arguments.Select(x => PlaceOf(x.Expression))]
            : [.. ((ParenthesizedVariableDesignationSyntax)((DeclarationExpressionSyntax)left).Designation).Variables.Select(Declared)];
        if (source is not TupleExpressionSyntax right)
        {
            var composite = Array(source);
            return f =>
            {
                Place[] places = [.. targets.Select(t => t(f))];
                DualArray all = composite(f);
                for (int i = 0; i < places.Length; i++)
                    places[i].Number = all[i];
                return default;
            };
        }
        Kind[] from = [.. right.Arguments.Select(x => KindOf(x.Expression))];
        Kind[] to = left is TupleExpressionSyntax l ? [.. l.Arguments.Select(x => KindOf(x.Expression))] : from;
        Func<Frame, Number>[] values = [.. right.Arguments.Select((x, i) => Bare(x.Expression) is var bare && from[i] == to[i] ? bare : f => _arithmetic.Convert(bare(f), from[i], to[i]))];
        return f =>
        {
            Place[] places = [.. targets.Select(t => t(f))];
            Number[] numbers = [.. values.Select(v => v(f))];
            for (int i = 0; i < places.Length; i++)
                places[i].Number = numbers[i];
            return default;
        };
    }

    private Func<Frame, Place> Declared(VariableDesignationSyntax variable)
    {
        if (variable is not SingleVariableDesignationSyntax single)
            return _ => new Place(new Number[1], 0);
        int cell = Declare(_model.GetDeclaredSymbol(single)!);
        return f => f.Cells[cell] = new Place(new Number[1], 0);
    }

    private Func<Frame, Number> Call(InvocationExpressionSyntax call)
    {
        var symbol = (IMethodSymbol)_model.GetSymbolInfo(call).Symbol!;
        if (symbol.Name == "GetLength" && call.Expression is MemberAccessExpressionSyntax m)
        {
            var array = Array(m.Expression);
            var dimension = Expression(call.ArgumentList.Arguments[0].Expression);
            return f => Number.Integer(array(f).Extents[dimension(f).Whole]);
        }
        if (symbol.DeclaringSyntaxReferences.Length > 0)
            return OwnMethod(symbol, call) is var run ? f => run(f).Result : default!;
        return WholeArray(symbol, call) ?? Library(symbol, call);
    }

    private Func<Frame, Number> Library(IMethodSymbol symbol, InvocationExpressionSyntax call)
    {
        Func<Frame, Number>[] arguments = [.. call.ArgumentList.Arguments.Select(a => Expression(a.Expression))];
        Type[] types = [.. symbol.Parameters.Select(p => Types.KindOf(p.Type) switch
        {
            Kind.Double => typeof(double),
            Kind.Single => typeof(float),
            Kind.Long => typeof(long),
            _ => typeof(int),
        })];
        System.Reflection.MethodInfo method = Functions.Container(symbol.ContainingType.Name).GetMethod(symbol.Name, types)
            ?? throw new NotSupportedException("The oracle does not find " + symbol);
        var value = Functions.Value(method);
        Kind result = Types.KindOf(symbol.ReturnType);
        return f =>
        {
            var numbers = new Number[arguments.Length];
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = arguments[i](f);
            return _arithmetic.Function(symbol.Name, result, value, numbers);
        };
    }

    private Func<Frame, Frame> OwnMethod(IMethodSymbol symbol, InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> all = call.ArgumentList.Arguments;
        return OwnMethod(symbol, i => all.FirstOrDefault(a => a.NameColon?.Name.Identifier.Text == symbol.Parameters[i].Name)?.Expression
            ?? (i < all.Count && all[i].NameColon is null ? all[i].Expression : null));
    }

    /// <param name="given">What is given for each parameter; null for its default.</param>
    private Func<Frame, Frame> OwnMethod(IMethodSymbol symbol, Func<int, ExpressionSyntax?> given)
    {
        Callable callee = _interpreter.Method(symbol, symbol.MethodKind == MethodKind.LocalFunction ? this : null);
        var pass = new List<Action<Frame, Frame>>();
        for (int i = 0; i < symbol.Parameters.Length; i++)
        {
            IParameterSymbol parameter = symbol.Parameters[i];
            ExpressionSyntax? argument = given(i);
            int at = callee.Parameters[i];
            if (argument is null)
            {
                Number otherwise = Constant(parameter.ExplicitDefaultValue!);
                pass.Add((_, to) => to.Cells[at] = new Place([otherwise], 0));
            }
            else if (at < 0)
            {
                var array = Array(argument);
                pass.Add((from, to) => to.Arrays[-1 - at] = array(from));
            }
            else if (parameter.RefKind != RefKind.None && IsPlace(argument))
            {
                var shared = PlaceOf(argument);
                pass.Add((from, to) => to.Cells[at] = shared(from));
            }
            else
            {
                var value = Expression(argument);
                pass.Add((from, to) => to.Cells[at] = new Place([value(from)], 0));
            }
        }
        bool local = symbol.MethodKind == MethodKind.LocalFunction;
        return f =>
        {
            var inner = local ? new Frame(f, callee) : new Frame(callee.Cells, callee.Arrays);
            foreach (var one in pass)
                one(f, inner);
            _interpreter.Call(callee, inner);
            return inner;
        };
    }

    private bool IsPlace(ExpressionSyntax e) => e is ElementAccessExpressionSyntax or DeclarationExpressionSyntax or IdentifierNameSyntax { Identifier.Text: "_" }
        || (_model.GetSymbolInfo(e).Symbol is { } symbol && _cells.ContainsKey(symbol));
}
