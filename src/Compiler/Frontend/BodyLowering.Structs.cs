using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Values of structs and tuples: as many operands as they have numbers, in the order of the fields.
internal sealed partial class BodyLowering
{
    private readonly HashSet<ISymbol> _initializing = new(SymbolEqualityComparer.Default);

    /// <summary>An expression of any type; null, and reported, if it has no meaning here.</summary>
    private Outcome? Value(IOperation operation, string? name)
    {
        if (TypeReader.Array(operation.Type) is not null)
            return Memory(operation, name) is { } view ? new Outcome.Memory(view, operation) : null;
        return new Outcome.Numbers(Numbers(operation, name).ToEquatableArray()) { Shape = StructReader.Read(operation.Type) };
    }

    /// <summary>The numbers of a value: one, or those of a struct.</summary>
    private Operand[] Numbers(IOperation operation, string? name = null) =>
        TypeReader.Scalar(operation.Type) is not null ? [Expression(operation, name)]
        : StructReader.Read(operation.Type) is { } shape ? StructValue(operation, shape, name)
        : [Unsupported(operation)];

    private Operand[] StructValue(IOperation operation, StructShape shape, string? name)
    {
        if (!Enter())
            return Stand(shape);
        int reported = _problems.Count;
        Operand[]? value = operation switch
        {
            IParenthesizedOperation p => StructValue(p.Operand, shape, name),
            _ when IsPlace(operation) => Places(operation)?.Select(c => ValueAt(c, operation)).ToArray(),
            IInstanceReferenceOperation or IParameterReferenceOperation when LeadsToMember(operation) => MemberNumbers(operation, shape),
            IFieldReferenceOperation { Instance: not null } when LeadsToMember(operation) => MemberNumbers(operation, shape),
            IPropertyReferenceOperation { Instance: not null } p when LeadsToMember(operation) && MemberSymbols.IsAutomatic(p.Property) => MemberNumbers(operation, shape),
            IFieldReferenceOperation or IPropertyReferenceOperation => Members((IMemberReferenceOperation)operation, name),
            IDefaultValueOperation => Stand(shape),
            ITupleOperation t => Tuple(t, shape, name),
            IObjectCreationOperation o => Create(o, shape, name),
            IWithOperation { CloneMethod: null } w => With(w, shape, name),
            IConversionOperation c => Conversion(c, shape, name),
            IConditionalOperation { IsRef: false, WhenFalse: { } otherwise } c when Expression(c.Condition) is var condition =>
                PartsOf(Choose(condition, () => Value(c.WhenTrue, name), () => Value(otherwise, name), name)),
            ISwitchExpressionOperation s => PartsOf(SwitchValue(s, name)),
            IBinaryOperation { OperatorMethod: { } method, IsLifted: false } b when !IsShortCircuit(b) => Invoke(method, b, null, Operands(b, method), name),
            IUnaryOperation { OperatorMethod: { } method, IsLifted: false } u => Invoke(method, u, null, [new(method.Parameters[0], u.Operand)], name),
            IInvocationOperation call when IsPair(call.TargetMethod) => Pair(call),
            IInvocationOperation call => PartsOf(Result(call, name)),
            ISimpleAssignmentOperation { IsRef: false } a => AssignStruct(a, shape),
            ICompoundAssignmentOperation { OperatorMethod: { } method, IsLifted: false } a => UpdateByOperator(a, method, a.Target, a.Value),
            _ => null,
        };
        if (value is not null && value.Length == shape.Count)
            return value;
        if (_problems.Count == reported)
            Unsupported(operation);
        return Stand(shape);
    }

    private static Operand[]? PartsOf(Outcome? outcome) => outcome is Outcome.Numbers numbers ? [.. numbers.Parts] : null;

    /// <summary>Zeros: what <c>default</c> is, and a stand-in for a value that could not be lowered.</summary>
    private static Operand[] Stand(StructShape shape) => [.. shape.Leaves.Select(l => Constant.Zero(l.Type))];

    private static string? NameOf(string? variable, StructLeaf leaf) => variable is null ? null : leaf.NameIn(variable);

    private Operand[] Tuple(ITupleOperation tuple, StructShape shape, string? name) =>
        [.. tuple.Elements.SelectMany((e, i) => Numbers(e, name is null || shape.Fields[i].Struct is not null ? null : NameOf(name, new StructLeaf(shape.Fields[i].Number, [shape.Fields[i]]))))];

    private Operand[]? Conversion(IConversionOperation c, StructShape shape, string? name)
    {
        if (c.OperatorMethod is { } method)
            return Invoke(method, c, null, [new(method.Parameters[0], c.Operand)], name);
        if (StructReader.Read(c.Operand.Type) is not { } from || c.IsTryCast)
            return null;
        if (StructShape.AreAlike(from, shape))
            return [.. Numbers(c.Operand, name).Zip(shape.Leaves, (n, l) => Converted(n, l.Type, NameOf(name, l)))];
        return null;
    }

    private void Put(int first, IReadOnlyList<Operand> value)
    {
        for (int i = 0; i < value.Count; i++)
            SetAt(new Cell.Variable(first + i), value[i]);
    }

    private Operand[] Taken(int first, StructShape shape) =>
        [.. shape.Leaves.Select((l, i) => (_bindings[first + i] as Binding.Number)?.Value ?? Constant.Zero(l.Type))];

    /// <summary>A member that is a number: a field, or a property's value.</summary>
    private Operand Member(IMemberReferenceOperation member, string? name)
    {
        if (IsPlace(member))
            return Place(member) is { } place ? ValueAt(place, member, name) : Stand(member);
        return TypeReader.Scalar(member.Type) is not null && Members(member, name) is [var value] ? value : Unsupported(member);
    }

    /// <summary>The numbers of a member; null, and reported, if it is none that is known.</summary>
    private Operand[]? Members(IMemberReferenceOperation member, string? name)
    {
        if (member is IPropertyReferenceOperation { Property.GetMethod: { } getter } p && StructMembers.ReadBy(p.Property) is null)
            return Invoke(getter, p, p.Instance, GivenBy(p.Arguments), name);
        if (member.Instance is null)
            return Shared(member, name);
        IFieldSymbol? symbol = member is IPropertyReferenceOperation q ? StructMembers.ReadBy(q.Property) : (member as IFieldReferenceOperation)?.Field;
        if (symbol is null || StructReader.Read(member.Instance.Type) is not { } shape || shape.Find(symbol) is not { } field)
        {
            Unsupported(member);
            return null;
        }
        return [.. StructValue(member.Instance, shape, null).Skip(field.First).Take(field.Count)];
    }

    /// <summary>A static struct: <c>Vec3.UnitX</c>, the constants that it is initialised with if there is no more to it.</summary>
    private Operand[]? Shared(IMemberReferenceOperation member, string? name) =>
        InitialConstants(member, name) ?? (StructReader.Read(member.Type) is { } shape ? MemberNumbers(member, shape) : null);

    private Operand[]? InitialConstants(IMemberReferenceOperation member, string? name)
    {
        ISymbol? field = member is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } f } ? f
            : member is IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } p } ? p : null;
        if (field is null || field.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared)
            || !SymbolEqualityComparer.Default.Equals(field.ContainingAssembly, models.Compilation.Assembly) || Initializer(field) is not { } value || !_initializing.Add(field))
        {
            return null;
        }
        int reported = _problems.Count;
        (Block code, Operand[] numbers) = Apart(() => Numbers(value, name));
        _initializing.Remove(field);
        bool known = _problems.Count == reported && code.Statements.Count == 0 && numbers.All(n => n is Constant);
        _problems.RemoveRange(reported, _problems.Count - reported);
        return known ? numbers : null;
    }

    private Operand[] AssignStruct(ISimpleAssignmentOperation a, StructShape shape)
    {
        if (SetterOf(a.Target) is { } setter)
            return Set(setter, a);
        Cell[]? places = a.Target is IDiscardOperation ? [] : Places(a.Target);
        Operand[] value = StructValue(a.Value, shape, Variable(a.Target)?.Name);
        if (places is not null && RefusesWrite(a.Target, places))
            return value;
        for (int i = 0; i < places?.Length; i++)
            SetAt(places[i], value[i]);
        return value;
    }

    /// <summary><c>target = target op value</c> for an operator that the user has written.</summary>
    private Operand[] UpdateByOperator(IOperation operation, IMethodSymbol method, IOperation target, IOperation value)
    {
        StructShape? shape = StructReader.Read(target.Type);
        Operand[] stand = shape is null ? [Stand(target)] : Stand(shape);
        if (!SymbolEqualityComparer.Default.Equals(method.ReturnType, target.Type) || !method.IsStatic
            || !SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, target.Type))
        {
            Unsupported(operation);
            return stand;
        }
        if (Places(target) is not { } places || RefusesWrite(target, places))
            return stand;
        Operand[] before = [.. places.Select(c => ValueAt(c, target))];
        if (Invoke(method, operation, null, [new(method.Parameters[0], null, before), new(method.Parameters[1], value)], Variable(target)?.Name) is not { } after)
            return stand;
        for (int i = 0; i < places.Length; i++)
            SetAt(places[i], after[i]);
        return after;
    }
}
