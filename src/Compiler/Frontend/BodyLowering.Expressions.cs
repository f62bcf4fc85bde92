using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Expressions, in the order in which C# evaluates them. The name goes to the value that is computed last.
internal sealed partial class BodyLowering
{
    private Operand Expression(IOperation operation, string? name = null)
    {
        if (!Enter())
            return Stand(operation);
        if (ConstantReader.Read(operation) is { } constant)
            return constant;
        if (ConstantReader.Large(operation) is { } large)
            return Let(large, name);
        return operation switch
        {
            ILocalReferenceOperation r => Variable(r.Local, r),
            IParameterReferenceOperation r when IsOfConstructor(r) => MemberValue(r),
            IParameterReferenceOperation r => Variable(r.Parameter, r),
            IParenthesizedOperation p => Expression(p.Operand, name),
            IThrowOperation t => Throw(t),
            IConversionOperation { Operand: IThrowOperation t } => Throw(t),
            IConversionOperation c => Conversion(c, name),
            IUnaryOperation u => Unary(u, name),
            IBinaryOperation b => BinaryChain(b, name),
            IConditionalOperation c => Conditional(c, name),
            ISwitchExpressionOperation s => Switch(s, name),
            IIsPatternOperation p => Is(p),
            IFieldReferenceOperation { Instance: not null } f when IsStructMember(f) => Member(f, name),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => Element(operation, name),
            IPropertyReferenceOperation p => Property(p, name),
            IFieldReferenceOperation => MemberValue(operation),
            IInvocationOperation call => Call(call, name) ?? Stand(call),
            ISimpleAssignmentOperation a => Assign(a),
            ICompoundAssignmentOperation a => Assign(a, valueWanted: true),
            IIncrementOrDecrementOperation a => Increment(a, valueWanted: true),
            _ => Unsupported(operation),
        };
    }

    private Constant Unsupported(IOperation operation)
    {
        if (operation.DescendantsAndSelf().Any(o => o is IInvalidOperation))
            return CompileError(operation);
        if (operation.DescendantsAndSelf().Any(IsBroken))
            return Stand(operation);
        switch (operation)
        {
            case { Type.TypeKind: TypeKind.Error }:
                return CompileError(operation);
            case IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation:
                return Refused(Descriptors.Lambda, operation, "A lambda or delegate");
            default:
                return Refused(Descriptors.UnsupportedExpression, operation, "'" + OriginText.Of(operation.Syntax).Line + "'",
                    "use numbers and elements of arrays with operators, functions of Math and static methods of this project");
        }
    }

    /// <summary>Whether an expression is a variable that has been reported already.</summary>
    private bool IsBroken(IOperation operation) => Variable(operation) is { } symbol && _bindings[symbol] is Binding.Broken;

    /// <summary>C# reports this itself; were it ever to reach this point otherwise, a wrong value would be silent.</summary>
    private Constant Unassigned(ISymbol symbol, IOperation reference) =>
        Refused(Descriptors.UnsupportedExpression, reference, "'" + symbol.Name + "' before it has a value", "assign it first");

    private Operand Variable(ISymbol symbol, IOperation reference)
    {
        switch (_bindings[symbol])
        {
            case Binding.Number { Value: { } value }:
                return value;
            case Binding.Element element:
                return Let(new Load(element.Array, element.Indices));
            case Binding.Number:
                return Unassigned(symbol, reference);
            case Binding.Broken:
                return Stand(reference);
            case Binding.Memory:
                return Refused(Descriptors.UnsupportedExpression, reference, "the array '" + symbol.Name + "' as a value", "use its elements");
            case Binding.Struct:
                return Refused(Descriptors.UnsupportedExpression, reference, "the struct '" + symbol.Name + "' as a number", "use its fields");
            case Binding.Opaque or Binding.Object:
                RefuseType(symbol.Name, reference.Type!, reference.Syntax.GetLocation());
                return Stand(reference);
            default:
                return Unsupported(reference);
        }
    }

    private Operand Unary(IUnaryOperation u, string? name)
    {
        if (u is { OperatorMethod: { } method, IsLifted: false } && TypeReader.Scalar(u.Type) is not null)
            return Invoke(method, u, null, [new(method.Parameters[0], u.Operand)], name)?[0] ?? Stand(u);
        if (u.OperatorMethod is not null || u.IsLifted || TypeReader.Scalar(u.Type) is not { } type || type != Promoted(type))
            return Unsupported(u);
        switch (u.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return Expression(u.Operand, name);
            case UnaryOperatorKind.Minus:
                CheckOverflowContext(u, u.IsChecked, type);
                return Let(new Unary(UnaryOperator.Negate, Expression(u.Operand)), name);
            case UnaryOperatorKind.Not:
                return Let(new Unary(UnaryOperator.Not, Expression(u.Operand)), name);
            case UnaryOperatorKind.BitwiseNegation:
                return Let(new Unary(UnaryOperator.Complement, Expression(u.Operand)), name);
            default:
                return Unsupported(u);
        }
    }

    /// <summary>
    /// <c>a + b + c + …</c> leans to the left and may be thousands of terms long: its left spine is walked, not recursed into.
    /// </summary>
    private Operand BinaryChain(IBinaryOperation top, string? name)
    {
        if (IsShortCircuit(top))
            return top.OperatorMethod is null && !top.IsLifted && TypeReader.Scalar(top.Type) == Scalar.Bool ? ShortCircuit(top, name) : Unsupported(top);
        if (top.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && IsNullTest(top.LeftOperand, top.RightOperand))
            return Constant.Bool(top.OperatorKind == BinaryOperatorKind.NotEquals);
        if (top is { OperatorMethod: { } method, IsLifted: false } && TypeReader.Scalar(top.Type) is not null)
            return Invoke(method, top, null, Operands(top, method), name)?[0] ?? Stand(top);
        var spine = new Stack<IBinaryOperation>();
        IOperation leftmost = top;
        while (leftmost is IBinaryOperation { OperatorMethod: null } b && !IsShortCircuit(b) && !b.ConstantValue.HasValue)
        {
            if (Operator(b.OperatorKind) is null || b.IsLifted || TypeReader.Scalar(b.Type) is not { } type || type != Promoted(type))
                return Unsupported(b);
            spine.Push(b);
            leftmost = b.LeftOperand;
        }

        Operand left = Expression(leftmost);
        while (spine.Count > 0 && !_abandoned)
        {
            IBinaryOperation b = spine.Pop();
            Scalar type = TypeReader.Scalar(b.Type)!.Value;
            // So DiffGen counts trips. What is only run can do that, whatever the project's default.
            bool isCount = IgnoresRules && b is { OperatorKind: BinaryOperatorKind.Add, IsChecked: true } && type.IsInteger();
            if (!isCount)
                CheckOverflowContext(b, b.IsChecked, type);
            Operand right = Expression(b.RightOperand);
            left = Let(new Binary(isCount ? BinaryOperator.AddChecked : Operator(b.OperatorKind)!.Value, left, right), spine.Count == 0 ? name : null);
        }
        return left;
    }

    private static bool IsShortCircuit(IBinaryOperation b) =>
        b.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private static BinaryOperator? Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.UnsignedShiftRight,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        _ => null,
    };
}
