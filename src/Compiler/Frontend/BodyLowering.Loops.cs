using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Counted loops. Start, limit and step are computed once, before the loop; that is right because nothing they read changes in it. A loop that
// ends early goes on with empty trips: which trips run is then decided by a flag, not by the count.
internal sealed partial class BodyLowering
{
    private void For(IForLoopOperation loop)
    {
        int count = _bindings.Count;
        if (LoopHeader.Read(loop, out string reason) is not { } header)
        {
            Refuse(Descriptors.LoopNotCounted, loop.Syntax.GetFirstToken().GetLocation(), reason);
            return;
        }

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

        var body = new SymbolUse([loop.Body, .. header.OtherUpdates, .. header.Conditions], Body);
        if (body.Assigns(header.Counter))
        {
            Refuse(Descriptors.LoopNotCounted, loop.Syntax.GetFirstToken().GetLocation(), "the body assigns the counter '" + header.Counter.Name + "'");
            return;
        }

        CheckOverflowContext(header.Update, header.IsChecked, header.Type);
        Operand start = (_bindings[header.Counter] as Binding.Number)?.Value ?? Constant.Zero(header.Type);
        (Operand limit, Block limitCode) = Invariant(header.Limit, "limit", header.Counter, body);
        (Operand step, Block stepCode) = header.Step is null
            ? (new Constant(header.Type, 1, "1"), Block.Empty)
            : Invariant(header.Step, "step", header.Counter, body);
        if (Walk.Statements(stepCode).Any(s => s is not Let { Expression: IR.Unary or IR.Convert or Extent { Row: null } or IR.Binary { Operator: <= BinaryOperator.Multiply } }))
            Refuse(Descriptors.LoopNotCounted, header.Step!, "the step is not a plain number");
        foreach (Statement statement in limitCode.Statements.Concat(stepCode.Statements))
            _block.Add(statement);
        if (header.Subtracts)
            step = Negated(step);
        if (step is Constant known && !(header.Test is LoopTest.Less or LoopTest.LessOrEqual ? known.Number > 0 : known.Number < 0))
            Refuse(Descriptors.LoopNotCounted, loop.Syntax.GetFirstToken().GetLocation(), "the step leads away from the limit");

        Loop Range()
        {
            Value counter = ids.Value(header.Type, header.Counter.Name);
            _bindings.Set(header.Counter, new Binding.Number(header.Type, counter));
            return new Loop(counter, start, header.Test, limit, step, [], Block.Empty);
        }

        Block block = Loop(loop, Range, body, header.Conditions.Count > 0, _ => While(header.Conditions, 0, () =>
        {
            Run(new Pending(loop.Body, null), last: true);
            // A trip that "continue" cuts short is stepped all the same.
            if (_jumps!.Stop is { } stop && header.OtherUpdates.Count > 0)
                Guarded(stop, () => Run(Pending.Of(header.OtherUpdates, null), last: true));
            else
                Run(Pending.Of(header.OtherUpdates, null), last: true);
        }));
        foreach (ArrayVariable read in Walk.Statements(limitCode).Select(Walk.Reads).OfType<ArrayVariable>())
        {
            if (Walk.Statements(block).Any(s => read.Equals(Walk.Writes(s))))
                Refuse(Descriptors.LoopBoundsChange, header.Limit, "limit", read.Name);
        }
        _bindings.Leave(count);
    }

    /// <summary>What else must hold for a trip to run, after the comparison of the counter; where it does not hold, the loop ends.</summary>
    private void While(IReadOnlyList<IOperation> conditions, int next, Action trip)
    {
        if (next == conditions.Count)
        {
            trip();
            return;
        }
        Choose(Expression(conditions[next]), () => Nothing(() => While(conditions, next + 1, trip)), () => Nothing(() => Jump(_jumps!, ends: true)),
            null, unread: _jumps!.Skip);
    }

    /// <summary>A loop over a range, with a trip lowered by <paramref name="trip"/>, which is given the counter; returns its body.</summary>
    private Block Loop(ILoopOperation loop, Func<Loop> range, SymbolUse use, bool endsByCondition, Action<Value> trip)
    {
        bool ends = endsByCondition || Jumps.End(loop.Body, loop.ExitLabel);
        int? stop = ends ? Flag("stopped") : null;
        HashSet<int> flags = [.. Jumps.Return(loop.Body) && _jumps is not null ? _jumps.Positions() : [], .. stop is { } own ? new[] { own } : []];
        var carried = new List<(int Position, Binding.Number Before, Value Inside)>();
        var temporaries = new List<int>();
        for (int i = 0; i < _bindings.Count; i++)
        {
            bool assigned = _bindings.Symbol(i) is { } symbol ? use.Assigns(symbol) : flags.Contains(i);
            if (!assigned || _bindings[i] is not Binding.Number number)
                continue;
            // What has no value before the loop gets one in each trip before it is read, and has none after the loop.
            if (number.Value is null)
                temporaries.Add(i);
            else
                carried.Add((i, number, ids.Value(number.Type, _bindings.Name(i))));
        }

        Loop lowered = range();
        foreach ((int position, Binding.Number before, Value inside) in carried)
            _bindings[position] = before with { Value = inside };

        (Block block, _) = Nested<object?>(() =>
        {
            if (stop is { } flag)
                Guarded(flag, Trip);
            else
                Trip();
            return null;
        });

        void Trip() => InScope(new JumpScope(Flag("skipped"), stop, null, loop.ExitLabel, loop.ContinueLabel, _jumps), () => Nothing(() => trip(lowered.Counter)));

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
        return block;
    }

    /// <summary>Lowers a limit or step, and sees to it that it means the same in every trip.</summary>
    private (Operand Value, Block Code) Invariant(IOperation operation, string role, ISymbol counter, SymbolUse body)
    {
        var use = new SymbolUse([operation], Body);
        ISymbol? changing = use.Mentioned.FirstOrDefault(s => body.Assigns(s) || SymbolEqualityComparer.Default.Equals(s, counter));
        if (changing is not null)
            Refuse(Descriptors.LoopBoundsChange, operation, role, changing.Name);
        (Block code, Operand value) = Nested(() => Expression(operation));
        if (use.AssignsAnything || Walk.Statements(code).Any(s => Walk.Writes(s) is { Role: ArrayRole.Parameter } || s is Store or Accumulate))
            Refuse(Descriptors.LoopNotCounted, operation, "computing the " + role + " changes something");
        return (value, code);
    }

    private Operand Negated(Operand step) => step is Constant c
        ? c with { Number = -c.Number, Text = c.Text.StartsWith("-", StringComparison.Ordinal) ? c.Text.Substring(1) : "-" + c.Text }
        : Let(new Unary(UnaryOperator.Negate, step));
}
