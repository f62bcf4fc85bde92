using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

// Math.Abs, Max, Min, Sign and Clamp of integers: they steer which elements are used and have no derivative, so they become comparisons.
internal sealed partial class BodyLowering
{
    private static bool IsIntegerFunction(IMethodSymbol target) => (target.Name, target.Parameters.Length) switch
    {
        ("Abs" or "Sign", 1) => TypeReader.Scalar(target.Parameters[0].Type) is Scalar.Int32 or Scalar.Int64,
        ("Max" or "Min", 2) or ("Clamp", 3) => true,
        _ => false,
    };

    private Operand IntegerFunction(IMethodSymbol target, Operand[] x, string? name) => target.Name switch
    {
        "Abs" => Select(BinaryOperator.Less, x[0], Constant.Zero(x[0].Type), () => Let(new Unary(UnaryOperator.Negate, x[0])), () => x[0], name),
        "Sign" => Select(BinaryOperator.Greater, x[0], Constant.Zero(x[0].Type), () => Constant.Int(1),
            () => Select(BinaryOperator.Less, x[0], Constant.Zero(x[0].Type), () => Constant.Int(-1), () => Constant.Int(0), null), name),
        "Max" => Select(BinaryOperator.GreaterOrEqual, x[0], x[1], () => x[0], () => x[1], name),
        "Min" => Select(BinaryOperator.LessOrEqual, x[0], x[1], () => x[0], () => x[1], name),
        _ => Select(BinaryOperator.Less, x[0], x[1], () => x[1],
            () => Select(BinaryOperator.Greater, x[0], x[2], () => x[2], () => x[0], null), name),
    };

    private Operand Select(BinaryOperator comparison, Operand a, Operand b, Func<Operand> then, Func<Operand> otherwise, string? name) =>
        Choose(Let(new Binary(comparison, a, b)), then, otherwise, name)!;
}
