using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Jumps: break, continue and return become flags. A jump sets the flag of every stretch of code that it ends; what is left of such a stretch
// runs only while its flag is not set, so that nothing is evaluated that C# would not evaluate.
internal sealed partial class BodyLowering
{
    private JumpScope? _jumps;

    /// <summary>
    /// Lowers statements up to the end of the method where returns do not fit into the shape of the branches:
    /// <c>returned = false; …; if (!returned) …; return result</c>.
    /// </summary>
    private Outcome? Returning(Pending pending, string? name)
    {
        ITypeSymbol type = Self.ReturnType;
        StructShape? shape = StructReader.Read(type);
        int[] result = TypeReader.Scalar(type) is { } scalar ? [_bindings.Add(name ?? "result", new Binding.Number(scalar, Constant.Zero(scalar)))]
            : shape is not null ? [.. shape.Leaves.Select(l => _bindings.Add(l.NameIn(name ?? "result"), new Binding.Number(l.Type, Constant.Zero(l.Type))))]
            : [];
        var memory = new ReturnedMemory();
        var scope = new JumpScope(Flag("returned"), null, result.Length > 0 ? result[0] : null, null, null, null)
        {
            ResultParts = result.Length,
            Memory = memory,
        };
        return InScope<Outcome?>(scope, () =>
        {
            Run(pending, last: true);
            if (memory.First is { } returned)
                return Outlives(returned) ? returned : null;
            return result.Length == 0 ? null
                : new Outcome.Numbers(result.Select(p => (_bindings[p] as Binding.Number)?.Value ?? Constant.Zero(Scalar.Double)).ToEquatableArray()) { Shape = shape };
        });
    }

    private int Flag(string name) => _bindings.Add(name, new Binding.Number(Scalar.Bool, Constant.Bool(false)));

    private T InScope<T>(JumpScope? scope, Func<T> lower)
    {
        JumpScope? outer = _jumps;
        _jumps = scope;
        T result = lower();
        _jumps = outer;
        return result;
    }

    private Operand FlagValue(int position) => (_bindings[position] as Binding.Number)?.Value ?? Constant.Bool(false);

    /// <summary>Lowers statements that may jump out of the innermost stretch.</summary>
    /// <param name="last">Whether nothing follows in that stretch, so that its flag is of no further interest.</param>
    private void Run(Pending? pending, bool last)
    {
        while (pending is not null && Enter())
        {
            (IOperation head, pending) = (pending.Head, pending.Rest);
            switch (head)
            {
                case IReturnOperation { Kind: OperationKind.Return } r:
                    Return(r);
                    return;
                case var _ when Opens(head):
                    pending = Opened(head, pending);
                    break;
                case IThrowOperation:
                    Statement(head);
                    return;
                case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } b
                    when _jumps?.Chain().FirstOrDefault(s => s.IsTarget(b.Target)) is { } target:
                    Jump(target, JumpScope.Is(b.Target, target.Break));
                    return;
                case IConditionalOperation s when Jumps.Leave(s):
                    if (RunIf(s, pending, last))
                        return;
                    Guarded(_jumps!.Skip, () => Run(pending, last));
                    return;
                case var _ when Jumps.Leave(head):
                    Statement(head);
                    if (pending is not null)
                        Guarded(_jumps!.Skip, () => Run(pending, last));
                    return;
                default:
                    Statement(head);
                    break;
            }
        }
    }

    /// <summary>True if what follows the <c>if</c> has been lowered with it, as the rest of the side that does not jump.</summary>
    private bool RunIf(IConditionalOperation s, Pending? rest, bool last)
    {
        bool then = Jumps.Always(s.WhenTrue), otherwise = Jumps.Always(s.WhenFalse);
        bool whole = rest is null || then || otherwise;
        Origin? outer = _origin;
        _origin = OriginText.Of(s.Syntax);
        Operand condition = Expression(s.Condition);
        TakeCopies([s.WhenTrue, s.WhenFalse]);
        int? unread = whole && last ? _jumps?.Skip : null;
        Choose(condition,
            () => Nothing(() => Run(new Pending(s.WhenTrue, whole && !then ? rest : null), whole && last)),
            () => Nothing(() => Run(s.WhenFalse is null ? (whole ? rest : null) : new Pending(s.WhenFalse, whole && !otherwise ? rest : null), whole && last)),
            null, unread: unread);
        _origin = outer;
        return whole;
    }

    /// <summary>Runs something only while a flag is not set.</summary>
    private void Guarded(int flag, Action lower)
    {
        Operand value = FlagValue(flag);
        if (value is Constant known)
        {
            if (known.IsZero)
                lower();
            return;
        }
        Choose(value, () => null, () => Nothing(lower), null);
    }

    /// <summary>As <see cref="Guarded"/>; without a flag, always.</summary>
    private void Unless(int? flag, Action lower)
    {
        if (flag is { } position)
            Guarded(position, lower);
        else
            lower();
    }

    private void Return(IReturnOperation r)
    {
        JumpScope[] chain = [.. _jumps!.Chain()];
        Origin? outer = _origin;
        _origin = OriginText.Of(r.Syntax);
        JumpScope whole = chain[chain.Length - 1];
        HasCompileErrors |= r.ReturnedValue is null && !Self.ReturnsVoid;
        if (r.ReturnedValue is not null)
            Return(r.ReturnedValue, whole);
        _origin = outer;
        Jump(whole, ends: true);
    }

    private void Return(IOperation returned, JumpScope whole)
    {
        switch (Value(returned, whole is { Result: { } named, ResultParts: 1 } ? _bindings.Name(named) : null))
        {
            case Outcome.Numbers numbers when whole.Result is { } start && numbers.Parts.Count == whole.ResultParts:
                Put(start, numbers.Parts);
                break;
            case Outcome.Memory memory when whole.Memory is { } same:
                if (same.First is not null && !same.First.View.Equals(memory.View))
                    RefuseSecondArray(memory);
                same.First ??= memory;
                break;
        }
    }

    /// <summary>Ends every stretch up to a target, and the target too; of a loop the trip only, unless it <paramref name="ends"/>.</summary>
    private void Jump(JumpScope target, bool ends)
    {
        foreach (JumpScope scope in _jumps!.Chain())
        {
            Set(scope.Skip);
            if (scope.Stop is { } stop && (scope != target || ends))
                Set(stop);
            if (ReferenceEquals(scope, target))
                return;
        }

        void Set(int position) => _bindings[position] = new Binding.Number(Scalar.Bool, Constant.Bool(true));
    }

    private static Operand? Nothing(Action lower)
    {
        lower();
        return null;
    }
}
