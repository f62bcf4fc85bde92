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
                Clear(Destination(call.Instance!));
                return true;
            case ("Clear", 1) when ofArray && TypeReader.Array(Unconverted(ArgumentOf(call, 0)).Type) is { Form: not ArrayForm.Jagged }:
                Clear(Destination(Unconverted(ArgumentOf(call, 0))));
                return true;
            case ("Clear", 3) when ofArray && call.Arguments.Select(a => a.Parameter!.Ordinal).SequenceEqual([0, 1, 2]):
                return ClearPart(Unconverted(ArgumentOf(call, 0)), ArgumentOf(call, 1), ArgumentOf(call, 2));
            case ("Fill", 1) when ofSpan:
                Fill(Destination(call.Instance!), call.Arguments[0].Value);
                return true;
            case ("Fill", 2) when ofArray && TypeReader.Array(target.Parameters[0].Type) is { Form: ArrayForm.Vector }:
                Fill(Destination(ArgumentOf(call, 0)), ArgumentOf(call, 1));
                return true;
            case ("CopyTo", 1) when ofSpan:
                Copy(Memory(call.Instance!, null), Destination(call.Arguments[0].Value));
                return true;
            case ("CopyTo", 2) when target.ContainingType.Name == "MemoryExtensions" && IsSameMemory(ArgumentOf(call, 0).Type, target.Parameters[1].Type):
                Copy(Memory(ArgumentOf(call, 0), null), Destination(ArgumentOf(call, 1)));
                return true;
            // Older platforms have only that for any Array.
            case ("Reverse", 1) when ofArray && TypeReader.Array(Unconverted(ArgumentOf(call, 0)).Type) is { Form: ArrayForm.Vector }:
                Reverse(Destination(Unconverted(ArgumentOf(call, 0))));
                return true;
            case ("Reverse", 1) when target.ContainingType.Name == "MemoryExtensions" && TypeReader.Array(ArgumentOf(call, 0).Type) is { Form: ArrayForm.Vector or ArrayForm.Span }:
                Reverse(Destination(ArgumentOf(call, 0)));
                return true;
            case ("Copy", 3 or 5) when ofArray && target.Parameters.All(p => p.Type.SpecialType != SpecialType.System_Int64):
                return CopyParts(call);
            case ("CopyTo", 2) when call.Instance is { } source && target.ContainingType.SpecialType == SpecialType.System_Array
                && TypeReader.Array(source.Type) is { Form: ArrayForm.Vector } type && TypeReader.Array(Unconverted(ArgumentOf(call, 0)).Type) == type
                && TypeReader.Scalar(ArgumentOf(call, 1).Type) == Scalar.Int32:
                ArrayView? from = Memory(source, null), into = Destination(Unconverted(ArgumentOf(call, 0)));
                Operand at = Expression(ArgumentOf(call, 1));
                if (from is not null && into is not null)
                    Copy(from, Part(into, at, Length(from, 0, null)));
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>Array.Clear(a, i, n)</c> of a vector, and of an array of any rank where that is all of it: <c>Array.Clear(a, 0, a.Length)</c>.</summary>
    private bool ClearPart(IOperation array, IOperation start, IOperation length)
    {
        bool isAll = start.ConstantValue is { HasValue: true, Value: 0 } && length is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } owner }
            && Variable(owner) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, Variable(array));
        if (TypeReader.Array(array.Type) is not { } type || type.Form == ArrayForm.Jagged || (type.Form != ArrayForm.Vector && !isAll))
            return false;
        ArrayView? whole = Destination(array);
        if (isAll)
        {
            Clear(whole);
            return true;
        }
        Operand from = Expression(start), count = Expression(length);
        if (whole is not null)
            Clear(Part(whole, from, count));
        return true;
    }

    /// <summary><c>Array.Copy(from, to, n)</c> and <c>Array.Copy(from, i, to, j, n)</c> between vectors of one type.</summary>
    private bool CopyParts(IInvocationOperation call)
    {
        IOperation[] arguments = [.. Enumerable.Range(0, call.Arguments.Length).Select(i => Unconverted(ArgumentOf(call, i)))];
        int to = arguments.Length == 3 ? 1 : 2;
        bool inOrder = call.Arguments.Select(a => a.Parameter!.Ordinal).SequenceEqual(Enumerable.Range(0, arguments.Length));
        if (!inOrder || TypeReader.Array(arguments[0].Type) is not { Form: ArrayForm.Vector } type || TypeReader.Array(arguments[to].Type) != type)
            return false;
        ArrayView? source = Memory(arguments[0], null);
        Operand sourceStart = to == 2 ? Expression(arguments[1]) : Constant.Int(0);
        ArrayView? target = Destination(arguments[to]);
        Operand targetStart = to == 2 ? Expression(arguments[3]) : Constant.Int(0);
        Operand length = Expression(arguments[arguments.Length - 1]);
        if (source is not null && target is not null)
            Copy(Part(source, sourceStart, length), Part(target, targetStart, length));
        return true;
    }

    /// <summary>The first becomes the last, and so on, by swaps up to the middle.</summary>
    private void Reverse(ArrayView? view)
    {
        if (view is null)
            return;
        Operand length = Length(view, 0, null);
        Operand last = Let(new Binary(BinaryOperator.Subtract, length, Constant.Int(1)));
        Each(Let(new Binary(BinaryOperator.Divide, length, Constant.Int(2))), i =>
        {
            EquatableArray<Operand> front = At(view, i), back = At(view, Let(new Binary(BinaryOperator.Subtract, last, i)));
            Operand[] first = Elements(view, front), second = Elements(view, back);
            StoreAt(view, front, second);
            StoreAt(view, back, first);
        });
    }

    private ArrayView? Destination(IOperation memory) => Memory(memory, null) is { } view && !RefusesWrite(memory, view.Array) ? view : null;

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

    /// <summary>A loop for each dimension, the last one innermost.</summary>
    private void Each(Operand[] lengths, Action<EquatableArray<Operand>> body)
    {
        Along([]);

        void Along(EquatableArray<Operand> outer)
        {
            if (outer.Count == lengths.Length)
                body(outer);
            else
                Each(lengths[outer.Count], i => Along(outer.Append(i).ToEquatableArray()));
        }
    }

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
