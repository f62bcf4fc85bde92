using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

// Patterns on numbers, and switch expressions.
internal sealed partial class BodyInterpreter
{
    private Func<Frame, Number, bool> Pattern(PatternSyntax pattern, Kind kind)
    {
        switch (pattern)
        {
            case DiscardPatternSyntax:
                return (_, _) => true;
            case ParenthesizedPatternSyntax p:
                return Pattern(p.Pattern, kind);
            case ConstantPatternSyntax p:
                Number constant = PatternConstant(p.Expression, kind);
                return (_, v) => Equals(v, constant, kind);
            case RelationalPatternSyntax p:
                Number bound = PatternConstant(p.Expression, kind);
                SyntaxKind op = p.OperatorToken.Kind() switch
                {
                    SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
                    SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
                    SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
                    _ => SyntaxKind.GreaterThanOrEqualExpression,
                };
                return (_, v) => _arithmetic.Binary(op, kind, v, bound).IsTrue;
            case UnaryPatternSyntax p:
                var inner = Pattern(p.Pattern, kind);
                return (f, v) => !inner(f, v);
            case BinaryPatternSyntax p:
                var left = Pattern(p.Left, kind);
                var right = Pattern(p.Right, kind);
                return p.IsKind(SyntaxKind.AndPattern) ? (f, v) => left(f, v) && right(f, v) : (f, v) => left(f, v) || right(f, v);
            case VarPatternSyntax { Designation: SingleVariableDesignationSyntax v }:
                return Named(v);
            case DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax v }:
                return Named(v);
            default:
                throw new NotSupportedException(pattern.ToString());
        }
    }

    private Func<Frame, Number, bool> Named(SingleVariableDesignationSyntax name)
    {
        int cell = Declare(_model.GetDeclaredSymbol(name)!);
        return (f, v) =>
        {
            f.Cells[cell] = new Place([v], 0);
            return true;
        };
    }

    private Number PatternConstant(ExpressionSyntax e, Kind kind)
    {
        object value = _model.GetConstantValue(e).Value!;
        return kind is Kind.Single or Kind.Double ? Number.Real(System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)) : Constant(value);
    }

    private bool Equals(in Number a, in Number b, Kind kind) =>
        kind is Kind.Bool ? a.Whole == b.Whole : _arithmetic.Binary(SyntaxKind.EqualsExpression, kind, a, b).IsTrue;

    private Func<Frame, Number> Switch(SwitchExpressionSyntax s)
    {
        var value = Expression(s.GoverningExpression);
        Kind kind = Types.KindOf(_model.GetTypeInfo(s.GoverningExpression).ConvertedType);
        var arms = s.Arms.Select(a => (
            Pattern: Pattern(a.Pattern, kind),
            When: a.WhenClause is null ? null : Expression(a.WhenClause.Condition),
            Value: Expression(a.Expression))).ToArray();
        return f =>
        {
            Number v = value(f);
            foreach (var arm in arms)
            {
                if (arm.Pattern(f, v) && (arm.When is null || arm.When(f).IsTrue))
                    return arm.Value(f);
            }
            throw new InvalidOperationException("no arm");
        };
    }
}
