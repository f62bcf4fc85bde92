using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>A parameter as the IR has it, bound to its name for the body.</summary>
internal static class ParameterReader
{
    public static Parameter Read(IParameterSymbol parameter, IdSource ids, BodyLowering body, CompositeReader composites, List<Problem> problems)
    {
        bool isConstant = AttributeReader.IsConstant(parameter);
        (Parameter read, Binding binding) = Read(parameter, ids);
        if (StructOf(parameter) is { } shape)
        {
            string? obstacle = composites.Obstacle(shape, isMade: !isConstant || parameter.RefKind is RefKind.Ref or RefKind.Out || TypeReader.Array(parameter.Type) is not null)
                ?? (TypeReader.Array(parameter.Type) is null ? null : composites.ArrayObstacle(shape));
            if (obstacle is not null)
            {
                // Of what is constant no struct is made.
                bool isOnlyMade = TypeReader.Array(parameter.Type) is null && parameter.RefKind is RefKind.None or RefKind.In && composites.Obstacle(shape, isMade: false) is null;
                problems.Add(new Problem(Descriptors.UnsupportedStruct, parameter.Locations[0], parameter.Name, Text(shape.Type), obstacle) { Constant = isOnlyMade ? parameter : null });
            }
            CompositeParameter composite = Composite(parameter, shape, composites.Read(shape), ids, isConstant);
            if (composite.Form is null)
                body.Bind(Implementation(parameter), shape, [.. composite.Parts.Select(p => Number((ScalarParameter)p))]);
            else
                body.Bind(Implementation(parameter), new Binding.Memory(new ArrayView(composite.Parts.Select(p => ((ArrayParameter)p).Array).ToEquatableArray(), shape), -1));
            return composite;
        }

        if (binding is Binding.Opaque && TypeReader.HidesReals(parameter.Type))
        {
            binding = new Binding.Broken();
            problems.Add(StructReader.Obstacle(parameter.Type) is { } reason
                ? new Problem(Descriptors.UnsupportedStruct, parameter.Locations[0], parameter.Name, Text(parameter.Type), reason)
                : new Problem(Descriptors.UnsupportedType, parameter.Locations[0], parameter.Name, Text(parameter.Type)));
        }
        if (TypeReader.IsEnum(parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In)
            body.BindGiven(Implementation(parameter), TypeReader.Scalar(parameter.Type)!.Value);
        else
            body.Bind(Implementation(parameter), binding);
        return read with { IsConstant = isConstant };
    }

    /// <summary>As it is declared, without a way to read structs or make them.</summary>
    public static Parameter Declare(IParameterSymbol parameter, IdSource ids)
    {
        bool isConstant = AttributeReader.IsConstant(parameter);
        if (StructOf(parameter) is not { } shape)
            return Read(parameter, ids).Item1 with { IsConstant = isConstant };
        return Composite(parameter, shape, Declare(shape), ids, isConstant);
    }

    /// <summary>A struct as it is declared, without a way to read or make it.</summary>
    public static Composite Declare(StructShape shape) => new(SignatureReader.Type(shape.Type),
        shape.Leaves.Select(l => new CompositeLeaf("." + l.NameIn(""), l.NameIn(""), l.Type, IsAssignable: true)).ToEquatableArray(), null);

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private static StructShape? StructOf(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None && TypeReader.Array(parameter.Type) is { } array ? array.Struct : StructReader.Read(parameter.Type);

    private static CompositeParameter Composite(IParameterSymbol parameter, StructShape shape, Composite type, IdSource ids, bool isConstant)
    {
        ArrayForm? form = TypeReader.Array(parameter.Type)?.Form;
        Passing passing = PassingOf(parameter);
        Parameter Part(CompositeLeaf leaf, int i) => form is { } arrayForm
            ? new ArrayParameter(parameter.Name, new ArrayVariable(ids.Take(), parameter.Name + leaf.Word, leaf.Type, arrayForm, ArrayRole.Parameter)
            {
                Member = new ElementMember(parameter.Name, type, i),
            }) { IsConstant = isConstant }
            : new ScalarParameter(parameter.Name + leaf.Path, ids.Value(leaf.Type, parameter.Name + leaf.Word), passing == Passing.ByValue ? Passing.In : passing)
            {
                IsConstant = isConstant,
            };
        return new CompositeParameter(parameter.Name, type, form, passing, type.Leaves.Select(Part).ToEquatableArray()) { IsConstant = isConstant };
    }

    private static Binding.Number Number(ScalarParameter parameter) =>
        new(parameter.Value.Type, parameter.Passing == Passing.Out ? null : parameter.Value);

    private static (Parameter, Binding) Read(IParameterSymbol parameter, IdSource ids)
    {
        if (TypeReader.Scalar(parameter.Type) is { } type && !TypeReader.IsEnum(parameter.Type))
        {
            var scalar = new ScalarParameter(parameter.Name, ids.Value(type, parameter.Name), PassingOf(parameter));
            return (scalar, Number(scalar));
        }

        if (TypeReader.Array(parameter.Type) is { Struct: null } shape && parameter.RefKind == RefKind.None)
        {
            var array = new ArrayVariable(ids.Take(), parameter.Name, shape.Element, shape.Form, ArrayRole.Parameter);
            return (new ArrayParameter(parameter.Name, array), new Binding.Memory(new ArrayView(array, []), -1));
        }
        return (new OpaqueParameter(parameter.Name), new Binding.Opaque());
    }

    public static Passing PassingOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.None => Passing.ByValue,
        RefKind.Ref => Passing.Ref,
        RefKind.Out => Passing.Out,
        _ => Passing.In,
    };

    /// <summary>The parameter that the body of a partial method refers to.</summary>
    private static IParameterSymbol Implementation(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method ? MethodFrontend.Implementation(method).Parameters[parameter.Ordinal] : parameter;
}
