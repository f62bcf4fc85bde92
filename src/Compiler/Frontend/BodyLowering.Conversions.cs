using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Conversions between numbers, and the overflow context that integer arithmetic runs in.
internal sealed partial class BodyLowering
{
    private Operand Conversion(IConversionOperation c, string? name)
    {
        if (c.OperatorMethod is { } method && TypeReader.Scalar(c.Type) is not null && StructReader.Read(c.Operand.Type) is not null)
            return Invoke(method, c, null, [new(method.Parameters[0], c.Operand)], name)?[0] ?? Stand(c);
        if (c.OperatorMethod is not null || c.IsTryCast
            || TypeReader.Scalar(c.Type) is not { } to || TypeReader.Scalar(c.Operand.Type) is not { } from
            || (to != from && (to == Scalar.Bool || from == Scalar.Bool)))
        {
            return Unsupported(c);
        }

        if (to == from)
            return Expression(c.Operand, name);
        if (!c.IsImplicit)
            CheckOverflowContext(c, c.IsChecked, to);
        return Converted(Expression(c.Operand), to, name);
    }

    private Operand Converted(Operand operand, Scalar to, string? name = null) =>
        operand.Type == to ? operand
        : operand is Constant c && c.Type.IsInteger() && to.IsReal() ? Constant.Real(to, to == Scalar.Single ? (float)c.Number : c.Number)
        : Let(new IR.Convert(to, operand), name);

    /// <summary>Generated code runs under the project's default, so what the user wrote must do so too.</summary>
    private void CheckOverflowContext(IOperation operation, bool isChecked, Scalar type)
    {
        bool normal = models.Compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { CheckOverflow: true };
        if (!type.IsInteger() || isChecked == normal || !CanOverflow(operation))
            return;
        Refuse(Descriptors.OverflowContext, operation, isChecked ? "checked" : "unchecked", normal ? "checked" : "unchecked");
    }

    private static bool CanOverflow(IOperation operation) => operation switch
    {
        IBinaryOperation b => CanOverflow(b.OperatorKind),
        ICompoundAssignmentOperation a => CanOverflow(a.OperatorKind),
        _ => true,
    };

    private static bool CanOverflow(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply;
}
