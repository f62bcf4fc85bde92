using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Composed values: a tuple is its numbers. A variable of such a type has a binding for each of them, so that what holds for numbers in branches
// and loops holds for them too.
internal sealed partial class BodyLowering
{
    /// <summary>An expression of any type; null, and reported, if it has no meaning here.</summary>
    private Outcome? Value(IOperation operation, string? name)
    {
        if (TypeReader.Array(operation.Type) is not null)
            return Memory(operation, name) is { } view ? new Outcome.Memory(view, operation) : null;
        if (CompositeType.Is(operation.Type))
            return Parts(operation, name) is { } parts ? new Outcome.Numbers(parts) : null;
        return Outcome.Of(Expression(operation, name));
    }

    /// <summary>The numbers of a composed value; null, and reported, if it cannot be taken apart.</summary>
    private EquatableArray<Operand>? Parts(IOperation operation, string? name)
    {
        if (!Enter())
            return null;
        switch (operation)
        {
            case IParenthesizedOperation p:
                return Parts(p.Operand, name);
            case IConversionOperation { OperatorMethod: null } c when CompositeType.Is(c.Type) && (c.Operand is ITupleOperation || CompositeType.Is(c.Operand.Type)):
                return Parts(c.Operand, name) is { } parts ? Converted(parts, c.Type!) : null;
            case ITupleOperation tuple:
                return Elements(tuple, name);
            case IDefaultValueOperation:
                return CompositeType.Numbers(operation.Type!).Select(t => (Operand)Constant.Zero(t)).ToEquatableArray();
            case IInvocationOperation call:
                return PartsOf(Result(call, name), call);
            case IConditionalOperation { WhenFalse: { } otherwise, IsRef: false } c:
                Operand condition = Expression(c.Condition);
                return PartsOf(Choose(condition, () => Value(c.WhenTrue, name), () => Value(otherwise, name), name), c);
            case ISwitchExpressionOperation s:
                return PartsOf(SwitchValue(s, name), s);
            case ISimpleAssignmentOperation { IsRef: false } a:
                return AssignComposite(a.Target, a.Value);
            case not null when Positions(operation) is { } range:
                return Held(range, operation);
            case IFieldReferenceOperation { Instance: { } instance } f when CompositeType.Is(instance.Type):
                return Parts(instance, name) is { } all && CompositeType.Part(instance.Type!, f.Field) is { } part
                    ? all.Skip(part.Start).Take(part.Count).ToEquatableArray() : null;
            default:
                Unsupported(operation!);
                return null;
        }
    }

    // What has been refused may have come to something else.
    private static EquatableArray<Operand>? PartsOf(Outcome? outcome, IOperation operation) =>
        outcome is Outcome.Numbers numbers && numbers.Parts.Count == CompositeType.Numbers(operation.Type!).Count() ? numbers.Parts : null;

    private EquatableArray<Operand>? Elements(ITupleOperation tuple, string? name)
    {
        var parts = new List<Operand>();
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            string? part = name is null || tuple.Type is not INamedTypeSymbol { IsTupleType: true } type ? null : name + "_" + type.TupleElements[i].Name;
            if (Value(tuple.Elements[i], part) is not Outcome.Numbers numbers)
            {
                if (TypeReader.Array(tuple.Elements[i].Type) is not null)
                    Refuse(Descriptors.UnsupportedExpression, tuple.Elements[i], "an array inside a tuple", "return the array, and numbers through 'out' parameters");
                return null;
            }
            parts.AddRange(numbers.Parts);
        }
        return parts.ToEquatableArray();
    }

    private EquatableArray<Operand> Converted(EquatableArray<Operand> parts, ITypeSymbol type) =>
        parts.Zip(CompositeType.Numbers(type), (part, to) => Converted(part, to)).ToEquatableArray();

    /// <summary>The bindings of a variable of a composed type, or of a member of one; null for anything else.</summary>
    private (int Start, int Count)? Positions(IOperation operation)
    {
        if (Variable(operation) is { } symbol)
            return _bindings[symbol] is Binding.Parts parts ? (parts.Start, parts.Count) : null;
        return operation is IFieldReferenceOperation { Instance: { } instance, Field: var field } && CompositeType.Is(instance.Type)
            && Positions(instance) is { } whole && CompositeType.Part(instance.Type!, field) is { } part
            ? (whole.Start + part.Start, part.Count) : null;
    }

    private EquatableArray<Operand>? Held((int Start, int Count) range, IOperation reference)
    {
        var values = new List<Operand>();
        for (int i = range.Start; i < range.Start + range.Count; i++)
        {
            if (_bindings[i] is not Binding.Number { Value: { } value })
            {
                Unassigned(_bindings.Symbol(i)!, reference);
                return null;
            }
            values.Add(value);
        }
        return values.ToEquatableArray();
    }

    /// <summary>A number inside a composed value: <c>t.a</c>, <c>F(x).b</c>.</summary>
    private Operand Member(IFieldReferenceOperation f, string? name) => Parts(f, name) is { Count: 1 } parts ? parts[0] : Stand(f);

    private EquatableArray<Operand>? AssignComposite(IOperation target, IOperation value)
    {
        if (target is not IDiscardOperation && Positions(target) is null)
        {
            if (!IsBroken(target))
                Unsupported(target);
            return null;
        }
        if (Parts(value, Variable(target)?.Name) is not { } parts)
            return null;
        if (Positions(target) is { } range)
            AssignAt(range.Start, parts);
        return parts;
    }

    private void AssignAt(int start, IReadOnlyList<Operand> values)
    {
        for (int i = 0; i < values.Count; i++)
            _bindings[start + i] = new Binding.Number(values[i].Type, values[i]);
    }

    /// <summary>Declares a variable of a composed type; without values it is not assigned yet.</summary>
    private void DeclareComposite(ISymbol symbol, ITypeSymbol type, EquatableArray<Operand>? values) => _bindings.Set(symbol,
        CompositeType.Names(type, symbol.Name).Zip(CompositeType.Numbers(type), (name, number) => (name, number))
            .Select((part, i) => (part.name, new Binding.Number(part.number, values?[i]))));
}
