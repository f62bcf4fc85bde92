using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>A parameter as the IR has it, bound to its name for the body.</summary>
internal static class ParameterReader
{
    public static Parameter Read(IParameterSymbol parameter, IdSource ids, BodyLowering body, List<Problem> problems)
    {
        (Parameter read, Binding binding) = Read(parameter, ids);
        if (TypeReader.IsEnum(parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In)
            body.BindGiven(Implementation(parameter), TypeReader.Scalar(parameter.Type)!.Value);
        else
            body.Bind(Implementation(parameter), binding);
        if (binding is Binding.Opaque && TypeReader.HidesReals(parameter.Type))
        {
            problems.Add(new Problem(Descriptors.UnsupportedType, parameter.Locations[0], parameter.Name,
                parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)));
        }
        return read with { IsConstant = AttributeReader.IsConstant(parameter) };
    }

    public static Parameter Declare(IParameterSymbol parameter, IdSource ids) =>
        Read(parameter, ids).Item1 with { IsConstant = AttributeReader.IsConstant(parameter) };

    private static (Parameter, Binding) Read(IParameterSymbol parameter, IdSource ids)
    {
        if (TypeReader.Scalar(parameter.Type) is { } type && !TypeReader.IsEnum(parameter.Type))
        {
            Passing passing = PassingOf(parameter);
            Value value = ids.Value(type, parameter.Name);
            return (new ScalarParameter(parameter.Name, value, passing), new Binding.Number(type, passing == Passing.Out ? null : value));
        }

        if (TypeReader.Array(parameter.Type) is { } shape && parameter.RefKind == RefKind.None)
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
