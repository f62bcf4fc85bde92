using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Loops that run until a condition changes: while, do, and for in every form that is not a counted one. The condition is computed before
// the loop and again at the end of each trip: again = test; while (again) { …; again = test }.
internal sealed partial class BodyLowering
{
    private void While(IWhileLoopOperation loop)
    {
        if (loop.Condition is null || loop.ConditionIsUntil)
        {
            Unsupported(loop);
            return;
        }
        int count = _bindings.Count;
        DeclareUnassigned(loop.Locals);
        Repeat(loop, loop.Condition, loop.ConditionIsTop, []);
        _bindings.Leave(count);
    }

    /// <param name="condition">Null if it always holds.</param>
    /// <param name="updates">What is done after each trip that does not end the loop.</param>
    private void Repeat(ILoopOperation loop, IOperation? condition, bool testsFirst, IEnumerable<IOperation> updates)
    {
        Operand Test() => condition is null ? Constant.Bool(true) : Expression(condition);
        Operand first = testsFirst ? Test() : Constant.Bool(true);
        if (first is Constant { IsZero: true })
            return;
        Pending? steps = Pending.Of(updates, null);
        IOperation[] all = [loop.Body, .. updates, .. condition is null ? System.Array.Empty<IOperation>() : [condition]];
        RepeatWhile(loop, first, new SymbolUse(all, Body, Self), [], () => Run(new Pending(loop.Body, null), last: true), () =>
        {
            Run(steps, last: true);
            return Test();
        });
    }

    /// <summary>again = first; while (again) { trip; again = then }.</summary>
    /// <param name="others">The positions of what the trips hand on besides the variables that they assign.</param>
    /// <param name="then">What is done after a trip that does not end the loop, and what must hold for another one.</param>
    private void RepeatWhile(ILoopOperation loop, Operand first, SymbolUse use, int[] others, Action trip, Func<Operand> then, LoopPart part = LoopPart.Whole)
    {
        int again = _bindings.Add("again", new Binding.Number(Scalar.Bool, first));
        bool ends = Jumps.End(loop.Body, loop.ExitLabel);
        Iterate(loop, () => new While(ids.Value(Scalar.Int32), ids.Value(Scalar.Int32), FlagValue(again), [], Block.Empty), use, [.. others, again], _ =>
        {
            int? stop = ends ? Flag("stopped") : null;
            Trip(loop, stop, trip, part);
            Set(again, Constant.Bool(false));
            Unless(stop, () => Set(again, then()));
        }, part);

        void Set(int position, Operand value) => _bindings[position] = new Binding.Number(Scalar.Bool, value);
    }
}
