using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>Identities of arithmetic, looking through the definitions of operands.</summary>
/// <remarks>Never 0·x → 0 for real numbers: x may be infinite.</remarks>
/// <param name="definition">What a value was defined as, if known.</param>
/// <param name="emit">Defines a new value before the expression at hand.</param>
/// <param name="adjoint">Whether rounding may change and zeros may lose their sign; otherwise identities are exact in IEEE arithmetic.</param>
internal sealed class Algebra(Func<Value, Expression?> definition, Func<Expression, Value> emit, bool adjoint)
{
    // Every rule takes an operation away or moves a sign or a factor outwards, so rewriting ends; the bound makes it certain.
    private const int MaximalSteps = 16;

    /// <summary>A simpler expression, or the operand that it equals.</summary>
    public (Expression Expression, Operand? Known) Simplify(Expression expression)
    {
        for (int step = 0; step < MaximalSteps; step++)
        {
            if ((ConstantFolding.Fold(expression) ?? Known(expression)) is { } known)
                return (expression, known);
            if (Step(expression) is not { } next)
                break;
            expression = next;
        }
        return (expression, null);
    }

    private Operand? Known(Expression expression) => expression switch
    {
        IR.Convert e when e.To == e.A.Type => e.A,
        Unary e when Inner(e.A, e.Operator) is { } x => x,
        Binary { Operator: BinaryOperator.Multiply } e when Is(e.A, 1) => e.B,
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } e when Is(e.B, 1) => e.A,
        Binary { Operator: BinaryOperator.Multiply } e when e.Type.IsInteger() && Is(e.A, 0) => e.A,
        Binary { Operator: BinaryOperator.Multiply } e when e.Type.IsInteger() && Is(e.B, 0) => e.B,
        Binary { Operator: BinaryOperator.Add } e when MayDropZero(e) && IsZero(e.A) => e.B,
        Binary { Operator: BinaryOperator.Add } e when MayDropZero(e) && IsZero(e.B) => e.A,
        Binary { Operator: BinaryOperator.Subtract } e when IsZero(e.B) => e.A,
        Binary { Operator: BinaryOperator.Subtract } e when e.Type.IsInteger() && e.A == e.B => new Constant(e.Type, 0, "0"),
        Binary { Operator: BinaryOperator.And, Type: Scalar.Bool } e when e.A == e.B || IsTrue(e.B) => e.A,
        Binary { Operator: BinaryOperator.And, Type: Scalar.Bool } e when IsTrue(e.A) => e.B,
        Binary { Operator: BinaryOperator.Or, Type: Scalar.Bool } e when e.A == e.B || IsZero(e.B) => e.A,
        Binary { Operator: BinaryOperator.Or, Type: Scalar.Bool } e when IsZero(e.A) => e.B,
        _ => null,
    };

    private Expression? Step(Expression expression) => expression switch
    {
        // x + (-y) = x - y, exact
        Binary { Operator: BinaryOperator.Add } e when Negated(e.B) is { } y => Subtract(e.A, y),
        Binary { Operator: BinaryOperator.Add } e when Negated(e.A) is { } x => Subtract(e.B, x),
        Binary { Operator: BinaryOperator.Subtract } e when Negated(e.B) is { } y => Add(e.A, y),
        Binary { Operator: BinaryOperator.Multiply } e when Is(e.A, -1) => Negate(e.B),
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } e when Is(e.B, -1) => Negate(e.A),
        Binary e when e.Type.IsInteger() => Integer(e),
        Binary e when adjoint && e.Type.IsReal() => Adjoint(e),
        _ => null,
    };

    // (x + 1) + 2 = x + 3
    private Binary? Integer(Binary e) => e.Operator is BinaryOperator.Add or BinaryOperator.Subtract
        && e.B is Constant && Definition(e.A) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, B: Constant } inner
        && ConstantFolding.Fold(new Binary(inner.Operator == e.Operator ? BinaryOperator.Add : BinaryOperator.Subtract, inner.B, e.B)) is { } sum
            ? sum.Number < 0
                ? new Binary(inner.Operator == BinaryOperator.Add ? BinaryOperator.Subtract : BinaryOperator.Add, inner.A, ConstantFolding.Negate(sum))
                : inner with { B = sum }
            : null;

    private Expression? Adjoint(Binary e) => e.Operator switch
    {
        BinaryOperator.Add when e.A == e.B => Multiply(Constant.Real(e.Type, 2), e.A),
        BinaryOperator.Subtract when IsZero(e.A) => Negate(e.B),
        BinaryOperator.Subtract when Negated(e.A) is { } x => Negate(Emit(Add(x, e.B))),
        BinaryOperator.Multiply => Product(e),
        BinaryOperator.Divide when Negated(e.A) is { } x => Negate(Emit(e with { A = x })),
        BinaryOperator.Divide when Negated(e.B) is { } y => Negate(Emit(e with { B = y })),
        _ => null,
    };

    // Signs go outwards, so that `x += -(…)` becomes `x -= …`; constant factors come first and become one.
    private Expression? Product(Binary e)
    {
        if (Negated(e.A) is { } x)
            return Negate(Emit(Multiply(x, e.B)));
        if (Negated(e.B) is { } y)
            return Negate(Emit(Multiply(e.A, y)));
        if (e.A is Constant { Number: < 0 } negative)
            return Negate(Emit(Multiply(ConstantFolding.Negate(negative), e.B)));
        if (e.B is Constant)
            return e.A is Constant ? null : Multiply(e.B, e.A);
        return e.A is Constant factor && Definition(e.B) is Binary { Operator: BinaryOperator.Multiply, A: Constant second } inner
            && ConstantFolding.Fold(Multiply(factor, second)) is { } product ? Multiply(product, inner.B) : null;
    }

    private bool MayDropZero(Binary e) => adjoint || e.Type.IsInteger();

    private Operand Emit(Expression expression)
    {
        (Expression simpler, Operand? known) = Simplify(expression);
        return known ?? emit(simpler);
    }

    private Expression? Definition(Operand operand) => operand is Value value ? definition(value) : null;

    private Operand? Negated(Operand operand) => Inner(operand, UnaryOperator.Negate);

    private Operand? Inner(Operand operand, UnaryOperator op) =>
        Definition(operand) is Unary inner && inner.Operator == op ? inner.A : null;

    private static bool Is(Operand operand, double number) => operand is Constant constant && constant.Is(number);

    private static bool IsZero(Operand operand) => operand is Constant { IsZero: true };

    private static bool IsTrue(Operand operand) => operand is Constant { Type: Scalar.Bool, IsZero: false };

    private static Unary Negate(Operand a) => new(UnaryOperator.Negate, a);

    private static Binary Add(Operand a, Operand b) => new(BinaryOperator.Add, a, b);

    private static Binary Subtract(Operand a, Operand b) => new(BinaryOperator.Subtract, a, b);

    private static Binary Multiply(Operand a, Operand b) => new(BinaryOperator.Multiply, a, b);
}
