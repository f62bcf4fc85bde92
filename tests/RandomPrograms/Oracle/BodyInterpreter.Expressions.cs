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
        TypeInfo type = model.GetTypeInfo(e);
        if (type.Type is null || type.ConvertedType is null || Types.IsArray(type.ConvertedType))
            return Bare(e);
        Kind from = Types.KindOf(type.Type), to = Types.KindOf(type.ConvertedType);
        var bare = Bare(e);
        return from == to ? bare : f => _arithmetic.Convert(bare(f), from, to);
    }

    private Kind KindOf(ExpressionSyntax e) => Types.KindOf(model.GetTypeInfo(e).Type);

    private Func<Frame, Number> Bare(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Bare(p.Expression);
            case LiteralExpressionSyntax l:
                Number constant = Constant(model.GetConstantValue(l).Value!);
                return _ => constant;
            case IdentifierNameSyntax n when model.GetSymbolInfo(n).Symbol is { } symbol && _cells.TryGetValue(symbol, out int cell):
                return f => f.Cells[cell].Number;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when model.GetConstantValue(e) is { HasValue: true, Value: { } value }:
                Number named = Constant(value);
                return _ => named;
            case MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" } m:
                var array = Array(m.Expression);
                return f => Number.Integer(array(f).Elements.Length);
            case ElementAccessExpressionSyntax a:
                var place = Place(a);
                return f =>
                {
                    var (target, at) = place(f);
                    return target.Elements[at];
                };
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
            default:
                throw new NotSupportedException(e.ToString());
        }
    }

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
        Kind kind = Types.KindOf(model.GetTypeInfo(u.Operand).ConvertedType);
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
        Kind kind = Types.KindOf(model.GetTypeInfo(b.Left).ConvertedType);
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
        if (a.Left is IdentifierNameSyntax name && model.GetSymbolInfo(name).Symbol is { } symbol && _arrays.TryGetValue(symbol, out int slot))
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
            _ => throw new NotSupportedException(a.ToString()),
        };
        Kind computed = Types.KindOf(model.GetTypeInfo(a.Right).ConvertedType);
        return Update(a.Left, value, (x, y) => _arithmetic.Convert(_arithmetic.Binary(op, computed, _arithmetic.Convert(x, to, computed), y), computed, to), old: false);
    }

    /// <summary>Subscripts, then the old value, then the operand, then the store.</summary>
    private Func<Frame, Number> Update(ExpressionSyntax target, Func<Frame, Number> operand, Func<Number, Number, Number> combine, bool old)
    {
        while (target is ParenthesizedExpressionSyntax p)
            target = p.Expression;
        if (target is ElementAccessExpressionSyntax element)
        {
            var place = Place(element);
            return f =>
            {
                var (array, at) = place(f);
                Number before = array.Elements[at];
                Number after = combine(before, operand(f));
                array.Elements[at] = after;
                return old ? before : after;
            };
        }
        int cell = _cells[model.GetSymbolInfo(target).Symbol!];
        return f =>
        {
            Number before = f.Cells[cell].Number;
            Number after = combine(before, operand(f));
            f.Cells[cell].Number = after;
            return old ? before : after;
        };
    }

    private Func<Frame, Number> Call(InvocationExpressionSyntax call)
    {
        var symbol = (IMethodSymbol)model.GetSymbolInfo(call).Symbol!;
        if (symbol.Name == "GetLength" && call.Expression is MemberAccessExpressionSyntax m)
        {
            var array = Array(m.Expression);
            var dimension = Expression(call.ArgumentList.Arguments[0].Expression);
            return f => Number.Integer(array(f).Extents[dimension(f).Whole]);
        }
        return symbol.DeclaringSyntaxReferences.Length > 0 ? OwnMethod(symbol, call) : Library(symbol, call);
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

    private Func<Frame, Number> OwnMethod(IMethodSymbol symbol, InvocationExpressionSyntax call)
    {
        Callable callee = interpreter.Method(symbol);
        var pass = new List<Action<Frame, Frame>>();
        for (int i = 0; i < symbol.Parameters.Length; i++)
        {
            ExpressionSyntax e = call.ArgumentList.Arguments[i].Expression;
            int place = callee.Parameters[i];
            if (place < 0)
            {
                var array = Array(e);
                pass.Add((from, to) => to.Arrays[-1 - place] = array(from));
            }
            else if (symbol.Parameters[i].RefKind != RefKind.None && model.GetSymbolInfo(e).Symbol is { } shared && _cells.TryGetValue(shared, out int cell))
            {
                pass.Add((from, to) => to.Cells[place] = from.Cells[cell]);
            }
            else
            {
                var value = Expression(e);
                pass.Add((from, to) => to.Cells[place].Number = value(from));
            }
        }
        return f =>
        {
            var inner = new Frame(callee.Cells, callee.Arrays);
            foreach (var one in pass)
                one(f, inner);
            callee.Body(inner);
            return inner.Result;
        };
    }
}
