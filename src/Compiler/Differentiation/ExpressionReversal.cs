using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses v = f(a, b, …): ā += v̄·∂f/∂a, b̄ += v̄·∂f/∂b, … with the partial derivatives of the rule table.
/// </summary>
internal static class ExpressionReversal
{
    public static void Reverse(Let let, Region region, AdjointContext context)
    {
        if (!context.Activity.IsActive(let.Target) || region.Frame[let.Target] is not { } adjoint)
            return;
        context.Name(adjoint, let.Target);
        BlockBuilder block = region.Reverse;
        switch (let.Expression)
        {
            case Load load:
                block.Add(new Accumulate(context.AdjointOf(load.Array), load.Indices, adjoint));
                break;
            case IR.Convert convert when context.Activity.IsActive(convert.A):
                region.Frame.Add(convert.A, block.Let(new IR.Convert(convert.A.Type, adjoint)), block);
                break;
            case Unary unary when OperatorRules.Find(unary.Operator) is { } rule:
                Apply(rule, [unary.A], "", let.Target, adjoint, region, context);
                break;
            case Binary binary when OperatorRules.Find(binary.Operator) is { } rule:
                Apply(rule, [binary.A, binary.B], "", let.Target, adjoint, region, context);
                break;
            case Call call when RuleTable.Find(call.Function, call.Arguments.Count) is { } rule:
                Apply(rule, [.. call.Arguments], call.Function.Container, let.Target, adjoint, region, context);
                break;
        }
    }

    private static void Apply(
        Rule rule, Operand[] arguments, string container, Value result, Operand adjoint, Region region, AdjointContext context)
    {
        for (int k = 0; k < arguments.Length; k++)
        {
            if (!rule.Depends(k) || !context.Activity.IsActive(arguments[k]))
                continue;
            bool guarded = rule.Singular && context.Selection.IsSelected(result);
            Operand contribution = guarded
                ? Guarded(rule, k, arguments, container, result, adjoint, region.Reverse)
                : Scale(rule, k, arguments, container, result, adjoint, region.Reverse);
            region.Frame.Add(arguments[k], contribution, region.Reverse);
        }
    }

    private static Operand Scale(
        Rule rule, int k, Operand[] arguments, string container, Value result, Operand adjoint, BlockBuilder block)
    {
        Term[] x = [.. arguments.Select(a => new Term(a, block, container))];
        return rule.Scale(k, x, new Term(result, block, container), new Term(adjoint, block, container)).Operand;
    }

    // Not selected means adjoint 0, and 0·∞ would be NaN where the derivative is 0.
    private static Operand Guarded(
        Rule rule, int k, Operand[] arguments, string container, Value result, Operand adjoint, BlockBuilder block)
    {
        var factor = new Term(adjoint, block, container);
        return Term.Guard(factor, inner => new Term(Scale(rule, k, arguments, container, result, adjoint, inner), inner, container)).Operand;
    }
}
