using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

// Expressions and memory.
internal sealed partial class Machine
{
    private readonly Dictionary<Call, MathOperation> _functions = new(CallsByReference.Instance);
    private readonly Number[][] _arguments = [[], new Number[1], new Number[2], new Number[3]];

    private Number Evaluate(Expression expression)
    {
        switch (expression)
        {
            case Binary e:
                return Binary(e.Operator, e.A.Type, this[e.A], this[e.B]);
            case Load e:
                return Locate(e.Array, e.Indices, out int at)[at];
            case Unary e:
                return options.Arithmetic.Apply(e.Operator, e.A.Type, this[e.A]);
            case Call e:
                return Apply(e);
            case IR.Convert e:
                return options.Arithmetic.Convert(e.A.Type, e.To, this[e.A]);
            case Extent e:
                return new Number((long)ExtentOf(e));
            case LargeInteger e:
                return new Number(e.Bits);
            case Given e:
                return given.TryGetValue(e.Parameter, out long number)
                    ? new Number(number)
                    : throw new FaultException(FaultKind.Unknown, "the value of '" + e.Parameter + "' is not known");
            default:
                throw new FaultException(FaultKind.Unknown, "an expression that is not interpreted");
        }
    }

    private Number Binary(BinaryOperator op, Scalar type, Number a, Number b)
    {
        Number result = options.Arithmetic.Apply(op, type, a, b);
        return options.Rounding is { } rounding && type.IsReal() && op < BinaryOperator.Less ? new Number(rounding(result.Real)) : result;
    }

    private Number Apply(Call call)
    {
        if (!_functions.TryGetValue(call, out MathOperation? operation))
        {
            operation = MathLibrary.Find(call, options.Arithmetic.Widened)
                ?? throw new FaultException(FaultKind.Unknown, "the framework that runs the compiler has no function '" + call.Function + "'");
            _functions.Add(call, operation);
        }
        Number[] arguments = _arguments[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = this[call.Arguments[i]];
        Number result = operation(arguments);
        options.Called?.Invoke(call, arguments, result);
        return options.Rounding is { } rounding && call.Type.IsReal() ? new Number(rounding(result.Real)) : result;
    }

    private int ExtentOf(Extent extent)
    {
        if (_views is not null && _views.TryGetValue(extent.Array.Id, out MemoryView? view))
            return view.Length;
        Memory memory = MemoryOf(extent.Array);
        if (extent.Row is null || !memory.IsJagged)
            return memory.Extent(extent.Dimension);
        long row = this[extent.Row].Integer;
        if (row < 0 || row >= memory.Extent(0))
            throw OutOfRange(extent.Array, memory, 0, row);
        return memory.Extent(1, (int)row);
    }

    private Memory MemoryOf(ArrayVariable array) =>
        _arrays[array.Id] ?? throw new FaultException(FaultKind.Unknown, "'" + array.Name + "' is used before it is made");

    private Number[] Locate(ArrayVariable array, EquatableArray<Operand> indices, out int at)
    {
        if (_views is not null && _views.TryGetValue(array.Id, out MemoryView? view))
        {
            long index = this[indices[0]].Integer;
            if (index < 0 || index >= view.Length)
                throw new FaultException(FaultKind.OutOfRange, "the subscript " + Text(index) + " is outside of '" + array.Name + "'");
            at = view.Start + ((int)index * view.Stride);
            return view.Of.Data;
        }
        Memory memory = MemoryOf(array);
        long i = this[indices[0]].Integer, j = indices.Count > 1 ? this[indices[1]].Integer : 0, k = indices.Count > 2 ? this[indices[2]].Integer : 0;
        at = memory.Locate(i, j, k, out int wrong);
        if (wrong >= 0)
            throw OutOfRange(array, memory, wrong, wrong == 0 ? i : wrong == 1 ? j : k);
        return memory.Data;
    }

    private static FaultException OutOfRange(ArrayVariable array, Memory memory, int dimension, long subscript) =>
        new(new Fault(FaultKind.OutOfRange, "the subscript " + Text(subscript) + " is outside of '" + array.Name + "'"
            + (memory.IsJagged && dimension == 1 ? "" : ", which has " + Text(memory.Extent(dimension)) + (memory.Rank == 1 ? " elements" : " of them in dimension " + Text(dimension))))
        {
            Place = (array.Id, dimension, subscript),
        });

    private Memory Made(Allocate allocate)
    {
        if (allocate.CopyOf is { } copied)
        {
            Memory original = MemoryOf(copied);
            Count(original.Data.Length / 8);
            Take(original.Data.Length);
            return original.Copy();
        }
        int[] extents = new int[allocate.Extents.Count];
        long length = 1;
        for (int d = 0; d < extents.Length; d++)
        {
            long extent = this[allocate.Extents[d]].Integer;
            // Recorded values have a place for each trip, none for a loop that does not run.
            if (extent < 0 && allocate.Array.Role == ArrayRole.Scratch)
                extent = 0;
            if (extent < 0)
                throw new FaultException(FaultKind.Overflow, "'" + allocate.Array.Name + "' is made with the negative size " + Text(extent));
            length = extent != 0 && length > options.Limits.Elements / extent ? options.Limits.Elements + 1 : length * extent;
            extents[d] = (int)Math.Min(extent, int.MaxValue);
        }
        Take(length);
        Count(length / 8);
        var memory = new Memory(allocate.Array.Element, extents);
        // A program that reads what it promised to write first shall be seen.
        if (!allocate.Cleared && memory.Element.IsReal())
        {
            for (int i = 0; i < memory.Data.Length; i++)
                memory.Data[i] = new Number(double.NaN);
        }
        return memory;
    }

    private MemoryView Viewed(Slice slice)
    {
        Memory memory = MemoryOf(slice.Of);
        if (memory.IsJagged)
        {
            long row = this[slice.Fixed[0]].Integer;
            if (row < 0 || row >= memory.Extent(0))
                throw OutOfRange(slice.Of, memory, 0, row);
            return new MemoryView(memory, memory.RowStart((int)row), 1, memory.Extent(1, (int)row));
        }
        int length = memory.Extent(slice.Free);
        if (length == 0)
            return new MemoryView(memory, 0, 1, 0);
        long[] subscripts = new long[3];
        for (int d = 0, f = 0; d < memory.Rank; d++)
            subscripts[d] = d == slice.Free ? 0 : this[slice.Fixed[f++]].Integer;
        int start = memory.Locate(subscripts[0], subscripts[1], subscripts[2], out int wrong);
        if (wrong >= 0)
            throw OutOfRange(slice.Of, memory, wrong, subscripts[wrong]);
        int stride = 1;
        for (int d = slice.Free + 1; d < memory.Rank; d++)
            stride *= memory.Extent(d);
        return new MemoryView(memory, start, stride, length);
    }

    private sealed class CallsByReference : IEqualityComparer<Call>
    {
        public static readonly CallsByReference Instance = new();

        public bool Equals(Call? a, Call? b) => ReferenceEquals(a, b);

        public int GetHashCode(Call call) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(call);
    }
}
