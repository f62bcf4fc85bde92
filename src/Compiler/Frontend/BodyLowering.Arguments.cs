using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// What a called method's parameters stand for while it is written out in place.
internal sealed partial class BodyLowering
{
    /// <summary>An argument as it is written, or already as numbers.</summary>
    private sealed record Given(IParameterSymbol? Parameter, IOperation? Value, Operand[]? Numbers = null);

    /// <param name="Bindings">What the parameter stands for: one binding, or one for each number of a struct.</param>
    /// <param name="Shape">The struct, if it is one.</param>
    /// <param name="Places">The caller's places behind a <c>ref</c>, <c>out</c> or <c>in</c> parameter; none for a value and for <c>out _</c>.</param>
    private sealed record PassedArgument(IParameterSymbol Parameter, Binding[] Bindings, StructShape? Shape, Cell[] Places);

    private static Given[] GivenBy(IEnumerable<IArgumentOperation> arguments) => [.. arguments.Select(a => new Given(a.Parameter, a.Value))];

    private static Given[] Operands(IBinaryOperation b, IMethodSymbol method) =>
        [new Given(method.Parameters[0], b.LeftOperand), new Given(method.Parameters[1], b.RightOperand)];

    /// <summary>Evaluates the arguments in the order of the source; null, and reported, if one cannot be passed.</summary>
    /// <param name="made">What is made out of them, for a constructor: <c>x</c> of a <c>sum</c> is called <c>sumX</c>.</param>
    /// <param name="references">The places that have a name in the called method already, and whether that one may write to them.</param>
    private List<PassedArgument>? Arguments(IEnumerable<Given> given, IMethodSymbol target, Dictionary<int, bool> references, string? made = null)
    {
        var passed = new List<PassedArgument>();
        bool ok = true;
        foreach (Given argument in given)
        {
            if (argument.Parameter is not { } declared)
            {
                HasCompileErrors = true;
                return null;
            }

            IParameterSymbol parameter = target.Parameters[declared.Ordinal];
            PassedArgument? one = argument.Numbers is { } numbers ? ByValue(numbers, parameter)
                : parameter.RefKind is RefKind.None ? ByValue(argument.Value!, parameter, made is null ? parameter.Name : StructLeaf.Join(made, parameter.Name))
                : ByReference(argument.Value!, parameter, target, references);
            ok &= one is not null;
            if (one is not null)
                passed.Add(one);
        }
        // A reference shows what its variable holds when the call begins, not when the argument was evaluated.
        return ok ? [.. passed.Select(p => p.Places.Length > 0 && p.Parameter.RefKind != RefKind.Out ? p with { Bindings = [.. p.Places.Select(BindingAt)] } : p)] : null;
    }

    private static PassedArgument ByValue(Operand[] numbers, IParameterSymbol parameter) => StructReader.Read(parameter.Type) is { } shape
        ? new PassedArgument(parameter, Assigned(shape, numbers), shape, [])
        : new PassedArgument(parameter, [new Binding.Number(numbers[0].Type, numbers[0])], null, []);

    private PassedArgument? ByValue(IOperation value, IParameterSymbol parameter, string name)
    {
        if (TypeReader.Scalar(parameter.Type) is { } type)
            return new PassedArgument(parameter, [new Binding.Number(type, Expression(value, name))], null, []);
        if (StructReader.Read(parameter.Type) is { } shape)
            return ByValue(StructValue(value, shape, name), parameter);
        if (TypeReader.Array(parameter.Type) is null && LeadsToMember(value))
            return Follow(value) is { } holder ? new PassedArgument(parameter, [new Binding.Object(holder)], null, []) : null;
        if (TypeReader.Array(parameter.Type) is null)
        {
            RefuseType(parameter.Name, parameter.Type, value.Syntax.GetLocation());
            return null;
        }
        return Memory(value, name) is { } view ? new PassedArgument(parameter, [new Binding.Memory(view, _region)], null, []) : null;
    }

    /// <summary>Whether an expression is an element of an array or span, and so has a place that can be given a second name.</summary>
    private static bool IsElement(IOperation value) => value switch
    {
        IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { } type } => TypeReader.IsSpan(type),
        IImplicitIndexerReferenceOperation { Instance.Type: { } type } => TypeReader.IsSpan(type),
        _ => false,
    };

    private PassedArgument? ByReference(IOperation value, IParameterSymbol parameter, IMethodSymbol target, Dictionary<int, bool> references)
    {
        Scalar? type = TypeReader.Scalar(parameter.Type);
        StructShape? shape = StructReader.Read(parameter.Type);
        if (type is null && shape is null)
        {
            RefuseType(parameter.Name, parameter.Type, value.Syntax.GetLocation());
            return null;
        }

        Binding[] unassigned = shape is null ? [new Binding.Number(type!.Value, null)] : Unassigned(shape);
        if (value is IDiscardOperation && parameter.RefKind == RefKind.Out)
            return new PassedArgument(parameter, unassigned, shape, []);
        bool readOnly = parameter.RefKind is not (RefKind.Ref or RefKind.Out);
        if (!readOnly && RefusesWrite(value))
            return null;
        if (readOnly && LeadsToMember(value))
            return ByValue(value, parameter, parameter.Name);
        if (value is IDeclarationExpressionOperation && Variable(value) is ILocalSymbol local)
        {
            if (shape is null)
                _bindings.Set(local, unassigned[0]);
            else
                _bindings.Set(local, shape, unassigned);
        }
        if (!IsPlace(value) && Variable(value) is null)
        {
            if (readOnly && (value is not (IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation or IFieldReferenceOperation)
                || IsStructMember(value)))
                return ByValue(value, parameter, parameter.Name);
            Refuse(Descriptors.UnsupportedReference, value, OriginText.Of(value.Syntax).Line, "it is not a local or a parameter");
            return null;
        }

        if (Places(value) is not { } places)
            return null;
        Reach(places);
        string? obstacle = null;
        foreach (Cell.Variable place in places.OfType<Cell.Variable>())
        {
            if (target is { MethodKind: MethodKind.LocalFunction, IsStatic: false })
                obstacle = "the local function may also see it by its own name";
            if (references.TryGetValue(place.Position, out bool written) && (written || !readOnly))
                obstacle = "the call has two names for it";
            references[place.Position] = !readOnly;
        }
        if (obstacle is not null)
        {
            Refuse(Descriptors.UnsupportedReference, value, OriginText.Of(value.Syntax).Line, obstacle);
            return null;
        }
        return new PassedArgument(parameter, [.. places.Select((p, i) => p is Cell.Element ? BindingAt(p) : unassigned[i])], shape, places);
    }
}
