using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>The partial derivatives of functions as formulas: those of the rule table, with the formula of each argument put in.</summary>
internal static class FunctionPartials
{
    /// <summary>∂f/∂x<paramref name="k"/> of a function applied to arguments.</summary>
    /// <param name="value">What its value is called.</param>
    public static Formula Of(FunctionOf apply, Formula value, int k, FormulaAlgebra algebra)
    {
        // The rules say the same by cases of cases.
        if (apply.Function == "Abs")
            return Formula.Of(new FunctionOf("Sign", apply.Arguments));
        if (apply.Function is "Max" or "Min")
            return Selected(apply.Function == "Max" ? BinaryOperator.Greater : BinaryOperator.Less, apply.Arguments[k], apply.Arguments[1 - k], new ExpressionReader(algebra), algebra);
        if (Find(apply) is not { } rule)
            return Formula.Unknown($"{apply.Function} has no derivative that is known");
        if (!rule.Depends(k))
            return Formula.Zero;
        var ids = new IdSource(0);
        var block = new BlockBuilder(ids);
        string container = Container(apply);
        Term[] arguments = [.. apply.Arguments.Select(a => new Term(ids.Value(Scalar.Double), block, container))];
        var result = new Term(ids.Value(Scalar.Double), block, container);
        Term partial = rule.Scale(k, arguments, result, result.Constant(1));
        var reader = new ExpressionReader(algebra);
        for (int i = 0; i < arguments.Length; i++)
            reader.Define((Value)arguments[i].Operand, new Meaning.Real(apply.Arguments[i]));
        reader.Define((Value)result.Operand, new Meaning.Real(value));
        reader.ReadPure(block.ToBlock());
        return reader.Real(partial.Operand);
    }

    // All to the one that is returned, half at a tie.
    private static Formula Selected(BinaryOperator isReturned, Formula own, Formula other, ExpressionReader reader, FormulaAlgebra algebra) =>
        algebra.Add(reader.Reals(isReturned, own, other), reader.Reals(BinaryOperator.Equal, own, other).Scale(0.5));

    public static bool IsSmooth(FunctionOf apply) => Find(apply) is { Cuts: false };

    private static Rule? Find(FunctionOf apply) => RuleTable.Find(new MathFunction(Container(apply), apply.Function), apply.Arguments.Count);

    private static string Container(FunctionOf apply) =>
        RuleTable.Find(new MathFunction("System.Math", apply.Function), apply.Arguments.Count) is null ? "double" : "System.Math";
}
