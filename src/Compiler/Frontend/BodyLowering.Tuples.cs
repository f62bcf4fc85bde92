using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Assignments to several places at once: the subscripts of all targets first, then all values, then the stores, each from left to right.
internal sealed partial class BodyLowering
{
    private void Deconstruct(IDeconstructionAssignmentOperation a)
    {
        var pairs = new List<(IOperation Target, IOperation Value)>();
        if (!Pair(a.Target, a.Value, pairs))
        {
            Unsupported(a);
            return;
        }

        IOperation[] targets = [.. pairs.SelectMany(p => Targets(p.Target))];
        var places = new (ArrayVariable Array, EquatableArray<Operand> Indices)?[targets.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (PlainVariable(targets[i]) is null && Positions(targets[i]) is null && targets[i] is not IDiscardOperation && (places[i] = Target(targets[i])) is null)
                return;
        }

        var values = new List<Operand>();
        foreach ((IOperation target, IOperation value) in pairs)
        {
            if (!CompositeType.Is(value.Type))
                values.Add(ValueFor(target, value));
            else if (Parts(value, Variable(target)?.Name) is { } parts)
                values.AddRange(parts);
            else
                values.AddRange(CompositeType.Numbers(value.Type!).Select(Constant.Zero));
        }

        int next = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            Scalar[] types = [.. CompositeType.Numbers(targets[i].Type!)];
            Operand[] own = [.. types.Select((type, k) => Converted(values[next + k], type, Variable(targets[i])?.Name))];
            next += types.Length;
            if (places[i] is { } place)
                Emit(new Store(place.Array, place.Indices, own[0]));
            else if (Positions(targets[i]) is { } range)
                AssignAt(range.Start, own);
            else if (PlainVariable(targets[i]) is { } symbol)
                AssignVariable(symbol, targets[i], own[0]);
        }
    }

    /// <summary>Pairs the parts of a tuple of targets with values as far as these are written out; false if they do not fit or are no numbers.</summary>
    private static bool Pair(IOperation target, IOperation value, List<(IOperation, IOperation)> pairs)
    {
        if (Written(target) is not { } targets || Literal(value) is not { } values)
        {
            bool fits = CompositeType.Is(value.Type)
                ? Targets(target).All(t => TypeReader.Scalar(t.Type) is not null || CompositeType.Is(t.Type))
                    && Targets(target).Sum(t => CompositeType.Numbers(t.Type!).Count()) == CompositeType.Numbers(value.Type!).Count()
                : TypeReader.Scalar(value.Type) is not null && (target is IDiscardOperation || TypeReader.Scalar(target.Type) is not null);
            if (fits)
                pairs.Add((target, value));
            return fits;
        }
        return values.Elements.Length == targets.Elements.Length
            && targets.Elements.Zip(values.Elements, (t, v) => Pair(t, v, pairs)).All(ok => ok);
    }

    /// <summary>The places that a target, or a tuple of targets, stands for.</summary>
    private static IEnumerable<IOperation> Targets(IOperation target) => Written(target) is { } tuple ? tuple.Elements.SelectMany(Targets) : [target];

    private static ITupleOperation? Written(IOperation target) =>
        target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target as ITupleOperation;

    private static ITupleOperation? Literal(IOperation value)
    {
        while (value is IConversionOperation { Operand: ITupleOperation } or IParenthesizedOperation)
            value = value is IConversionOperation c ? c.Operand : ((IParenthesizedOperation)value).Operand;
        return value as ITupleOperation;
    }

    private Operand ValueFor(IOperation target, IOperation value)
    {
        // Values of small integers and of other types are converted as they are assigned.
        Scalar? type = target is IDiscardOperation ? null : TypeReader.Scalar(target.Type);
        string? name = Variable(target)?.Name;
        return type is null || type == TypeReader.Scalar(value.Type) ? Expression(value, name) : Converted(Expression(value), type.Value, name);
    }
}
