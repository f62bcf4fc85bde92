using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Assignments. As in C#, the target's subscripts are evaluated first, then the value, then it is stored.
internal sealed partial class BodyLowering
{
    private Operand Assign(ISimpleAssignmentOperation a)
    {
        if (a.IsRef)
            return Refused(Descriptors.UnsupportedReference, a, a.Target.Syntax.ToString(), "it is a second name for a variable");
        if (Variable(a.Target) is { } symbol && TypeReader.Array(a.Target.Type) is not null)
        {
            Rename([symbol], [a.Value], a);
            return Stand(a);
        }
        if (StructReader.Read(a.Target.Type) is { } shape)
            return AssignStruct(a, shape)[0];
        if (a.Target is IDiscardOperation)
            return Expression(a.Value);
        if (SetterOf(a.Target) is { } setter)
            return Set(setter, a)[0];
        if (Place(a.Target) is not { } place || RefusesWrite(a.Target, place))
            return Stand(a);
        Operand value = Expression(a.Value, NameAt(place));
        SetAt(place, value);
        return value;
    }

    private Operand Assign(ICompoundAssignmentOperation a, bool valueWanted)
    {
        if (a.OperatorMethod is not null && !a.IsLifted)
            return UpdateByOperator(a, a.OperatorMethod, a.Target, a.Value)[0];
        if (a.IsLifted || Operator(a.OperatorKind) is not { } op
            || TypeReader.Scalar(a.Target.Type) is not { } type || TypeReader.Scalar(a.Value.Type) is not { } valueType)
        {
            return Unsupported(a);
        }

        Scalar computed = op is >= BinaryOperator.ShiftLeft and <= BinaryOperator.UnsignedShiftRight ? Promoted(type) : valueType;
        if (TypeReader.IsEnum(a.Value.Type) && computed != Promoted(computed))
            return Unsupported(a);
        CheckOverflowContext(a, a.IsChecked, computed);
        return Update(a.Target, valueWanted, type, computed, op, name => Expression(a.Value, name));
    }

    private Operand Increment(IIncrementOrDecrementOperation a, bool valueWanted)
    {
        if (a.OperatorMethod is not null || a.IsLifted || TypeReader.Scalar(a.Target.Type) is not { } type || type == Scalar.Bool)
            return Unsupported(a);
        Scalar computed = Promoted(type);
        CheckOverflowContext(a, a.IsChecked, computed);
        BinaryOperator op = a.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        var one = computed.IsReal() ? Constant.Real(computed, 1) : new Constant(computed, 1, "1");
        return Update(a.Target, valueWanted, type, computed, op, _ => one, returnsOld: a.IsPostfix);
    }

    /// <summary><c>target = (type)((computed)target op value)</c>, the target evaluated once.</summary>
    private Operand Update(IOperation target, bool valueWanted, Scalar type, Scalar computed, BinaryOperator op,
        Func<string?, Operand> value, bool returnsOld = false)
    {
        if (Place(target) is not { } cell || RefusesWrite(target, cell))
            return Stand(target);
        if (cell is not Cell.Element place)
        {
            Operand old = ValueAt(cell, target);
            Operand result = Computed(old, value(null), type, computed, op, NameAt(cell));
            SetAt(cell, result);
            return returnsOld ? old : result;
        }
        (Block code, Operand amount) = Apart(() => value(null));
        // a[i] += e reads a[i] before it evaluates e; that is the same as afterwards unless e writes to a.
        bool adds = type.IsReal() && computed == type && op is BinaryOperator.Add or BinaryOperator.Subtract;
        if (adds && !valueWanted && !Walk.Statements(code).Any(s => place.Array.Equals(Walk.Writes(s))))
        {
            Append(code);
            // a - e and a + (-e) are the same number in IEEE arithmetic.
            Emit(new Accumulate(place.Array, place.Indices, op == BinaryOperator.Add ? amount : Minus(amount)));
            return amount;
        }

        Operand before = Let(new Load(place.Array, place.Indices));
        Append(code);
        Operand after = Computed(before, amount, type, computed, op, null);
        Emit(new Store(place.Array, place.Indices, after));
        return returnsOld ? before : after;
    }

    private Operand Computed(Operand old, Operand value, Scalar type, Scalar computed, BinaryOperator op, string? name) =>
        computed == type
            ? Let(new Binary(op, old, value), name)
            : Converted(Let(new Binary(op, Converted(old, computed), value)), type, name);

    private Operand Minus(Operand a) => a is Constant { Type: Scalar.Single or Scalar.Double } c
        ? Constant.Real(c.Type, -c.Number)
        : Let(new Unary(UnaryOperator.Negate, a));

    /// <summary>Code lowered beforehand; its statements are counted already.</summary>
    private void Append(Block code)
    {
        foreach (Statement statement in code.Statements)
            _block.Add(statement);
    }

    /// <summary>The type in which C# computes with integers smaller than <c>int</c>.</summary>
    private static Scalar Promoted(Scalar type) =>
        type is Scalar.SByte or Scalar.Byte or Scalar.Int16 or Scalar.UInt16 ? Scalar.Int32 : type;

    /// <summary>The variable that an expression names; <c>this</c> of a struct goes by the name of the method.</summary>
    private ISymbol? Variable(IOperation operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } => Self,
        ILocalReferenceOperation r => r.Local,
        IParameterReferenceOperation r => r.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation r } => r.Local,
        _ => null,
    };
}
