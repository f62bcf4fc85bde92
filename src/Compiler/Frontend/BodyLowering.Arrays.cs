using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Arrays: which memory an expression stands for, its elements and extents. A second name for an array is resolved here, to
// the array itself, so that writes through one name are seen through the other.
internal sealed partial class BodyLowering
{
    /// <summary>The array or row that an expression stands for; null, and reported, if that is not known.</summary>
    private ArrayView? Memory(IOperation operation, string? name)
    {
        if (!Enter())
            return null;
        switch (operation)
        {
            case IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 }:
            case IParameterReferenceOperation p when IsOfConstructor(p):
                return MemberMemory(operation);
            case ILocalReferenceOperation or IParameterReferenceOperation when Variable(operation) is { } symbol:
                return Named(symbol, operation);
            case IParenthesizedOperation p:
                return Memory(p.Operand, name);
            case IConversionOperation c when IsSameMemory(c.Operand.Type, c.Type) || IsStackAllocation(c.Operand):
                return Memory(c.Operand, name);
            case IArrayElementReferenceOperation { Indices.Length: 1 } e when e.ArrayReference.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol }:
                if (Memory(e.ArrayReference, null) is not { } whole)
                    return null;
                return whole with { Prefix = [Subscript(e.Indices[0], whole, 0)] };
            case IInvocationOperation { TargetMethod: { Name: "AsSpan", Parameters.Length: 1, ContainingType.Name: "MemoryExtensions" } } call
                when IsSameMemory(call.Arguments[0].Value.Type, call.Type):
                return Memory(call.Arguments[0].Value, name);
            case IInvocationOperation { TargetMethod: { Name: "ToArray", Parameters.Length: 0 }, Instance: { } span } when TypeReader.IsSpan(span.Type):
                return Copied(Memory(span, null), name);
            case IConversionOperation { Operand: IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } original } } c
                when TypeReader.Array(c.Type) is { Form: ArrayForm.Vector or ArrayForm.Rank2 or ArrayForm.Rank3 } copy && TypeReader.Array(original.Type) == copy:
                return Copied(Memory(original, null), name);
            case IInvocationOperation call when IsSlice(call):
                return Slice(call);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } i when TypeReader.IsSpan(i.Instance.Type):
                return Slice(i.Instance, range);
            case IArrayCreationOperation creation:
                return Create(creation, name);
            case IInvocationOperation call:
                return (Result(call, name) as Outcome.Memory)?.View;
            case ICoalesceOperation c when IsArray(c.Value):
                return Memory(c.Value, name);
            case IConditionalOperation { IsRef: false } c when IsReference(c.WhenTrue) && IsReference(c.WhenFalse):
                return Chosen(c, name);
            case IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation:
                Refuse(Descriptors.ArrayRenamed, operation, OriginText.Of(operation.Syntax).Line, "choose between elements, not between arrays");
                return null;
            case not null when operation.Syntax is CollectionExpressionSyntax collection:
                return Create(collection, operation, name);
            case not null when IsStackAllocation(operation):
                return CreateOnStack(operation, name);
            case IArrayElementReferenceOperation { Indices: [IRangeOperation range] } e when TypeReader.Array(e.Type) is { Form: ArrayForm.Vector }:
                return Copied(Slice(e.ArrayReference, range), name);
            default:
                Unsupported(operation!);
                return null;
        }
    }

    private ArrayView? Named(ISymbol symbol, IOperation reference)
    {
        switch (_bindings[symbol])
        {
            case Binding.Memory { View: { } view }:
                return view;
            case Binding.Memory:
                Unassigned(symbol, reference);
                return null;
            case Binding.Opaque or Binding.Object:
                RefuseType(symbol.Name, reference.Type!, reference.Syntax.GetLocation());
                return null;
            case null:
                Unsupported(reference);
                return null;
            default:
                return null;
        }
    }

    private static bool IsSameMemory(ITypeSymbol? from, ITypeSymbol? to) =>
        TypeReader.Array(from) is { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } a
        && TypeReader.Array(to) is { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } b
        && a.Element == b.Element && Equals(a.Struct, b.Struct);

    private static bool IsStackAllocation(IOperation operation) => operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary>The element that an expression stands for, its subscripts evaluated; null, and reported, if it is none.</summary>
    private Cell[]? ElementOf(IOperation operation)
    {
        (IOperation? array, IReadOnlyList<IOperation> subscripts) = operation switch
        {
            IArrayElementReferenceOperation e => (e.ArrayReference, e.Indices),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } p when TypeReader.IsSpan(span.Type) =>
                (span, [p.Arguments[0].Value]),
            IImplicitIndexerReferenceOperation { Instance: { } span } i when TypeReader.IsSpan(span.Type) => (span, [i.Argument]),
            _ => ((IOperation?)null, (IReadOnlyList<IOperation>)[]),
        };
        if (array is null || (TypeReader.Scalar(operation.Type) is null && StructReader.Read(operation.Type) is null))
        {
            if (array is not null && array.DescendantsAndSelf().Any(IsBroken))
                return null;
            if (array is not null && TypeReader.Array(operation.Type) is not null)
                Refuse(Descriptors.ArrayRenamed, operation, OriginText.Of(operation.Syntax).Line, "write to the row's elements instead");
            else
                Unsupported(operation);
            return null;
        }

        if (Memory(array, null) is not { } view)
            return null;
        Operand[] indices = [.. subscripts.Select((s, i) => Subscript(s, view, i))];
        if (view.Rank != indices.Length)
            return null;
        if (view.Window is { } window)
            indices[0] = Within(window, indices[0]);
        EquatableArray<Operand> all = view.Prefix.Concat(indices).ToEquatableArray();
        return [.. view.Members.Select(m => new Cell.Element(m, all))];
    }

    private Operand Element(IOperation operation, string? name) =>
        Place(operation) is { } place ? ValueAt(place, operation, name) : Stand(operation);

    private Operand Subscript(IOperation operation, ArrayView view, int dimension)
    {
        if (operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            Operand fromEnd = Expression(hat.Operand);
            return Let(new Binary(BinaryOperator.Subtract, Length(view, dimension, null), fromEnd));
        }
        return TypeReader.Scalar(operation.Type)?.IsInteger() == true ? Expression(operation) : Unsupported(operation);
    }

    private Operand Length(ArrayView view, int dimension, string? name) => view.Window is { } window
        ? window.Length
        : Let(view.Prefix.Count == 0 ? new Extent(view.Array, dimension)
            : new Extent(view.Array, 1, view.Array.Form == ArrayForm.Jagged ? view.Prefix[0] : null), name);

    private Operand[] Lengths(ArrayView view) => [.. Enumerable.Range(0, view.Rank).Select(d => Length(view, d, null))];

    private Operand Property(IPropertyReferenceOperation p, string? name)
    {
        if (p is { Property.IsIndexer: true, Instance: { } span } && TypeReader.IsSpan(span.Type))
            return Element(p, name);
        if (IsStructMember(p))
            return Member(p, name);
        if (p is { Property.Name: "Rank", Instance.Type: IArrayTypeSymbol { Rank: var rank } })
            return Constant.Int(rank);
        if (p is not { Property.Name: "Length" or "LongLength", Instance: { } array } || TypeReader.Array(array.Type) is not { } type)
            return MemberProperty(p, name);
        if (Memory(array, null) is not { } view)
            return Stand(p);
        int factors = Dimensions(type);
        Operand length = Length(view, 0, factors == 1 ? name : null);
        for (int d = 1; d < factors; d++)
            length = Let(new Binary(BinaryOperator.Multiply, length, Length(view, d, null)), d == factors - 1 ? name : null);
        return p.Property.Name == "LongLength" ? Converted(length, Scalar.Int64) : length;
    }

    private static int Dimensions(ArrayType type) => type.Form switch { ArrayForm.Rank2 => 2, ArrayForm.Rank3 => 3, _ => 1 };

    /// <summary>The dimension that <c>a.GetLength(d)</c>, <c>a.GetUpperBound(d)</c>, … ask for; null if the call is something else.</summary>
    private static int? GetLengthDimension(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "GetLength" or "GetLongLength" or "GetLowerBound" or "GetUpperBound", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array }
            && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int dimension }
            && TypeReader.Array(array.Type) is { } type && dimension >= 0 && dimension < Dimensions(type) ? dimension : null;

    /// <summary><c>a.GetLength(d)</c> and its kin; null if the call is something else.</summary>
    private Operand? GetLength(IInvocationOperation call, string? name)
    {
        if (GetLengthDimension(call) is not { } dimension)
            return null;
        if (Memory(call.Instance!, null) is not { } view)
            return Stand(call);
        return call.TargetMethod.Name switch
        {
            "GetLowerBound" => Constant.Int(0),
            "GetUpperBound" => Let(new Binary(BinaryOperator.Subtract, Length(view, dimension, null), Constant.Int(1)), name),
            "GetLongLength" => Converted(Length(view, dimension, null), Scalar.Int64, name),
            _ => Length(view, dimension, name),
        };
    }
}
