using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

// Arrays and their elements.
internal sealed partial class BodyInterpreter
{
    private Func<Frame, DualArray> Array(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Array(p.Expression);
            case IdentifierNameSyntax n when _arrays.TryGetValue(model.GetSymbolInfo(n).Symbol!, out int slot):
                return f => f.Arrays[slot];
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return Filled(initializer, Element(e));
            case ImplicitArrayCreationExpressionSyntax { Initializer: var initializer }:
                return Filled(initializer, Element(e));
            case InitializerExpressionSyntax initializer:
                return Filled(initializer, Element(e));
            case ArrayCreationExpressionSyntax { Type.RankSpecifiers: [var rank] }:
                Func<Frame, Number>[] extents = [.. rank.Sizes.Select(Expression)];
                return f => new DualArray([.. extents.Select(x => checked((int)x(f).Whole))]);
            default:
                throw new NotSupportedException(e.ToString());
        }
    }

    private Kind Element(ExpressionSyntax e) => Types.KindOf(Types.ElementOf(model.GetTypeInfo(e).ConvertedType ?? model.GetTypeInfo(e).Type));

    private Func<Frame, DualArray> Filled(InitializerExpressionSyntax initializer, Kind _)
    {
        Func<Frame, Number>[] values = [.. initializer.Expressions.Select(Expression)];
        return f =>
        {
            var array = new DualArray([values.Length]);
            for (int i = 0; i < values.Length; i++)
                array.Elements[i] = values[i](f);
            return array;
        };
    }

    private Func<Frame, (DualArray Array, int At)> Place(ElementAccessExpressionSyntax a)
    {
        var array = Array(a.Expression);
        var arguments = a.ArgumentList.Arguments;
        if (arguments is [{ Expression: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } hat }])
        {
            var fromEnd = Expression(hat.Operand);
            return f =>
            {
                DualArray target = array(f);
                return (target, target.At([target.Extents[0] - fromEnd(f).Whole]));
            };
        }
        Func<Frame, Number>[] subscripts = [.. arguments.Select(s => Expression(s.Expression))];
        return f =>
        {
            DualArray target = array(f);
            Span<long> index = stackalloc long[subscripts.Length];
            for (int i = 0; i < subscripts.Length; i++)
                index[i] = subscripts[i](f).Whole;
            return (target, target.At(index));
        };
    }
}
