using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The tangent of v = f(a, b, …): v̇ = ∂f/∂a·ȧ + ∂f/∂b·ḃ + …, with the partial derivatives of the rule table.
/// </summary>
internal static class ExpressionTangent
{
    public static void Add(Let let, BlockBuilder block, TangentContext context)
    {
        if (!context.Activity.IsActive(let.Target))
            return;
        Operand? tangent = let.Expression switch
        {
            Load load => block.Load(context.TangentOf(load.Array), load.Indices),
            IR.Convert convert => context[convert.A] is { } a ? block.Let(new IR.Convert(convert.To, a)) : null,
            Unary unary when OperatorRules.Find(unary.Operator) is { } rule => Apply(rule, [unary.A], "", let.Target, block, context),
            Binary binary when OperatorRules.Find(binary.Operator) is { } rule => Apply(rule, [binary.A, binary.B], "", let.Target, block, context),
            Call call when RuleTable.Find(call.Function, call.Arguments.Count) is { } rule =>
                Apply(rule, [.. call.Arguments], call.Function.Container, let.Target, block, context),
            _ => null,
        };
        if (tangent is not null)
            context.Set(let.Target, tangent);
    }

    private static Operand? Apply(Rule rule, Operand[] arguments, string container, Value result, BlockBuilder block, TangentContext context)
    {
        Operand? sum = null;
        for (int k = 0; k < arguments.Length; k++)
        {
            if (!rule.Depends(k) || context[arguments[k]] is not { } tangent)
                continue;
            bool guarded = rule is { Singular: true, Diverges: false } && context.Vanishing.Vanishes(arguments[k]);
            Operand term = guarded
                ? Guarded(rule, k, arguments, container, result, tangent, block)
                : Scale(rule, k, arguments, container, result, tangent, block);
            if (term is Constant { IsZero: true })
                continue;
            sum = sum is null ? term : block.Binary(BinaryOperator.Add, sum, term);
        }
        return sum;
    }

    private static Operand Scale(Rule rule, int k, Operand[] arguments, string container, Value result, Operand tangent, BlockBuilder block)
    {
        Term[] x = [.. arguments.Select(a => new Term(a, block, container))];
        return rule.Scale(k, x, new Term(result, block, container), new Term(tangent, block, container)).Operand;
    }

    // What does not depend on any input here does not change, and 0·∞ would be NaN.
    private static Operand Guarded(Rule rule, int k, Operand[] arguments, string container, Value result, Operand tangent, BlockBuilder block)
    {
        var factor = new Term(tangent, block, container);
        return Term.Guard(factor, inner => new Term(Scale(rule, k, arguments, container, result, tangent, inner), inner, container)).Operand;
    }
}
