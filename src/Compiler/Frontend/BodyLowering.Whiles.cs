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
        int again = _bindings.Add("again", new Binding.Number(Scalar.Bool, first));
        Pending? steps = Pending.Of(updates, null);
        bool ends = Jumps.End(loop.Body, loop.ExitLabel);
        IOperation[] all = [loop.Body, .. updates, .. condition is null ? System.Array.Empty<IOperation>() : [condition]];
        Iterate(loop, () => new While(ids.Value(Scalar.Int32), ids.Value(Scalar.Int32), FlagValue(again), [], Block.Empty), new SymbolUse(all, Body, Self), again, _ =>
        {
            int? stop = ends ? Flag("stopped") : null;
            Trip(loop, stop, () => Run(new Pending(loop.Body, null), last: true));
            Set(again, Constant.Bool(false));
            Unless(stop, () =>
            {
                Run(steps, last: true);
                Set(again, Test());
            });
        });

        void Set(int position, Operand value) => _bindings[position] = new Binding.Number(Scalar.Bool, value);
    }
}
