using System.Numerics;
using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests;

/// <summary>C#'s binary operators on numbers of one type.</summary>
internal static class IrArithmetic
{
    public static object Real<T>(BinaryOperator op, T a, T b)
        where T : INumber<T> => op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            BinaryOperator.Remainder => a % b,
            BinaryOperator.Less => a < b,
            BinaryOperator.LessOrEqual => a <= b,
            BinaryOperator.Greater => a > b,
            BinaryOperator.GreaterOrEqual => a >= b,
            BinaryOperator.Equal => a == b,
            BinaryOperator.NotEqual => (object)(a != b),
            _ => throw new NotSupportedException(op.ToString()),
        };

    /// <param name="op">The operator.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="distance">The right operand of a shift, which is always an <c>int</c>.</param>
    public static object Integer<T>(BinaryOperator op, T a, T b, int distance)
        where T : IBinaryInteger<T> => op switch
        {
            BinaryOperator.And => a & b,
            BinaryOperator.Or => a | b,
            BinaryOperator.Xor => a ^ b,
            BinaryOperator.ShiftLeft => a << distance,
            BinaryOperator.ShiftRight => a >> distance,
            BinaryOperator.UnsignedShiftRight => a >>> distance,
            _ => Real(op, a, b),
        };

    public static object Logical(BinaryOperator op, bool a, bool b) => op switch
    {
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.Xor or BinaryOperator.NotEqual => a ^ b,
        BinaryOperator.Equal => (object)(a == b),
        _ => throw new NotSupportedException(op.ToString()),
    };
}
