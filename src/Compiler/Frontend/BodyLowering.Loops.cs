using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Counted loops. Start, limit and step are computed once, before the loop; that is right because nothing they read changes in it.
internal sealed partial class BodyLowering
{
    private void For(IForLoopOperation loop)
    {
        int count = _bindings.Count;
        foreach (IOperation before in loop.Before)
        {
            if (before is IVariableDeclarationGroupOperation group)
            {
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    Declare(declaration);
            }
            else
            {
                Statement(before);
            }
        }
        // What may end early does not make a number of trips known beforehand.
        if (Jumps.End(loop.Body, loop.ExitLabel) || LoopHeader.Read(loop) is not { } header || !TryCount(loop, header))
            Repeat(loop, loop.Condition, testsFirst: true, loop.AtLoopBottom);
        _bindings.Leave(count);
    }

    /// <summary>Lowers a loop as a counted one; false, with nothing done, if something in it moves the limit, the step or the counter.</summary>
    private bool TryCount(IForLoopOperation loop, LoopHeader header)
    {
        var body = new SymbolUse([loop.Body, .. header.OtherUpdates], Body, Self);
        if (body.Assigns(header.Counter) || Invariant(header.Limit, header.Counter, body) is not { } limit)
            return false;
        (Operand Value, Block Code) step = (new Constant(header.Type, 1, "1"), Block.Empty);
        if (header.Step is not null)
        {
            if (Invariant(header.Step, header.Counter, body) is not { } amount || !Walk.Statements(amount.Code).All(IsPlain))
                return false;
            step = amount;
        }
        if (header.Subtracts && step.Value is Constant positive)
            step.Value = Negated(positive);
        if (step.Value is Constant known && (header.Test is LoopTest.Less or LoopTest.LessOrEqual ? !(known.Number > 0) : !(known.Number < 0)))
            return false;

        CheckOverflowContext(header.Update, header.IsChecked, header.Type);
        Operand start = (_bindings[header.Counter] as Binding.Number)?.Value ?? Constant.Zero(header.Type);
        foreach (Statement statement in limit.Code.Statements.Concat(step.Code.Statements))
            _block.Add(statement);
        Operand by = header.Subtracts && step.Value is Value amountToSubtract ? Let(new Unary(UnaryOperator.Negate, amountToSubtract)) : step.Value;

        Loop Range()
        {
            Value counter = ids.Value(header.Type, header.Counter.Name);
            _bindings.Set(header.Counter, new Binding.Number(header.Type, counter));
            return new Loop(counter, start, header.Test, limit.Value, by, [], Block.Empty);
        }

        Iterate(loop, Range, body, others: [], _ => Trip(loop, stop: null, () =>
        {
            Run(new Pending(loop.Body, null), last: true);
            // A trip that "continue" cuts short is stepped all the same.
            Run(Pending.Of(header.OtherUpdates, null), last: true);
        }));
        return true;
    }

    private static bool IsPlain(Statement s) =>
        s is Let { Expression: IR.Unary or IR.Convert or Extent { Row: null } or IR.Binary { Operator: <= BinaryOperator.Multiply } };

    /// <summary>Which of the loops a loop is that one loop of the user's becomes: <c>break</c> leaves the outermost, <c>continue</c> a trip of the innermost.</summary>
    [Flags]
    private enum LoopPart
    {
        Outermost = 1,
        Innermost = 2,
        Whole = Outermost | Innermost,
    }

    /// <summary>for (index = 0; index &lt; limit; index++), with a trip lowered by <paramref name="trip"/>, which is given the index.</summary>
    private void Count(ILoopOperation loop, Operand limit, SymbolUse use, Action<Value> trip, LoopPart part)
    {
        if (!Jumps.End(loop.Body, loop.ExitLabel))
        {
            Iterate(loop, () => new Loop(ids.Value(Scalar.Int32, "index"), Constant.Int(0), LoopTest.Less, limit, Constant.Int(1), [], Block.Empty), use, [],
                counter => Trip(loop, stop: null, () => trip(counter), part), part);
            return;
        }
        int index = _bindings.Add("index", new Binding.Number(Scalar.Int32, Constant.Int(0)));
        Operand Test() => Let(new Binary(BinaryOperator.Less, Index(), limit));
        Operand Index() => ((Binding.Number)_bindings[index]).Value!;
        RepeatWhile(loop, Test(), use, [index], () => trip((Value)Index()), then: () =>
        {
            _bindings[index] = new Binding.Number(Scalar.Int32, Let(new Binary(BinaryOperator.Add, Index(), Constant.Int(1))));
            return Test();
        }, part);
    }

    private void Trip(ILoopOperation loop, int? stop, Action trip, LoopPart part = LoopPart.Whole) =>
        InScope(new JumpScope(Flag("skipped"), stop, null, part.HasFlag(LoopPart.Outermost) ? loop.ExitLabel : null,
            part.HasFlag(LoopPart.Innermost) ? loop.ContinueLabel : null, _jumps), () => Nothing(trip));

    /// <summary>Whether a loop is left only after a trip has begun, so that what is assigned in it may be read after it.</summary>
    private static bool HasFirstTrip(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation w => !w.ConditionIsTop || w.Condition is { ConstantValue: { HasValue: true, Value: true } },
        IForLoopOperation f => f.Condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    /// <summary>A loop whose trips hand on what they assign.</summary>
    /// <param name="others">The positions of what else they hand on.</param>
    private void Iterate(ILoopOperation loop, Func<Iteration> head, SymbolUse use, int[] others, Action<Value> trip, LoopPart part = LoopPart.Whole)
    {
        TakeCopies(use);
        bool outlives = HasFirstTrip(loop);
        bool leavesMore = part.HasFlag(LoopPart.Outermost) ? Jumps.Return(loop.Body) : Jumps.End(loop.Body, loop.ExitLabel);
        HashSet<int> handedOn = [.. leavesMore && _jumps is not null ? _jumps.Positions() : [], .. others];
        var carried = new List<(int Position, Binding.Number Before, Value Inside)>();
        var temporaries = new List<int>();
        for (int i = 0; i < _bindings.Count; i++)
        {
            bool assigned = _bindings.Symbol(i) is { } symbol ? use.Assigns(symbol) : handedOn.Contains(i);
            if (!assigned || _bindings[i] is not Binding.Number number)
                continue;
            // What has no value before the loop gets one in each trip before it is read. It has none after the loop, unless every way out leads past it.
            if (number.Value is null && !outlives && _bindings.Symbol(i) is not IParameterSymbol)
                temporaries.Add(i);
            else
                carried.Add((i, number with { Value = number.Value ?? Constant.Zero(number.Type) }, ids.Value(number.Type, _bindings.Name(i))));
        }
        foreach ((int position, Binding.Number before, Value inside) in carried)
            _bindings[position] = before with { Value = inside };

        Iteration lowered = head();
        (Block block, _) = Nested(() => Nothing(() => trip(lowered.Counter)));
        var handOver = new List<Carried>();
        foreach ((int position, Binding.Number before, Value inside) in carried)
        {
            Operand next = (_bindings[position] as Binding.Number)?.Value ?? inside;
            Value after = ids.Value(before.Type, inside.Name);
            handOver.Add(new Carried(inside, before.Value!, next, after));
            _bindings[position] = before with { Value = after };
        }
        foreach (int position in temporaries)
            _bindings[position] = ((Binding.Number)_bindings[position]) with { Value = null };

        Emit(lowered with { Carried = handOver.ToEquatableArray(), Body = block });
    }

    /// <summary>Lowers a limit or step; null if it might not mean the same in every trip.</summary>
    private (Operand Value, Block Code)? Invariant(IOperation operation, ISymbol counter, SymbolUse body)
    {
        var use = new SymbolUse([operation], Body, Self);
        if (use.AssignsAnything || use.Mentioned.Any(s => body.Assigns(s) || SymbolEqualityComparer.Default.Equals(s, counter)))
            return null;
        (Block code, Operand value) = Nested(() => Expression(operation));
        // Elements may change; whether these do is for CountedLoops to see.
        return Walk.Statements(code).All(s => s is Let { Expression: not Load } or Branch) ? (value, code) : null;
    }

    private static Constant Negated(Constant c) =>
        c with { Number = -c.Number, Text = c.Text.StartsWith("-", StringComparison.Ordinal) ? c.Text.Substring(1) : "-" + c.Text };
}
