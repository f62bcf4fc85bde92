using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Functions that return at once what two others return one by one, to the last bit.
internal sealed partial class BodyLowering
{
    private static bool IsPair(IMethodSymbol target) => target.IsStatic && TypeReader.FunctionContainer(target.ContainingType) is not null
        && StructReader.Read(target.ReturnType) is { Count: 2 } && (target.Name, target.Parameters.Length) switch
        {
            ("SinCos", 1) => true,
            ("DivRem", 2) => TypeReader.Scalar(target.Parameters[0].Type)?.IsInteger() == true,
            _ => false,
        };

    private Operand[] Pair(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod;
        var arguments = new Operand[target.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
            arguments[argument.Parameter!.Ordinal] = Expression(argument.Value);
        if (target.Name == "DivRem")
            return Twice(BinaryOperator.Divide, BinaryOperator.Remainder, op => new Binary(op, arguments[0], arguments[1]));
        string container = TypeReader.FunctionContainer(target.ContainingType)!;
        return Twice("Sin", "Cos", function => new Call(new MathFunction(container, function), [arguments[0]], arguments[0].Type));
    }

    private Operand[] Twice<T>(T first, T second, Func<T, Expression> expression) => [Let(expression(first)), Let(expression(second))];
}
