using System.Globalization;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>Constants of the source; a literal keeps the text the user gave it.</summary>
internal static class ConstantReader
{
    /// <summary>Below this every integer is a <c>double</c>; it itself may be one that has been rounded.</summary>
    private const double Exact = 9007199254740992;

    /// <summary>The constant an expression is; null if it is none, or of a type or size the IR has no word for.</summary>
    public static Constant? Read(IOperation operation)
    {
        if (operation.ConstantValue is not { HasValue: true, Value: { } value } || TypeReader.Scalar(operation.Type) is not { } type)
            return null;
        if (type == Scalar.Bool)
            return value is bool flag ? Constant.Bool(flag) : null;
        if (value is bool or char or string)
            return null;
        double number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (type.IsInteger() && Math.Abs(number) >= Exact)
            return null;
        return new Constant(type, number, Literal(operation) ?? Text(type, number));
    }

    /// <summary>A constant beyond 2⁵³; null if the expression is none.</summary>
    public static LargeInteger? Large(IOperation operation) => (operation.ConstantValue.HasValue ? operation.ConstantValue.Value : null, TypeReader.Scalar(operation.Type)) switch
    {
        (long number, Scalar.Int64) => new LargeInteger(Scalar.Int64, number, Literal(operation) ?? (number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + "L")),
        (ulong number, Scalar.UInt64) => new LargeInteger(Scalar.UInt64, unchecked((long)number), Literal(operation) ?? number.ToString(CultureInfo.InvariantCulture) + "UL"),
        _ => null,
    };

    /// <summary>A member of an enumeration as the number that it is, under its own name; null if the expression is not one.</summary>
    public static Constant? Member(IOperation operation)
    {
        if (operation is not { Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type, ConstantValue: { HasValue: true, Value: int value } })
            return null;
        return type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && value.Equals(f.ConstantValue)) is { } member
            ? new Constant(Scalar.Int32, value, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + member.Name)
            : null;
    }

    private static string? Literal(IOperation operation) => operation switch
    {
        ILiteralOperation { IsImplicit: false } => operation.Syntax.GetFirstToken().Text,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, Operand: ILiteralOperation { IsImplicit: false } literal }
            when SymbolEqualityComparer.Default.Equals(literal.Type, operation.Type) => "-" + literal.Syntax.GetFirstToken().Text,
        _ => null,
    };

    private static string Text(Scalar type, double number)
    {
        if (type.IsInteger())
            return number.ToString("F0", CultureInfo.InvariantCulture);
        if (double.IsNaN(number))
            return type.Keyword() + ".NaN";
        if (double.IsInfinity(number))
            return type.Keyword() + (number > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        if (number == 0 && BitConverter.DoubleToInt64Bits(number) != 0)
            return type == Scalar.Single ? "-0f" : "-0.0";
        return Constant.Real(type, number).Text;
    }
}
