using System.Globalization;
using System.Runtime.CompilerServices;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// A C# expression. It is loose if its own type is narrower than that of the value it stands for, so that it relies on the
/// place where it stands to convert it: <c>n</c> or <c>2</c> for a <c>double</c>.
/// </summary>
internal readonly record struct CodeExpression(string Text, Precedence Precedence, bool IsLoose = false)
{
    /// <summary>Whether C# computes it when it compiles.</summary>
    public bool IsConstant { get; init; }
}

/// <summary>Writes values as C# expressions with as few parentheses as the order of operations allows.</summary>
/// <remarks>Nothing is regrouped: floating-point arithmetic is not associative.</remarks>
internal sealed class ExpressionWriter(Layout layout, Inlining inlining, Variables variables, MemoryPlan memory)
{
    /// <summary>An operand as a whole right-hand side, an argument or a subscript.</summary>
    public string Text(Operand operand) => Write(operand).Text;

    /// <summary>The expression that a branch in expression form computes.</summary>
    public string Text(Branch branch) => Write(branch).Text;

    /// <summary>An operand in its own type, as something that anything may be appended to.</summary>
    public string Exact(Operand operand) => Parenthesize(Write(operand, exact: true), Precedence.Primary);

    /// <summary>An operand in its own type, as an argument for which a method is chosen.</summary>
    public string Argument(Operand operand) => Write(operand, exact: true).Text;

    public string Text(Expression expression) => Write(expression, exact: false).Text;

    /// <summary>An operand of an operator that binds as tightly as <paramref name="context"/>.</summary>
    public string Text(Operand operand, Precedence context) => Parenthesize(Write(operand), context);

    /// <summary>What is added to something.</summary>
    public string Summand(Operand operand) => Text(operand, Precedence.Multiplicative) is var text && text[0] == '-' ? "(" + text + ")" : text;

    /// <summary>The opposite of a condition.</summary>
    public string Negated(Operand condition) => Negate(condition).Text;

    public string Element(ArrayVariable array, EquatableArray<Operand> indices) => Whole(array, indices) + array.Member?.This.Path;

    /// <summary>The element, of an array of structs the whole struct.</summary>
    public string Whole(ArrayVariable array, EquatableArray<Operand> indices)
    {
        string name = Names.Escape(memory.NameOf(array));
        bool isArray = array.Role is ArrayRole.Parameter or ArrayRole.Result && array.Form is not (ArrayForm.Span or ArrayForm.ReadOnlySpan);
        string[] subscripts = [.. indices.Select(index => isArray ? Text(index) : Count(index))];
        return array is { Form: ArrayForm.Jagged, Role: ArrayRole.Parameter }
            ? name + string.Concat(subscripts.Select(s => "[" + s + "]"))
            : name + "[" + string.Join(", ", subscripts) + "]";
    }

    /// <summary>
    /// A subscript of a span or an extent of scratch, which are <c>int</c> only where arrays take wider integers too.
    /// </summary>
    public string Count(Operand operand) =>
        operand.Type is Scalar.Int64 or Scalar.UInt32 or Scalar.UInt64 ? "checked((int)" + Text(operand, Precedence.Unary) + ")" : Text(operand);

    /// <summary>What a value is computed by, if it is written in place.</summary>
    public Expression? FoldedExpression(Operand operand) =>
        operand is Value value && inlining.IsFolded(value) && layout.Definition(value).Step!.Statement is Let let ? let.Expression : null;

    /// <summary>Whether a number is known not to be negative: one of the source, or the extent of an array.</summary>
    public bool IsCount(Operand operand) => operand is Constant { Number: >= 0 }
        || (operand is Value value && layout.Definition(value).Step?.Statement is Let { Expression: Extent });

    private CodeExpression Write(Operand operand, bool exact = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operand is Constant constant)
        {
            string text = Literals.Write(constant, exact);
            return new(text, text[0] is '-' or '(' ? Precedence.Unary : Precedence.Primary, !exact && Literals.IsLoose(constant)) { IsConstant = true };
        }
        var value = (Value)operand;
        if (!inlining.IsFolded(value))
            return new(variables[value].Text, Precedence.Primary);
        return layout.Definition(value).Step!.Statement switch
        {
            Let let => Write(let.Expression, exact),
            Branch branch => Write(branch),
            _ => throw new InvalidOperationException("Only computed values are written in place."),
        };
    }

    private CodeExpression Write(Expression expression, bool exact) => expression switch
    {
        Unary { Operator: UnaryOperator.Not } e => Negate(e.A),
        // -n is an integer, and has no -0, where n is one that only later becomes a real number.
        Unary e => WritePrefix(e.Operator == UnaryOperator.Negate ? "-" : "~", Write(e.A, exact: e.Operator == UnaryOperator.Complement
            || (e.Type.IsReal() && e.A is not Constant { Number: not 0 and > int.MinValue and <= int.MaxValue }))),
        Binary { Operator: BinaryOperator.AddChecked } e => new("checked(" + Write(e with { Operator = BinaryOperator.Add }).Text + ")", Precedence.Primary),
        Binary e => Write(e),
        Call e => Write(e),
        IR.Convert e => WriteConversion(e, exact),
        Given e => new("(" + e.As.Keyword() + ")" + Names.Escape(e.Parameter), Precedence.Unary),
        LargeInteger e => new(e.Text, e.Text[0] == '-' ? Precedence.Unary : Precedence.Primary) { IsConstant = true },
        Load e => new(Element(e.Array, e.Indices), Precedence.Primary),
        Extent e => new(Length(e), Precedence.Primary),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static CodeExpression WritePrefix(string symbol, CodeExpression operand) =>
        new(symbol + (operand.Text[0] == '-' ? "(" + operand.Text + ")" : Parenthesize(operand, Precedence.Unary)), Precedence.Unary, operand.IsLoose) { IsConstant = operand.IsConstant };

    private CodeExpression Write(Binary e)
    {
        Precedence precedence = Precedences.Of(e.Operator);
        bool shift = precedence == Precedence.Shift;
        CodeExpression a = Write(e.A), b = Write(e.B);
        // One side must have the type of the operation by itself, so that the other one is converted to it.
        if (a.IsLoose && (shift || b.IsLoose))
            a = Write(e.A, exact: true);
        if (a.IsLoose && b.IsLoose)
            b = Write(e.B, exact: true);
        if (e is { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, B: Constant { Number: 0 } } && e.Type.IsInteger())
            b = LateZero(e.Type);
        else if (e.Operator <= BinaryOperator.Multiply && e.Type.IsInteger() && a.IsConstant && b.IsConstant && (e is not { A: Constant, B: Constant } || ConstantFolding.Fold(e) is null))
            a = Late(a, e.Type);
        string right = Parenthesize(b, precedence + 1);
        if (precedence == Precedence.Additive && right[0] == '-')
            right = "(" + right + ")";
        return new(Parenthesize(a, precedence) + " " + IrPrinter.Symbol(e.Operator) + " " + right, precedence) { IsConstant = a.IsConstant && b.IsConstant };
    }

    // C# computes constants itself, and refuses to where F throws or wraps around: what is not known when compiling it leaves alone.
    private static CodeExpression Late(CodeExpression constant, Scalar type) => new("(" + constant.Text + " + " + LateZero(type).Text + ")", Precedence.Primary);

    // An int beside a uint would make a long of both; beside a ulong it may not stand.
    private static CodeExpression LateZero(Scalar type) => type is Scalar.UInt32 or Scalar.UInt64
        ? new("(" + type.Keyword() + ")string.Empty.Length", Precedence.Unary)
        : new("string.Empty.Length", Precedence.Primary);

    private CodeExpression Write(Call e)
    {
        CodeExpression[] arguments = [.. e.Arguments.Select(a => Write(a))];
        // Math has overloads by type: if all its numbers look narrower, they would choose another one. Beside them may stand an int: Round(0, 1).
        bool isLoose = e.Arguments.Zip(arguments, (a, text) => text.IsLoose || !a.Type.IsReal()).All(loose => loose);
        if (e.Function.Container == "System.Math" && isLoose)
            arguments = [.. e.Arguments.Select(a => Write(a, exact: true))];
        string container = e.Function.Container.Contains('.') ? "global::" + e.Function.Container : e.Function.Container;
        return new(container + "." + e.Function.Name + "(" + string.Join(", ", arguments.Select(a => a.Text)) + ")", Precedence.Primary);
    }

    private CodeExpression WriteConversion(IR.Convert e, bool exact)
    {
        CodeExpression operand = Write(e.A, exact: !exact);
        if (!exact && Conversions.IsImplicit(e.A.Type, e.To))
            return operand with { IsLoose = true };
        if (operand.IsConstant && e.A.Type.IsInteger() && e.To.IsInteger() && !Conversions.IsImplicit(e.A.Type, e.To))
            operand = Late(operand, e.A.Type);
        return new("(" + e.To.Keyword() + ")" + (operand.Text[0] == '-' ? "(" + operand.Text + ")" : Parenthesize(operand, Precedence.Unary)), Precedence.Unary);
    }

    private CodeExpression Write(Branch branch)
    {
        Merge merge = branch.Merges[0];
        if (merge.Result.Type == Scalar.Bool)
        {
            if (IsConstant(merge.Else, false))
                return Join(branch.Condition, negate: false, " && ", merge.Then, Precedence.AndAlso);
            if (IsConstant(merge.Then, true))
                return Join(branch.Condition, negate: false, " || ", merge.Else, Precedence.OrElse);
            if (IsConstant(merge.Then, false))
                return Join(branch.Condition, negate: true, " && ", merge.Else, Precedence.AndAlso);
            if (IsConstant(merge.Else, true))
                return Join(branch.Condition, negate: true, " || ", merge.Then, Precedence.OrElse);
        }
        CodeExpression then = Write(merge.Then), otherwise = Write(merge.Else);
        bool narrow = merge.Result.Type is not (Scalar.Int32 or Scalar.Single or Scalar.Double);
        if (then.IsLoose && (narrow || otherwise.IsLoose))
            then = Write(merge.Then, exact: true);
        if (otherwise.IsLoose && narrow)
            otherwise = Write(merge.Else, exact: true);
        return new(Text(branch.Condition, Precedence.Conditional + 1) + " ? " + Parenthesize(then, Precedence.Conditional + 1) + " : "
            + Parenthesize(otherwise, Precedence.Conditional), Precedence.Conditional, then.IsLoose && otherwise.IsLoose);
    }

    private CodeExpression Join(Operand condition, bool negate, string symbol, Operand second, Precedence precedence) =>
        new(Parenthesize(negate ? Negate(condition) : Write(condition), precedence) + symbol + Text(second, precedence), precedence);

    // For numbers that may be NaN, !(a < b) is not a >= b.
    private CodeExpression Negate(Operand condition) => FoldedExpression(condition) switch
    {
        Unary { Operator: UnaryOperator.Not } e => Write(e.A),
        Binary e when Opposite(e.Operator) is { } opposite && (opposite >= BinaryOperator.Equal || e.A.Type.IsInteger()) =>
            Write(e with { Operator = opposite }),
        _ => WritePrefix("!", Write(condition)),
    };

    private static BinaryOperator? Opposite(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        _ => null,
    };

    private string Length(Extent e)
    {
        string name = Names.Escape(memory.NameOf(e.Array));
        if (e.Array.Rank == 1)
            return name + ".Length";
        if (e.Array is { Form: ArrayForm.Jagged, Role: ArrayRole.Parameter })
            return e.Row is null ? name + ".Length" : name + "[" + Text(e.Row) + "].Length";
        return name + ".GetLength(" + e.Dimension.ToString(CultureInfo.InvariantCulture) + ")";
    }

    private static bool IsConstant(Operand operand, bool value) => operand is Constant c && c.Type == Scalar.Bool && c.IsZero == !value;

    private static string Parenthesize(CodeExpression e, Precedence context) => e.Precedence < context ? "(" + e.Text + ")" : e.Text;
}
