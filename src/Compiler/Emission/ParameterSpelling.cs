using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Gives the generated parameters of a derivative other names and forms than the compiler does by itself.</summary>
internal static class ParameterSpelling
{
    /// <summary>For a framework that has no spans: arrays in their place.</summary>
    /// <param name="own">How many of the parameters are F's.</param>
    public static Function WithoutSpans(Function function, int own) =>
        Write(function, own, p => new DeclaredBuffer(p.Name, null, ArrayForm.Vector));

    /// <summary>For a framework that has no spans: what would be a span of scratch is a part of an array.</summary>
    public static Function ScratchVectors(Function function) =>
        WithArrays(function, a => a is { Role: ArrayRole.Local or ArrayRole.Scratch, Rank: 1 } ? a with { Form = ArrayForm.ScratchVector } : a);

    /// <summary>As the user declares them.</summary>
    /// <param name="own">How many of the parameters are F's.</param>
    public static Function As(Function function, int own, DeclaredSignature declared) =>
        Write(function, own, p => declared.Added.First(a => a.Of == p.Origin?.Of));

    private static Function Write(Function function, int own, Func<Parameter, DeclaredBuffer> spelling)
    {
        var arrays = new Dictionary<int, ArrayVariable>();
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        Parameter[] parameters = [.. function.Parameters.Select((p, i) => i < own ? p : Spell(p, p.Name, spelling(p), arrays, outputs))];
        ArrayVariable Replace(ArrayVariable array) => arrays.TryGetValue(array.Id, out ArrayVariable? spelled) ? spelled : array;
        return WithArrays(function, Replace) with
        {
            Parameters = parameters.ToEquatableArray(),
            Outputs = function.Outputs.Select(o => outputs.TryGetValue(o.Parameter, out string? name) ? o with { Parameter = name } : o).ToEquatableArray(),
        };
    }

    private static Function WithArrays(Function function, Func<ArrayVariable, ArrayVariable> replace)
    {
        var rewriter = new Rewriter(o => o, array: replace);
        return function with
        {
            Body = rewriter.Rewrite(function.Body),
            Routines = function.Routines.Select(r => r with { Body = rewriter.Rewrite(r.Body) }).ToEquatableArray(),
        };
    }

    private static Parameter Spell(
        Parameter parameter, string whole, DeclaredBuffer spelling, Dictionary<int, ArrayVariable> arrays, Dictionary<string, string> outputs)
    {
        string name = spelling.Name + parameter.Name.Substring(whole.Length);
        switch (parameter)
        {
            case ScalarParameter:
                outputs[parameter.Name] = name;
                return parameter with { Name = name };
            case ArrayParameter a:
                ArrayVariable array = LikeParameter.Renamed(a.Array, name) with { Form = FormOf(a.Array.Form, spelling) };
                arrays[a.Array.Id] = array;
                return new ArrayParameter(name, array) { Origin = a.Origin, IsConstant = a.IsConstant };
            case CompositeParameter c:
                return c with
                {
                    Name = name,
                    Form = c.Form is { } form ? FormOf(form, spelling) : null,
                    Parts = c.Parts.Select(p => Spell(p, whole, spelling, arrays, outputs)).ToEquatableArray(),
                };
            default:
                return parameter with { Name = name };
        }
    }

    private static ArrayForm FormOf(ArrayForm form, DeclaredBuffer spelling) =>
        form is ArrayForm.Span or ArrayForm.ReadOnlySpan && spelling.Form is { } other ? other : form;
}
