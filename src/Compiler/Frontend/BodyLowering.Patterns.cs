using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Patterns on numbers and bools. They have no effects, so that "and" and "or" need no branch.
internal sealed partial class BodyLowering
{
    /// <summary>Whether a value matches.</summary>
    private Operand Pattern(IPatternOperation pattern, Operand value)
    {
        if (!Enter())
            return Constant.Bool(false);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Constant.Bool(true);
            case IConstantPatternOperation p:
                return IsConstant(p.Value, value);
            case IRelationalPatternOperation p when Operator(p.OperatorKind) is { } op && ConstantReader.Read(p.Value) is { } bound && bound.Type == value.Type:
                return Let(new Binary(op, value, bound));
            case INegatedPatternOperation p:
                return Not(Pattern(p.Pattern, value));
            case IBinaryPatternOperation p:
                Operand left = Pattern(p.LeftPattern, value);
                Operand right = Pattern(p.RightPattern, value);
                return Let(new Binary(p.OperatorKind == BinaryOperatorKind.And ? BinaryOperator.And : BinaryOperator.Or, left, right));
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol symbol } when TypeReader.Scalar(symbol.Type) == value.Type:
                _bindings.Set(symbol, new Binding.Number(value.Type, value));
                return Constant.Bool(true);
            default:
                return Unsupported(pattern);
        }
    }

    private Operand Is(IIsPatternOperation o) => o switch
    {
        { Pattern: IConstantPatternOperation p } when IsNullTest(o.Value, p.Value) => Constant.Bool(false),
        { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation p } } when IsNullTest(o.Value, p.Value) => Constant.Bool(true),
        _ => Matches(o),
    };

    private Operand Matches(IIsPatternOperation o) =>
        TypeReader.Scalar(o.Value.Type) is null ? Unsupported(o) : Pattern(o.Pattern, Expression(o.Value));

    /// <summary>Equality as patterns have it: also NaN is NaN.</summary>
    private Operand IsConstant(IOperation operation, Operand value)
    {
        if (ConstantReader.Read(operation) is not { } constant || constant.Type != value.Type)
            return Unsupported(operation);
        if (constant.Type == Scalar.Bool)
            return constant.IsZero ? Not(value) : value;
        return double.IsNaN(constant.Number)
            ? Let(new Binary(BinaryOperator.NotEqual, value, value))
            : Let(new Binary(BinaryOperator.Equal, value, constant));
    }

    private Operand Not(Operand value) => value is Constant known ? Constant.Bool(known.IsZero) : Let(new Unary(UnaryOperator.Not, value));
}
