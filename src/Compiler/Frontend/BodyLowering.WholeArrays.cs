using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Calls that set or copy all elements of an array, span or part of one: as loops.
internal sealed partial class BodyLowering
{
    /// <summary>Whether a call is one of these; if so, it has been lowered.</summary>
    private bool WholeArray(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod;
        bool ofSpan = call.Instance is { } instance && TypeReader.IsSpan(instance.Type);
        bool ofArray = target is { IsStatic: true, ContainingType: { SpecialType: SpecialType.System_Array } };
        switch (target.Name, target.Parameters.Length)
        {
            case ("Clear", 0) when ofSpan:
                Clear(Memory(call.Instance!, null));
                return true;
            case ("Clear", 1) when ofArray && TypeReader.Array(Unconverted(ArgumentOf(call, 0)).Type) is { Form: not ArrayForm.Jagged }:
                Clear(Memory(Unconverted(ArgumentOf(call, 0)), null));
                return true;
            case ("Fill", 1) when ofSpan:
                Fill(Memory(call.Instance!, null), call.Arguments[0].Value);
                return true;
            case ("Fill", 2) when ofArray && TypeReader.Array(target.Parameters[0].Type) is { Form: ArrayForm.Vector }:
                Fill(Memory(ArgumentOf(call, 0), null), ArgumentOf(call, 1));
                return true;
            case ("CopyTo", 1) when ofSpan:
                Copy(Memory(call.Instance!, null), Memory(call.Arguments[0].Value, null));
                return true;
            case ("CopyTo", 2) when target.ContainingType.Name == "MemoryExtensions" && IsSameMemory(ArgumentOf(call, 0).Type, target.Parameters[1].Type):
                Copy(Memory(ArgumentOf(call, 0), null), Memory(ArgumentOf(call, 1), null));
                return true;
            default:
                return false;
        }
    }

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true } c ? c.Operand : operation;

    private void Clear(ArrayView? view)
    {
        if (view is { Prefix.Count: 0, Window: null })
        {
            foreach (ArrayVariable array in view.Members)
                Emit(new Clear(array));
        }
        else if (view is not null)
        {
            Each(Length(view, 0, null), i => StoreAt(view, At(view, i), [.. view.Members.Select(m => Constant.Zero(m.Element))]));
        }
    }

    private void Fill(ArrayView? view, IOperation value)
    {
        Operand[] filling = Numbers(value);
        if (view is not null && view.Members.Count == filling.Length)
            Each(Length(view, 0, null), i => StoreAt(view, At(view, i), filling));
    }

    private void Copy(ArrayView? from, ArrayView? to)
    {
        if (from is null || to is null)
            return;
        Operand length = Length(from, 0, null);
        Emit(new Check(Constant.Int(0), length, Length(to, 0, null)));
        if (from.Array.Equals(to.Array))
        {
            // The two may overlap; what is copied is what was there before.
            ArrayView between = Allocate(new ArrayType(from.Array.Element, ArrayForm.Vector) { Struct = from.Shape }, [length], true, "copy");
            ArrayView source = from;
            Each(length, i => StoreAt(between, [i], Elements(source, At(source, i))));
            from = between;
        }
        Each(length, i => StoreAt(to, At(to, i), Elements(from, At(from, i))));
    }

    /// <summary>An element, or all the numbers of one.</summary>
    private Operand[] Elements(ArrayView view, EquatableArray<Operand> indices) => [.. view.Members.Select(m => Let(new Load(m, indices)))];

    /// <summary>Where the element of a view lies whose index is known to be in range.</summary>
    private EquatableArray<Operand> At(ArrayView view, Operand index) =>
        view.Prefix.Append(view.Window is { } window ? Shifted(window, index) : index).ToEquatableArray();

    private void Each(Operand length, Action<Value> body)
    {
        Value counter = ids.Value(Scalar.Int32, "i");
        (Block block, _) = Nested<object?>(() =>
        {
            body(counter);
            return null;
        });
        Emit(new Loop(counter, Constant.Int(0), LoopTest.Less, length, Constant.Int(1), [], block));
    }
}
