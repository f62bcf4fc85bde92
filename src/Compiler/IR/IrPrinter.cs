using System.Globalization;
using System.Text;

namespace DiffGen.Compiler.IR;

/// <summary>Writes IR as text, for tests and for people who look at what a pass did.</summary>
/// <remarks>Values are printed as their name and number, <c>s4</c>; nameless ones as <c>%5</c>.</remarks>
internal static class IrPrinter
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        text.Append("function ").Append(function.Name).Append('(')
            .Append(string.Join(", ", function.Parameters.Select(Print))).Append(")\n");
        foreach (Capture capture in function.Captures)
            text.Append("  captured ").Append(Print(capture.Input)).Append(" = ").Append(capture.Text).Append('\n');
        Print(text, function.Body, 1);
        foreach (Output output in function.Outputs)
            text.Append("  output ").Append(output.Parameter).Append(output.Adds ? " += " : " = ").Append(Print(output.Value)).Append('\n');
        if (function.Tangent is not null)
            text.Append("  output tangent = ").Append(Print(function.Tangent)).Append('\n');
        if (function.Result is not null)
            text.Append("  return ").Append(Print(function.Result)).Append('\n');
        foreach (Routine routine in function.Routines)
        {
            text.Append("routine ").Append(routine.Id.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(routine.Name)
                .Append('(').Append(string.Join(", ", routine.Parameters.Select(Print))).Append(")\n");
            Print(text, routine.Body, 1);
            text.Append("  return ").Append(string.Join(", ", routine.Results.Select(Print))).Append('\n');
        }
        return text.ToString();
    }

    public static string Print(Block block)
    {
        var text = new StringBuilder();
        Print(text, block, 0);
        return text.ToString();
    }

    private static string Print(Parameter parameter) => (parameter.IsConstant ? "constant " : "") + parameter switch
    {
        ScalarParameter p => (p.Passing == Passing.ByValue ? "" : p.Passing.ToString().ToLowerInvariant() + " ")
            + Print(p.Value) + ": " + p.Value.Type.Keyword(),
        ArrayParameter p => Print(p.Array) + ": " + p.Array.Form.ToString() + "<" + p.Array.Element.Keyword() + ">",
        CompositeParameter p => p.Name + "(" + string.Join(", ", p.Parts.Select(Print)) + ")",
        _ => parameter.Name,
    };

    private static void Print(StringBuilder text, Block block, int depth)
    {
        foreach (Statement statement in block.Statements)
        {
            text.Append(' ', depth * 2);
            switch (statement)
            {
                case Let s:
                    text.Append(Print(s.Target)).Append(" = ").Append(Print(s.Expression)).Append('\n');
                    break;
                case Store s:
                    text.Append(Element(s.Array, s.Indices)).Append(" = ").Append(Print(s.Value)).Append('\n');
                    break;
                case Accumulate s:
                    text.Append(Element(s.Array, s.Indices)).Append(" += ").Append(Print(s.Value)).Append('\n');
                    break;
                case Allocate s:
                    text.Append(s.Cleared ? "allocate cleared " : "allocate ").Append(Element(s.Array, s.Extents))
                        .Append(s.CopyOf is null ? "" : " = " + Print(s.CopyOf)).Append('\n');
                    break;
                case Slice s:
                    List<string> subscripts = [.. s.Fixed.Select(Print)];
                    subscripts.Insert(s.Free, "*");
                    text.Append(Print(s.View)).Append(" = slice ").Append(Print(s.Of)).Append('[').Append(string.Join(", ", subscripts)).Append("]\n");
                    break;
                case Clear s:
                    text.Append("clear ").Append(Print(s.Array)).Append('\n');
                    break;
                case Check s:
                    text.Append("check ").Append(Print(s.Start)).Append(" + ").Append(Print(s.Count)).Append(" <= ").Append(Print(s.Extent)).Append('\n');
                    break;
                case CheckShape s:
                    text.Append("check ").Append(Element(s.Array, s.Extents)).Append('\n');
                    break;
                case Invoke s:
                    text.Append(string.Join(", ", s.Results.Select(Print))).Append(s.Results.Count > 0 ? " = " : "").Append("invoke ")
                        .Append(s.Routine.ToString(CultureInfo.InvariantCulture)).Append('(').Append(string.Join(", ", s.Arguments.Select(Print))).Append(")\n");
                    break;
                case Apply s:
                    text.Append(string.Join(", ", s.Results.Select(Print))).Append(s.Results.Count > 0 ? " = " : "").Append("apply ").Append(s.Method.Name)
                        .Append('(').Append(string.Join(", ", s.Method.Parameters.Select(p => Print(p, s)))).Append(")\n");
                    break;
                case Throw s:
                    text.Append(s.Always ? "throw " : "call ").Append(s.Text(Print)).Append('\n');
                    break;
                case Push s:
                    text.Append("push ").Append(Print(s.Value)).Append('\n');
                    break;
                case Pop s:
                    text.Append(Print(s.Target)).Append(" = pop\n");
                    break;
                case Loop s:
                    text.Append("for ").Append(Print(s.Counter)).Append(" = ").Append(Print(s.Start)).Append("; ").Append(Symbol(s.Test))
                        .Append(' ').Append(Print(s.Limit)).Append("; += ").Append(Print(s.Step));
                    PrintTrips(text, s, depth);
                    break;
                case While s:
                    text.Append("while ").Append(Print(s.Condition)).Append(' ').Append(Print(s.Counter)).Append(" -> ").Append(Print(s.Trips));
                    PrintTrips(text, s, depth);
                    break;
                case Branch s:
                    text.Append("if ").Append(Print(s.Condition));
                    foreach (Merge m in s.Merges)
                    {
                        text.Append(" (").Append(Print(m.Result)).Append(": ").Append(Print(m.Then)).Append(" | ")
                            .Append(Print(m.Else)).Append(')');
                    }
                    text.Append('\n');
                    Print(text, s.Then, depth + 1);
                    if (s.Else.Statements.Count > 0)
                    {
                        text.Append(' ', depth * 2).Append("else\n");
                        Print(text, s.Else, depth + 1);
                    }
                    break;
            }
        }
    }

    private static void PrintTrips(StringBuilder text, Iteration loop, int depth)
    {
        foreach (Carried c in loop.Carried)
        {
            text.Append(" (").Append(Print(c.Inside)).Append(": ").Append(Print(c.Initial)).Append(" -> ")
                .Append(Print(c.Next)).Append(" -> ").Append(Print(c.After)).Append(')');
        }
        text.Append('\n');
        Print(text, loop.Body, depth + 1);
    }

    public static string Print(Expression expression) => expression switch
    {
        Unary e => Symbol(e.Operator) + Print(e.A),
        Binary e => Print(e.A) + " " + Symbol(e.Operator) + " " + Print(e.B),
        Call e => e.Function + "(" + string.Join(", ", e.Arguments.Select(Print)) + ")",
        Convert e => "(" + e.To.Keyword() + ")" + Print(e.A),
        Given e => "given " + e.Parameter,
        LargeInteger e => e.Text,
        Load e => Element(e.Array, e.Indices),
        Extent e => "extent " + Print(e.Array) + (e.Row is null ? "" : "[" + Print(e.Row) + "]") + "." + e.Dimension.ToString(CultureInfo.InvariantCulture),
        _ => "?",
    };

    private static string Print(PassedAs passed, Apply call) => passed switch
    {
        PassedAs.Number p => Print(call.Arguments[p.Argument]),
        PassedAs.Reference { Argument: { } before } p => "ref " + Print(call.Arguments[before]) + " -> " + Print(call.Results[p.Result]),
        PassedAs.Reference p => "out " + Print(call.Results[p.Result]),
        PassedAs.Memory p => (p.IsWritten ? "written " : "") + Print(p.Array) + (p.Row is { } row ? "[" + Print(call.Arguments[row]) + "]" : "")
            + (p.Start is { } start ? "[" + Print(call.Arguments[start]) + ".." + Print(call.Arguments[p.Length!.Value]) + "]" : ""),
        PassedAs.Verbatim p => p.Code,
        _ => "?",
    };

    private static string Print(Result result) => result switch
    {
        Result.Number r => Print(r.Value),
        Result.Memory r => Print(r.Array),
        Result.Composite r => "(" + string.Join(", ", r.Values.Select(Print)) + ")",
        _ => "?",
    };

    public static string Print(Operand operand) => operand switch
    {
        Value v => (v.Name ?? "%") + v.Id.ToString(CultureInfo.InvariantCulture),
        Constant c => c.Text,
        _ => "?",
    };

    private static string Print(ArrayVariable array) => array.Name + array.Id.ToString(CultureInfo.InvariantCulture);

    private static string Element(ArrayVariable array, EquatableArray<Operand> indices) =>
        Print(array) + "[" + string.Join(", ", indices.Select(Print)) + "]";

    private static string Symbol(UnaryOperator op) => op switch
    {
        UnaryOperator.Negate => "-",
        UnaryOperator.Not => "!",
        _ => "~",
    };

    /// <summary>The operator as C# writes it.</summary>
    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.Xor => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.UnsignedShiftRight => ">>>",
        BinaryOperator.AddChecked => "+!",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        _ => "!=",
    };

    public static string Symbol(LoopTest test) => test switch
    {
        LoopTest.Less => "<",
        LoopTest.LessOrEqual => "<=",
        LoopTest.Greater => ">",
        _ => ">=",
    };
}
