namespace DiffGen.Compiler.IR;

/// <summary>The right side of a <see cref="Let"/>: one operation on operands, without side effects.</summary>
internal abstract record Expression(Scalar Type);

internal enum UnaryOperator
{
    Negate,

    /// <summary>Logical <c>!</c></summary>
    Not,

    /// <summary>Bitwise <c>~</c></summary>
    Complement,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    UnsignedShiftRight,

    /// <summary>Throws where the sum is too large for its type.</summary>
    AddChecked,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

internal sealed record Unary(UnaryOperator Operator, Operand A) : Expression(A.Type);

internal sealed record Binary(BinaryOperator Operator, Operand A, Operand B)
    : Expression(Operator >= BinaryOperator.Less ? Scalar.Bool : A.Type);

/// <summary>A function of the rule table, as the user wrote it: <c>System.Math.Exp</c>, <c>double.Exp</c>.</summary>
/// <param name="Container"><c>System.Math</c>, <c>System.MathF</c>, <c>double</c> or <c>float</c>.</param>
internal sealed record MathFunction(string Container, string Name)
{
    public override string ToString() => Container + "." + Name;
}

/// <summary>An application of a function that has a row in the rule table.</summary>
internal sealed record Call(MathFunction Function, EquatableArray<Operand> Arguments, Scalar Type) : Expression(Type);

/// <summary>A numeric conversion, implicit or explicit in the source; always explicit here.</summary>
internal sealed record Convert(Scalar To, Operand A) : Expression(To);

/// <summary>A parameter that the IR has no type for, as the number that it is: <c>(int)mode</c> of an enumeration.</summary>
internal sealed record Given(Scalar As, string Parameter) : Expression(As);

/// <summary>
/// An integer of the source beyond 2⁵³. Unlike a <see cref="Constant"/>, whose number is a <c>double</c>, it is not computed with at compile time.
/// </summary>
/// <param name="Bits">A <c>ulong</c> as its bits.</param>
/// <param name="Text">As the user wrote it.</param>
internal sealed record LargeInteger(Scalar As, long Bits, string Text) : Expression(As);

/// <summary>The element of an array; for <c>T[][]</c> the subscripts are those of row and column.</summary>
internal sealed record Load(ArrayVariable Array, EquatableArray<Operand> Indices) : Expression(Array.Element);

/// <summary>
/// The number of elements along a dimension. For <c>T[][]</c>, dimension 1 is the length of the row <paramref name="Row"/>.
/// </summary>
internal sealed record Extent(ArrayVariable Array, int Dimension, Operand? Row = null) : Expression(Scalar.Int32);
