using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>Arithmetic on constants, with the result that C# would compute at run time; nothing where that is in doubt.</summary>
internal static class ConstantFolding
{
    // Integers are held in a double: those beyond are left alone.
    private const double LargestExact = 1L << 53;
    private const int LongestQuotient = 6;

    public static Constant? Fold(Expression expression) => expression switch
    {
        Unary { Operator: UnaryOperator.Not, A: Constant a } => Constant.Bool(a.IsZero),
        Unary { Operator: UnaryOperator.Negate, A: Constant a } when a.Number != 0 && Foldable(a.Type) => Negate(a),
        IR.Convert { A: Constant a } e when a.Type.IsInteger() || (a.Type.IsReal() && e.To.IsReal()) => Of(e.To, a.Number),
        Binary { A: Constant a, B: Constant b } e when e.Operator >= BinaryOperator.Less && IsExact(a) && IsExact(b) => Compare(e.Operator, a.Number, b.Number),
        Binary { A: Constant a, B: Constant b } e when Foldable(e.Type) && a.Type == b.Type => Arithmetic(e, a.Number, b.Number),
        _ => null,
    };

    /// <summary>The constant with the other sign, written as the user wrote it.</summary>
    public static Constant Negate(Constant a) => a.Text.StartsWith("-", StringComparison.Ordinal)
        ? a with { Number = -a.Number, Text = a.Text.Substring(1) }
        : char.IsDigit(a.Text, 0) ? a with { Number = -a.Number, Text = "-" + a.Text }
        : Of(a.Type, -a.Number) ?? a with { Number = -a.Number, Text = "-(" + a.Text + ")" };

    private static bool Foldable(Scalar type) => type is Scalar.Int32 or Scalar.Int64 or Scalar.Single or Scalar.Double;

    private static bool IsExact(Constant a) => !a.Type.IsInteger() || Math.Abs(a.Number) <= LargestExact;

    // A sum, difference, product or quotient of two floats is exact enough in double to be rounded once to float.
    private static Constant? Arithmetic(Binary e, double a, double b) => e.Operator switch
    {
        BinaryOperator.Add => Of(e.Type, a + b),
        BinaryOperator.Subtract => Of(e.Type, a - b),
        BinaryOperator.Multiply => Of(e.Type, a * b),
        // 1/2 is better read as 0.5, 1/3 as it is.
        BinaryOperator.Divide when e.Type.IsReal() && Of(e.Type, a / b) is { Text.Length: <= LongestQuotient } quotient => quotient,
        BinaryOperator.Divide when e.Type.IsInteger() && b != 0 => Of(e.Type, Math.Truncate(a / b)),
        BinaryOperator.Remainder when e.Type.IsInteger() && b != 0 => Of(e.Type, a % b),
        _ => null,
    };

    private static Constant? Compare(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Less => Constant.Bool(a < b),
        BinaryOperator.LessOrEqual => Constant.Bool(a <= b),
        BinaryOperator.Greater => Constant.Bool(a > b),
        BinaryOperator.GreaterOrEqual => Constant.Bool(a >= b),
        BinaryOperator.Equal => Constant.Bool(a == b),
        _ => Constant.Bool(a != b),
    };

    // Only results that have a literal: finite, not -0, in the type's range.
    private static Constant? Of(Scalar type, double number)
    {
        if (number == 0 && 1 / number < 0)
        {
            if (type.IsReal())
                return null;
            number = 0;
        }
        return type switch
        {
            Scalar.Int32 when number is >= int.MinValue and <= int.MaxValue => Constant.Int((int)number),
            Scalar.Int64 when Math.Abs(number) <= LargestExact =>
                new Constant(type, number, ((long)number).ToString(System.Globalization.CultureInfo.InvariantCulture) + "L"),
            Scalar.Single when Math.Abs(number) <= float.MaxValue => Constant.Real(type, (float)number),
            Scalar.Double when Math.Abs(number) <= double.MaxValue => Constant.Real(type, number),
            _ => null,
        };
    }
}
