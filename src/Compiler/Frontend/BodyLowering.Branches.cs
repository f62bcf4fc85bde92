using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>Statements still to be lowered before a method returns: a list that shares its tail.</summary>
internal sealed record Pending(IOperation Head, Pending? Rest)
{
    public static Pending? Of(IEnumerable<IOperation> statements, Pending? rest) =>
        statements.Reverse().Aggregate(rest, (tail, head) => new Pending(head, tail));
}

// Choices: if, ?:, && and ||, and returns from either side of an if.
internal sealed partial class BodyLowering
{
    /// <summary>
    /// Lowers statements up to the return. <c>if (c) return a; rest</c> is <c>if (c) return a; else rest</c>: what follows an <c>if</c>
    /// with a returning side belongs to the other side.
    /// </summary>
    private Outcome? Tail(Pending? pending, string? resultName)
    {
        bool isEndless = false;
        while (pending is not null && Enter())
        {
            (IOperation head, pending) = (pending.Head, pending.Rest);
            isEndless = head is IWhileLoopOperation { Condition.ConstantValue.Value: true } or IForLoopOperation { Condition: null or { ConstantValue.Value: true } };
            switch (head)
            {
                case IReturnOperation { Kind: OperationKind.Return } r:
                    Origin? outer = _origin;
                    _origin = OriginText.Of(r.Syntax);
                    HasCompileErrors |= r.ReturnedValue is null && !Self.ReturnsVoid;
                    Outcome? result = r.ReturnedValue is null ? null : Value(r.ReturnedValue, resultName);
                    _origin = outer;
                    return result;
                case var _ when Opens(head):
                    pending = Opened(head, pending);
                    break;
                case IThrowOperation:
                    Statement(head);
                    return TypeReader.Scalar(Self.ReturnType) is { } unreached ? Outcome.Of(Constant.Zero(unreached))
                        : StructReader.Read(Self.ReturnType) is { } shape ? new Outcome.Numbers(Stand(shape).ToEquatableArray()) { Shape = shape }
                        : null;
                case IConditionalOperation s when Jumps.Leave(s) && (pending is null || Jumps.Always(s.WhenTrue) || Jumps.Always(s.WhenFalse)):
                    return Tail(s, pending, resultName);
                case var _ when Jumps.Return(head):
                    return Returning(new Pending(head, pending), resultName);
                default:
                    Statement(head);
                    break;
            }
        }
        // C# has an error for an end without a value, as where the text of a method stops in the middle.
        HasCompileErrors |= !_abandoned && !Self.ReturnsVoid && !isEndless;
        return null;
    }

    /// <summary>Whether a statement is only the statements in it: a block or a known condition that jumps lead out of, or a label.</summary>
    private static bool Opens(IOperation head) => head is ILabeledOperation { Operation: not null }
        || head is IBlockOperation or IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool } } && Jumps.Leave(head);

    private Pending? Opened(IOperation head, Pending? rest)
    {
        switch (head)
        {
            // A label by itself does nothing; what jumps to it is refused.
            case ILabeledOperation label:
                return new Pending(label.Operation!, rest);
            case IBlockOperation block:
                DeclareUnassigned(block.Locals);
                return Pending.Of(block.Operations, rest);
            default:
                var choice = (IConditionalOperation)head;
                return (choice.Condition.ConstantValue.Value is true ? choice.WhenTrue : choice.WhenFalse) is { } side ? new Pending(side, rest) : rest;
        }
    }

    private Outcome? Tail(IConditionalOperation s, Pending? rest, string? resultName)
    {
        Origin? outer = _origin;
        _origin = OriginText.Of(s.Syntax);
        Operand condition = Expression(s.Condition);
        TakeCopies([s.WhenTrue, s.WhenFalse]);
        Outcome? result = Choose(condition,
            () => Tail(new Pending(s.WhenTrue, Jumps.Always(s.WhenTrue) ? null : rest), resultName),
            () => Tail(s.WhenFalse is null ? rest : new Pending(s.WhenFalse, Jumps.Always(s.WhenFalse) ? null : rest), resultName),
            resultName, isStatement: true, isLast: true);
        _origin = outer;
        return result;
    }

    private void If(IConditionalOperation s)
    {
        if (s.Condition.ConstantValue is { HasValue: true, Value: bool taken })
        {
            if ((taken ? s.WhenTrue : s.WhenFalse) is { } side)
                Statement(side);
            return;
        }

        Operand condition = Expression(s.Condition);
        TakeCopies([s.WhenTrue, s.WhenFalse]);
        Choose(condition, () => Side(s.WhenTrue), () => Side(s.WhenFalse), null, isStatement: true);
    }

    private Operand? Side(IOperation? statement)
    {
        if (statement is not null)
            Statement(statement);
        return null;
    }

    private Operand Conditional(IConditionalOperation c, string? name)
    {
        if (c.IsRef || c.WhenFalse is null)
            return Unsupported(c);
        Operand condition = Expression(c.Condition);
        return Choose(condition, () => Expression(c.WhenTrue), () => Expression(c.WhenFalse), name) ?? Stand(c);
    }

    /// <summary><c>a &amp;&amp; b</c> is <c>a ? b : false</c>, <c>a || b</c> is <c>a ? true : b</c>.</summary>
    private Operand ShortCircuit(IBinaryOperation b, string? name)
    {
        bool and = b.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Operand left = Expression(b.LeftOperand);
        if (b.RightOperand is ILocalReferenceOperation or IParameterReferenceOperation or ILiteralOperation)
            return Let(new Binary(and ? BinaryOperator.And : BinaryOperator.Or, left, Expression(b.RightOperand)), name);
        return Choose(left,
            () => and ? Expression(b.RightOperand) : Constant.Bool(true),
            () => and ? Constant.Bool(false) : Expression(b.RightOperand), name) ?? Stand(b);
    }

    /// <summary>
    /// A branch: what the sides assign differently, and what they result in, is merged.
    /// </summary>
    /// <param name="isStatement">
    /// After a statement, what only one side has assigned counts as not assigned. After a condition it may be read where the condition
    /// is known (<c>if (c &amp;&amp; F(out t))</c>); the other side then gives a zero that nobody reads.
    /// </param>
    /// <param name="unread">The position of a flag that nothing reads any more.</param>
    /// <param name="isLast">Whether the method ends here, so that its own variables are no longer of interest.</param>
    private Operand? Choose(Operand condition, Func<Operand?> then, Func<Operand?> otherwise, string? name,
        bool isStatement = false, bool isLast = false, int? unread = null) =>
        Outcome.Number(Choose(condition, () => Outcome.Of(then()), () => Outcome.Of(otherwise()), name, isStatement, isLast, unread));

    private Outcome? Choose(Operand condition, Func<Outcome?> then, Func<Outcome?> otherwise, string? name,
        bool isStatement = false, bool isLast = false, int? unread = null)
    {
        // Which of an array and null it is, for example, is known.
        if (condition is Constant known)
            return known.IsZero ? otherwise() : then();
        Binding[] before = _bindings.Snapshot();
        (Block thenBlock, Outcome? thenResult) = Nested(then);
        Binding[] afterThen = _bindings.Snapshot();
        _bindings.Restore(before);
        (Block elseBlock, Outcome? elseResult) = Nested(otherwise);

        if (Thrown(thenBlock) is { } thrown)
            return Guard(new Branch(condition, thrown, Block.Empty, []), elseBlock, elseResult, before, unread);
        if (Thrown(elseBlock) is { } otherwiseThrown)
        {
            _bindings.Restore(afterThen);
            return Guard(new Branch(condition, Block.Empty, otherwiseThrown, []), thenBlock, thenResult, before, unread);
        }

        var merges = new List<Merge>();
        for (int i = 0; i < before.Length; i++)
        {
            if (i == unread)
            {
                _bindings[i] = before[i];
                continue;
            }
            if (isLast && i >= _frame && _bindings.Symbol(i) is not IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out })
                continue;
            if (afterThen[i] is Binding.Number a && _bindings[i] is Binding.Number b)
                _bindings[i] = Merged(a, b, _bindings.Name(i), merges, isStatement);
            else if (afterThen[i] is Binding.Broken)
                _bindings[i] = afterThen[i];
        }

        Outcome? result = Merged(thenResult, elseResult, name, merges);
        Emit(new Branch(condition, thenBlock, elseBlock, merges.ToEquatableArray()));
        return result;
    }

    private Outcome? Merged(Outcome? then, Outcome? otherwise, string? name, List<Merge> merges)
    {
        switch (then, otherwise)
        {
            case (Outcome.Numbers a, Outcome.Numbers b) when a.Parts.Count == b.Parts.Count:
                string?[] words = a.Shape is { } shape ? [.. shape.Leaves.Select(l => NameOf(name, l))] : [.. a.Parts.Select(_ => name)];
                return a with { Parts = a.Parts.Select((x, i) => Merged(x, b.Parts[i], words[i], merges)).ToEquatableArray() };
            case (Outcome.Memory a, Outcome.Memory b):
                if (a.View.Equals(b.View))
                    return a;
                RefuseSecondArray(b);
                return null;
            case (Outcome.Memory only, null):
                return Outlives(only) ? only : null;
            case (null, Outcome.Memory only):
                return Outlives(only) ? only : null;
            default:
                return then;
        }
    }

    private Operand Merged(Operand then, Operand otherwise, string? name, List<Merge> merges)
    {
        if (then.Equals(otherwise))
            return then;
        Value merged = ids.Value(then.Type, name);
        merges.Add(new Merge(merged, then, otherwise));
        return merged;
    }

    private Binding Merged(Binding.Number a, Binding.Number b, string name, List<Merge> merges, bool isStatement)
    {
        if (Equals(a.Value, b.Value))
            return a;
        if (isStatement && (a.Value is null || b.Value is null))
            return new Binding.Number(a.Type, null);
        Value merged = ids.Value(a.Type, name);
        merges.Add(new Merge(merged, a.Value ?? Constant.Zero(a.Type), b.Value ?? Constant.Zero(a.Type)));
        return new Binding.Number(a.Type, merged);
    }
}
