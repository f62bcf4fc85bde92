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

        var places = new (ArrayVariable Array, EquatableArray<Operand> Indices)?[pairs.Count];
        for (int i = 0; i < places.Length; i++)
        {
            IOperation target = pairs[i].Target;
            if (PlainVariable(target) is null && target is not IDiscardOperation && (places[i] = Target(target)) is null)
                return;
        }

        Operand[] values = [.. pairs.Select(p => ValueFor(p.Target, p.Value))];
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is { } place)
                Emit(new Store(place.Array, place.Indices, values[i]));
            else if (PlainVariable(pairs[i].Target) is { } symbol)
                AssignVariable(symbol, pairs[i].Target, values[i]);
        }
    }

    /// <summary>Pairs the parts of two tuples that are written out; false if one side is not, or a part is no number.</summary>
    private static bool Pair(IOperation target, IOperation value, List<(IOperation, IOperation)> pairs)
    {
        if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
            target = declared;
        if (target is not ITupleOperation targets)
        {
            if (TypeReader.Scalar(value.Type) is null || (target is not IDiscardOperation && TypeReader.Scalar(target.Type) is null))
                return false;
            pairs.Add((target, value));
            return true;
        }

        while (value is IConversionOperation { Operand: ITupleOperation } or IParenthesizedOperation)
            value = value is IConversionOperation c ? c.Operand : ((IParenthesizedOperation)value).Operand;
        return value is ITupleOperation values && values.Elements.Length == targets.Elements.Length
            && targets.Elements.Zip(values.Elements, (t, v) => Pair(t, v, pairs)).All(ok => ok);
    }

    private Operand ValueFor(IOperation target, IOperation value)
    {
        // Values of small integers and of other types are converted as they are assigned.
        Scalar? type = target is IDiscardOperation ? null : TypeReader.Scalar(target.Type);
        string? name = Variable(target)?.Name;
        return type is null || type == TypeReader.Scalar(value.Type) ? Expression(value, name) : Converted(Expression(value), type.Value, name);
    }
}
