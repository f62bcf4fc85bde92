using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>How tightly the operators of C# bind; the larger, the tighter.</summary>
internal enum Precedence
{
    Conditional,
    OrElse,
    AndAlso,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

internal static class Precedences
{
    public static Precedence Of(BinaryOperator op) => op switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => Precedence.Additive,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Precedence.Multiplicative,
        BinaryOperator.And => Precedence.And,
        BinaryOperator.Or => Precedence.Or,
        BinaryOperator.Xor => Precedence.Xor,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => Precedence.Shift,
        BinaryOperator.Equal or BinaryOperator.NotEqual => Precedence.Equality,
        _ => Precedence.Relational,
    };
}
