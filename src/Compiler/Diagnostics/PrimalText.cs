using DiffGen.Compiler.Emission;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Values in the user's words: by their names, otherwise as the expressions that they are.</summary>
internal sealed class PrimalText
{
    private const int LongestExpression = 60;
    private const int DeepestExpression = 8;

    private readonly Dictionary<Value, Expression> _definitions = [];

    private PrimalText()
    {
    }

    public static PrimalText Of(Function function)
    {
        var text = new PrimalText();
        foreach (Statement statement in function.AllStatements)
        {
            if (statement is Let let)
                text._definitions[let.Target] = let.Expression;
        }
        return text;
    }

    /// <summary>Null if it has no name and its expression would be too long, or has something in it that has no name either.</summary>
    public string? Of(Operand operand)
    {
        string? text = Write(operand, Precedence.Conditional, DeepestExpression);
        return text is { Length: <= LongestExpression } ? text : null;
    }

    /// <summary>What a value is defined as; null for what no statement computes.</summary>
    public Expression? Defines(Value value) => _definitions.TryGetValue(value, out Expression? expression) ? expression : null;

    /// <summary>A function as one calls it: <c>Math.Exp</c>.</summary>
    public static string Of(MathFunction function) => function.Container.Substring(function.Container.LastIndexOf('.') + 1) + "." + function.Name;

    private string? Write(Operand operand, Precedence around, int depth)
    {
        if (operand is Constant constant)
            return constant.Text;
        var value = (Value)operand;
        if (value.Name is not null || depth == 0 || !_definitions.TryGetValue(value, out Expression? expression))
            return value.Name;
        string? Inner(Operand o, Precedence p) => Write(o, p, depth - 1);
        switch (expression)
        {
            case Binary { Operator: BinaryOperator.AddChecked } e:
                return Write(e.A, e.B, "+", Precedence.Additive, around, depth);
            case Binary e:
                return Write(e.A, e.B, IrPrinter.Symbol(e.Operator), Precedences.Of(e.Operator), around, depth);
            case Unary e:
                return Inner(e.A, Precedence.Unary) is { } a ? (e.Operator switch { UnaryOperator.Not => "!", UnaryOperator.Complement => "~", _ => "-" }) + a : null;
            case IR.Convert e:
                return Inner(e.A, Precedence.Unary) is { } converted ? "(" + e.To.Keyword() + ")" + converted : null;
            case Call e:
                return List(e.Arguments, depth) is { } arguments ? Of(e.Function) + "(" + arguments + ")" : null;
            case Load { Array.Form: ArrayForm.Jagged } e:
                return Inner(e.Indices[0], 0) is { } row && Inner(e.Indices[1], 0) is { } column ? e.Array.Name + "[" + row + "][" + column + "]" : null;
            case Load e:
                return List(e.Indices, depth) is { } indices ? e.Array.Name + "[" + indices + "]" : null;
            case Extent { Row: { } of } e:
                return Inner(of, 0) is { } index ? e.Array.Name + "[" + index + "].Length" : null;
            case Extent { Array.Form: ArrayForm.Rank2 or ArrayForm.Rank3 } e:
                return e.Array.Name + ".GetLength(" + e.Dimension.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")";
            case Extent e:
                return e.Array.Name + ".Length";
            case LargeInteger e:
                return e.Text;
            case Given e:
                return e.Parameter;
            default:
                return null;
        }
    }

    private string? Write(Operand a, Operand b, string symbol, Precedence own, Precedence around, int depth)
    {
        if (Write(a, own, depth - 1) is not { } left || Write(b, own + 1, depth - 1) is not { } right)
            return null;
        string text = left + " " + symbol + " " + right;
        return own < around ? "(" + text + ")" : text;
    }

    private string? List(IEnumerable<Operand> operands, int depth)
    {
        string?[] texts = [.. operands.Select(o => Write(o, Precedence.Conditional, depth - 1))];
        return texts.Contains(null) ? null : string.Join(", ", texts);
    }
}
