using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>What a method returns, as the IR has it.</summary>
internal static class ResultReader
{
    /// <summary>A number, an array of one piece, or a struct or tuple of numbers among which there is a real one.</summary>
    public static bool IsSupported(ITypeSymbol type) => TypeReader.Scalar(type)?.IsReal() == true || IsArray(type)
        || StructReader.Read(type)?.HasReals == true;

    /// <summary>The result of a lowered body, and the body; in it the returned array is known as such.</summary>
    public static (Block Body, Result? Result) Read(IMethodSymbol method, Block body, Outcome? outcome, CompositeReader composites, List<Problem> problems)
    {
        switch (outcome)
        {
            case Outcome.Numbers numbers when StructReader.Read(method.ReturnType) is { } shape && shape.Count == numbers.Parts.Count:
                if (composites.Obstacle(shape, isMade: true, isWhole: true) is { } obstacle)
                    problems.Add(new Problem(Descriptors.UnsupportedStruct, method.Locations[0], method.Name, SignatureReader.Type(shape.Type).Replace("global::", ""), obstacle));
                return (body, new Result.Composite(composites.Read(shape), numbers.Parts));
            case Outcome.Numbers when TypeReader.Scalar(method.ReturnType) is not null:
                return (body, Result.Of(Outcome.Number(outcome)));
            case Outcome.Memory { View: { Prefix.Count: 0, Window: null, Array: { Role: ArrayRole.Local } local } }:
                ArrayVariable returned = local with { Role = ArrayRole.Result };
                return (new Rewriter(o => o, array: a => a.Equals(local) ? returned : a).Rewrite(body), new Result.Memory(returned));
            case Outcome.Memory other:
                problems.Add(new Problem(Descriptors.ArrayRenamed, other.Source.Syntax.GetLocation(), OriginText.Of(other.Source.Syntax).Line,
                    "copy it to a new array and return that"));
                return (body, null);
            default:
                return (body, null);
        }
    }

    /// <summary>The shape of the result alone, for a method that could not be lowered.</summary>
    public static Result? Declare(IMethodSymbol method, IdSource ids) => method.ReturnType switch
    {
        var type when !IsSupported(type) => null,
        var type when IsArray(type) => new Result.Memory(new ArrayVariable(ids.Take(), "result", TypeReader.Array(type)!.Value.Element, TypeReader.Array(type)!.Value.Form, ArrayRole.Result)),
        var type when StructReader.Read(type) is { } shape =>
            new Result.Composite(ParameterReader.Declare(shape), shape.Leaves.Select(l => (Operand)Constant.Zero(l.Type)).ToEquatableArray()),
        var type => Result.Of(Constant.Zero(TypeReader.Scalar(type)!.Value)),
    };

    private static bool IsArray(ITypeSymbol type) =>
        TypeReader.Array(type) is { Struct: null, Form: ArrayForm.Vector or ArrayForm.Rank2 or ArrayForm.Rank3 } array && array.Element.IsReal();
}
