using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What the rows and columns of a Jacobian are.</summary>
internal static class JacobianAxes
{
    /// <summary>The outputs: what is returned, then the parameters that F writes.</summary>
    public static MatrixAxis Rows(Function function)
    {
        IEnumerable<AxisItem> returned = (function.Result?.Numbers ?? []).Where(n => n.Type.IsReal()).Select(n => (AxisItem)new AxisItem.Number(n, null))
            .Concat((function.Result?.Arrays ?? []).Where(a => a.Element.IsReal()).Select(a => new AxisItem.Elements([a])));
        IEnumerable<AxisItem> written = RowParameters(function.Parameters, function).SelectMany(p => Items(p, n => Final(n, function)));
        return new MatrixAxis([.. returned, .. written]);
    }

    /// <summary>The inputs that F does not write.</summary>
    public static MatrixAxis Columns(Function function) =>
        new([.. ColumnParameters(function.Parameters, function).SelectMany(p => Items(p, n => n.Value))]);

    public static IEnumerable<Parameter> RowParameters(IEnumerable<Parameter> parameters, Function function) =>
        parameters.Where(p => !p.IsConstant && p.HasReals && IsOutput(p, function));

    public static IEnumerable<Parameter> ColumnParameters(IEnumerable<Parameter> parameters, Function function) =>
        parameters.Where(p => IsInput(p) && !IsOutput(p, function));

    /// <summary>All inputs.</summary>
    public static MatrixAxis Inputs(Function function) => new([.. function.Parameters.Where(IsInput).SelectMany(p => Items(p, n => n.Value))]);

    public static bool IsInput(Parameter parameter) =>
        !parameter.IsConstant && parameter.HasReals && parameter is not (ScalarParameter { Passing: Passing.Out } or CompositeParameter { Passing: Passing.Out });

    public static IReadOnlyList<Operand> Numbers(MatrixAxis axis) => [.. axis.Items.OfType<AxisItem.Number>().Select(n => n.Value)];

    public static IReadOnlyList<ArrayVariable> Arrays(MatrixAxis axis) => [.. axis.Items.OfType<AxisItem.Elements>().SelectMany(e => e.Members)];

    private static bool IsOutput(Parameter parameter, Function function) => parameter switch
    {
        ScalarParameter p => p.Passing is Passing.Ref or Passing.Out,
        CompositeParameter { Form: null } p => p.Passing is Passing.Ref or Passing.Out,
        _ => parameter.Leaves.OfType<ArrayParameter>().Any(p => function.Writes(p.Array)),
    };

    /// <summary>What a parameter comes to, number by number.</summary>
    public static IEnumerable<AxisItem> Items(Parameter parameter, Func<ScalarParameter, Operand> value)
    {
        if (parameter is ArrayParameter or CompositeParameter { Form: not null })
        {
            ArrayVariable[] members = [.. parameter.Leaves.OfType<ArrayParameter>().Select(p => p.Array).Where(a => a.Element.IsReal())];
            return members.Length == 0 ? [] : [new AxisItem.Elements(members.ToEquatableArray())];
        }
        return parameter.Leaves.OfType<ScalarParameter>().Where(p => p.Value.Type.IsReal()).Select(p => new AxisItem.Number(value(p), p.Name));
    }

    // One that is never assigned keeps what it was given.
    private static Operand Final(ScalarParameter parameter, Function function) =>
        function.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name)?.Value ?? parameter.Value;
}
