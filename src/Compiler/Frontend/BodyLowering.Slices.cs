using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Parts of arrays and spans: s = x.Slice(a, n) is x with s[k] = x[a + k] for 0 ≤ k < n. Beside the part there are elements too, so
// where C# would throw, a check says so: a neighbour is never read in place of an element that does not exist.
internal sealed partial class BodyLowering
{
    private static bool IsSlice(IInvocationOperation call) =>
        call is { TargetMethod.Name: "Slice", Instance: { } span } && TypeReader.IsSpan(span.Type)
            ? call.TargetMethod.Parameters.Length is 1 or 2 && TypeReader.IsSpan(call.Type)
            : call.TargetMethod is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions", Parameters: [_, { Type.SpecialType: SpecialType.System_Int32 }, ..] }
                && IsSameMemory(call.Arguments[0].Value.Type, call.Type);

    private ArrayView? Slice(IInvocationOperation call)
    {
        // Named arguments may stand in another order, in which they are then evaluated.
        if (Memory(call.Instance ?? ArgumentOf(call, 0), null) is not { } whole)
            return null;
        int first = call.Instance is null ? 1 : 0;
        Operand? start = null, length = null;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == first)
                start = Expression(argument.Value);
            else if (argument.Parameter?.Ordinal == first + 1)
                length = Expression(argument.Value);
        }
        return Part(whole, start!, length);
    }

    private static IOperation ArgumentOf(IInvocationOperation call, int ordinal) =>
        call.Arguments.First(a => a.Parameter?.Ordinal == ordinal).Value;

    private ArrayView? Slice(IOperation span, IRangeOperation range)
    {
        if (Memory(span, null) is not { } whole)
            return null;
        Operand start = range.LeftOperand is { } left ? Bound(left, whole) : Constant.Int(0);
        Operand? end = range.RightOperand is { } right ? Bound(right, whole) : null;
        Operand? length = end is null || start is Constant { Number: 0 } ? end : Let(new Binary(BinaryOperator.Subtract, end, start));
        return Part(whole, start, length);
    }

    /// <summary>A bound of <c>a..b</c>: a number converted to an index, or <c>^n</c>.</summary>
    private Operand Bound(IOperation bound, ArrayView whole)
    {
        while (bound is IConversionOperation c && TypeReader.Scalar(c.Type) is null)
            bound = c.Operand;
        return TypeReader.Scalar(bound.Type) is { } type && type != Scalar.Int32 ? Converted(Expression(bound), Scalar.Int32) : Subscript(bound, whole, 0);
    }

    /// <param name="length">Null for all the rest.</param>
    private ArrayView Part(ArrayView whole, Operand start, Operand? length)
    {
        Operand extent = Length(whole, 0, null);
        Operand count = length ?? (start is Constant { Number: 0 } ? extent : Let(new Binary(BinaryOperator.Subtract, extent, start)));
        Emit(new Check(start, count, extent));
        return whole with { Window = new Window(whole.Window is { } outer ? Shifted(outer, start) : start, count) };
    }

    /// <summary>The index into the whole of an element of a part.</summary>
    private Operand Within(Window window, Operand index)
    {
        Operand position = Converted(index, Scalar.Int32);
        Emit(new Check(position, Constant.Int(1), window.Length));
        return Shifted(window, position);
    }

    private Operand Shifted(Window window, Operand index) => (window.Start, index) switch
    {
        (Constant { Number: 0 }, _) => index,
        (_, Constant { Number: 0 }) => window.Start,
        (Constant a, Constant b) => Constant.Int((int)a.Number + (int)b.Number),
        _ => Let(new Binary(BinaryOperator.Add, window.Start, index)),
    };
}
