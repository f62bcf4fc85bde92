using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Assignments to several places at once: the subscripts of all targets first, then all values, then the stores, each from left to right.
internal sealed partial class BodyLowering
{
    private void Deconstruct(IDeconstructionAssignmentOperation a)
    {
        if (ArraysOf(a) is var (symbols, arrays))
        {
            Rename(symbols, arrays, a);
            return;
        }
        if (!Fits(a.Target, a.Value))
        {
            Unsupported(a);
            return;
        }
        Cell[]?[] places = [.. Targets(a.Target).Select(t => t is IDiscardOperation ? [] : Places(t) is { } cells && !RefusesWrite(t, cells) ? cells : null)];
        if (places.Any(p => p is null))
            return;
        var values = new List<Operand[]>();
        if (!Values(a.Target, a.Value, values) || values.Count != places.Length)
        {
            Unsupported(a);
            return;
        }
        for (int i = 0; i < places.Length; i++)
        {
            for (int k = 0; k < places[i]!.Length; k++)
                SetAt(places[i]![k], values[i][k]);
        }
    }

    private static IEnumerable<IOperation> Targets(IOperation target) => Written(target) is { } tuple ? tuple.Elements.SelectMany(Targets) : [target];

    /// <summary>Whether there are numbers for all targets; those of a struct are counted later.</summary>
    private static bool Fits(IOperation target, IOperation value)
    {
        if (Written(target) is not { } targets)
        {
            StructShape? shape = StructReader.Read(value.Type);
            return target is IDiscardOperation || target.Type is null ? TypeReader.Scalar(value.Type) is not null || shape is not null
                : StructShape.AreAlike(shape, StructReader.Read(target.Type)) && (TypeReader.Scalar(value.Type) is not null || shape is not null);
        }
        return Literal(value) is ITupleOperation written
            ? written.Elements.Length == targets.Elements.Length && targets.Elements.Zip(written.Elements, Fits).All(fits => fits)
            : StructReader.Read(Literal(value).Type) is not null;
    }

    private static ITupleOperation? Written(IOperation target) =>
        target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target as ITupleOperation;

    /// <summary>The value without the conversions of its elements, which are converted as they are assigned.</summary>
    private static IOperation Literal(IOperation value)
    {
        while (value is IConversionOperation { Operand.Type.IsTupleType: true, OperatorMethod: null } or IParenthesizedOperation)
            value = value is IConversionOperation c ? c.Operand : ((IParenthesizedOperation)value).Operand;
        return value;
    }

    /// <summary>The values for all targets, in their order; false if the sides do not fit together in a way that is known.</summary>
    private bool Values(IOperation target, IOperation value, List<Operand[]> values)
    {
        if (Written(target) is not { } targets)
        {
            string? name = Variable(target)?.Name;
            Scalar? type = target is IDiscardOperation ? null : TypeReader.Scalar(target.Type);
            values.Add(type is null || type == TypeReader.Scalar(value.Type) ? Numbers(value, name) : [Converted(Expression(value), type.Value, name)]);
            return true;
        }

        value = Literal(value);
        if (value is ITupleOperation written)
        {
            return written.Elements.Length == targets.Elements.Length
                && targets.Elements.Zip(written.Elements, (t, v) => Values(t, v, values)).All(ok => ok);
        }
        return StructReader.Read(value.Type) is { } shape && Distribute(targets, shape, StructValue(value, shape, null), values);
    }

    /// <summary>Takes a tuple or a positional record struct apart, also those inside.</summary>
    private bool Distribute(ITupleOperation targets, StructShape shape, IReadOnlyList<Operand> numbers, List<Operand[]> values)
    {
        if (Parts(shape) is not { } parts || parts.Count != targets.Elements.Length)
            return false;
        for (int i = 0; i < parts.Count; i++)
        {
            Operand[] part = [.. numbers.Skip(parts[i].First).Take(parts[i].Count)];
            IOperation target = targets.Elements[i];
            if (target is ITupleOperation inner)
            {
                if (parts[i].Struct is not { } nested || !Distribute(inner, nested, part, values))
                    return false;
            }
            else
            {
                if (target is not IDiscardOperation && !StructShape.AreAlike(parts[i].Struct, StructReader.Read(target.Type)))
                    return false;
                values.Add(TypeReader.Scalar(target.Type) is { } type && target is not IDiscardOperation ? [Converted(part[0], type, Variable(target)?.Name)] : part);
            }
        }
        return true;
    }

    /// <summary>What deconstruction gives, in order; null where a method of the user's computes it.</summary>
    private static IReadOnlyList<StructField>? Parts(StructShape shape)
    {
        if (shape.Type.IsTupleType)
            return shape.Fields;
        if (shape.Type.GetMembers("Deconstruct").OfType<IMethodSymbol>().ToArray() is not [{ IsImplicitlyDeclared: true } method])
            return null;
        StructField[] fields = [.. method.Parameters.Select(p => shape.Fields.FirstOrDefault(f => f.Name == p.Name)).OfType<StructField>()];
        return fields.Length == method.Parameters.Length ? fields : null;
    }
}
