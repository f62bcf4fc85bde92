using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The parameters of a tangent: those of F, one tangent for each active parameter, and the tangent of what F returns.
/// </summary>
internal sealed class TangentParameters
{
    private readonly List<Parameter> _generated = [];
    private readonly List<(Value Primal, Value Tangent)> _inputs = [];
    private readonly List<(ArrayVariable Array, ArrayVariable Tangent)> _arrays = [];
    private readonly List<(Operand Value, string Parameter)> _outputs = [];
    private readonly List<ArrayVariable> _written = [];
    private readonly List<ArrayVariable> _scratchArrays = [];
    private readonly HashSet<string> _taken;

    public TangentParameters(Function primal)
    {
        Primal = primal;
        Ids = new IdSource(primal.NextId);
        _taken = [.. primal.TakenNames];
        foreach (Parameter parameter in primal.Parameters)
        {
            if (parameter is ArrayParameter array && array.Array.Element.IsReal())
                Add(array);
            else if (parameter is ScalarParameter scalar && scalar.Value.Type.IsReal() && !scalar.IsConstant)
                Add(scalar);
        }
        if (primal.Result is { } result)
            Add(result);
    }

    public Function Primal { get; }

    public IdSource Ids { get; }

    public EquatableArray<Parameter> All => Primal.Parameters.Concat(_generated).ToEquatableArray();

    /// <summary>Scalars and the parameters that hold their tangents on entry.</summary>
    public IReadOnlyList<(Value Primal, Value Tangent)> Inputs => _inputs;

    /// <summary>Parameter arrays and the parameters that hold their tangents.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Tangent)> Arrays => _arrays;

    /// <summary>Final values and the parameters that their tangents are assigned to.</summary>
    public IReadOnlyList<(Operand Value, string Parameter)> Outputs => _outputs;

    /// <summary>Constant parameter arrays: what F writes there is active inside F, what they hold on entry is not.</summary>
    public IReadOnlyList<ArrayVariable> ScratchArrays => _scratchArrays;

    public IEnumerable<Operand> DependentScalars => _outputs.Select(o => o.Value).Concat(Primal.Result?.Numbers ?? []);

    /// <summary>Arrays that are outputs.</summary>
    public IEnumerable<ArrayVariable> DependentArrays => _written.Concat(Primal.Result?.Arrays ?? []);

    private void Add(ArrayParameter parameter)
    {
        ArrayVariable array = parameter.Array;
        if (parameter.IsConstant)
        {
            _scratchArrays.Add(array);
            return;
        }
        bool isWritten = OverwriteAnalysis.Writes(Primal.Body.Statements, array);
        ArrayForm form = array.Form is ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan
            ? isWritten ? ArrayForm.Span : ArrayForm.ReadOnlySpan
            : array.Form;
        string name = Names.Free(Names.Tangent(parameter.Name), _taken);
        var tangent = new ArrayVariable(Ids.Take(), name, array.Element, form, ArrayRole.Parameter);
        _generated.Add(new ArrayParameter(name, tangent));
        _arrays.Add((array, tangent));
        if (isWritten)
            _written.Add(array);
    }

    private void Add(ScalarParameter parameter)
    {
        string name = Names.Free(Names.Tangent(parameter.Name), _taken);
        Value tangent = Ids.Value(parameter.Value.Type, name);
        _generated.Add(new ScalarParameter(name, tangent, parameter.Passing == Passing.In ? Passing.ByValue : parameter.Passing));
        if (parameter.Passing != Passing.Out)
            _inputs.Add((parameter.Value, tangent));
        if (parameter.Passing is Passing.Ref or Passing.Out && Primal.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name) is { } output)
            _outputs.Add((output.Value, name));
    }

    private void Add(Result result)
    {
        string name = Names.Free("tangent", _taken);
        if (result is Result.Number { Value: var number })
        {
            _generated.Add(new ScalarParameter(name, Ids.Value(number.Type, name), Passing.Out));
            _outputs.Add((number, name));
        }
        else
        {
            _generated.Add(new ResultParameter(name));
        }
    }
}
