using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The parameters of a tangent: those of F, one tangent for each active parameter, and the tangent of what F returns. Those of a
/// Hessian-vector product: F's, the direction, the gradient, and how that changes along the direction.
/// </summary>
internal sealed class TangentParameters
{
    private readonly Parameter[] _own;
    private readonly Parameter[] _gradient = [];
    private readonly List<Parameter> _generated = [];
    private readonly List<(Value Primal, Value Tangent)> _inputs = [];
    private readonly List<(ArrayVariable Array, ArrayVariable Tangent)> _arrays = [];
    private readonly List<(Operand Value, string Parameter)> _outputs = [];
    private readonly List<SameShape> _shapes = [];
    private readonly List<(ArrayVariable Array, ArrayVariable Direction)> _changed = [];
    private readonly List<ArrayVariable> _written = [];
    private readonly List<ArrayVariable> _scratchArrays = [];
    private readonly HashSet<string> _taken;

    public TangentParameters(Function primal)
    {
        Primal = primal;
        Ids = new IdSource(primal.NextId);
        _taken = [.. primal.TakenNames];
        _own = [.. primal.Parameters];
        foreach (Parameter parameter in _own)
        {
            if (parameter is ArrayParameter array && array.Array.Element.IsReal())
                Add(array);
            else if (parameter is ScalarParameter scalar && scalar.Value.Type.IsReal() && !scalar.IsConstant)
                Add(scalar);
        }
        if (primal.Result is { } result)
            Add(result);
    }

    /// <summary>The parameters of a Hessian-vector product.</summary>
    /// <param name="gradient">FGradient.</param>
    /// <param name="own">How many of its parameters are F's.</param>
    public TangentParameters(Function gradient, int own)
    {
        _own = [.. gradient.Parameters.Take(own)];
        _gradient = [.. gradient.Parameters.Skip(own)];
        // What a gradient's buffers hold on entry is no input.
        Primal = gradient with { Parameters = [.. _own, .. _gradient.Select(p => p with { IsConstant = true })] };
        Ids = new IdSource(gradient.NextId);
        _taken = [.. gradient.TakenNames];
        foreach (Parameter parameter in _own)
        {
            if (parameter is ArrayParameter array && array.Array.Element.IsReal())
                AddDirection(array);
            else if (parameter is ScalarParameter { Passing: not Passing.Out, IsConstant: false } scalar && scalar.Value.Type.IsReal())
                AddDirection(scalar);
        }
        _generated.AddRange(_gradient);
        foreach (Parameter parameter in _gradient)
            AddDerivative(parameter);
    }

    /// <summary>What is differentiated.</summary>
    public Function Primal { get; }

    /// <summary>Arrays that F changes, and the directions that their tangents begin as a copy of.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Direction)> Changed => _changed;

    public IdSource Ids { get; }

    public EquatableArray<Parameter> All => _own.Concat(_generated).ToEquatableArray();

    public EquatableArray<SameShape> SameShapes => Primal.SameShapes.Concat(_shapes).ToEquatableArray();

    /// <summary>Scalars and the parameters that hold their tangents on entry.</summary>
    public IReadOnlyList<(Value Primal, Value Tangent)> Inputs => _inputs;

    /// <summary>Parameter arrays and the parameters that hold their tangents.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Tangent)> Arrays => _arrays;

    /// <summary>Final values and the parameters that their tangents are assigned to.</summary>
    public IReadOnlyList<(Operand Value, string Parameter)> Outputs => _outputs;

    /// <summary>Constant parameter arrays: what F writes there is active inside F, what they hold on entry is not.</summary>
    public IReadOnlyList<ArrayVariable> ScratchArrays => _scratchArrays;

    public IEnumerable<Operand> DependentScalars => _outputs.Select(o => o.Value).Concat(Primal.Result is Result.Composite composite ? composite.Numbers : []);

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
        _arrays.Add((array, Tangent(parameter, isWritten)));
        if (isWritten)
            _written.Add(array);
    }

    private void AddDirection(ArrayParameter parameter)
    {
        ArrayVariable array = parameter.Array;
        if (parameter.IsConstant)
        {
            _scratchArrays.Add(array);
            return;
        }
        // The direction stays as it is, for the next product; rows of different lengths cannot be copied and change with the array.
        ArrayVariable direction = Tangent(parameter, isWritten: false);
        if (array.Form != ArrayForm.Jagged && OverwriteAnalysis.Writes(Primal.Body.Statements, array))
            _changed.Add((array, direction));
        else
            _arrays.Add((array, direction));
    }

    private void AddDirection(ScalarParameter parameter)
    {
        string name = Names.Free(Names.Tangent(parameter.Name), _taken);
        Value direction = Ids.Value(parameter.Value.Type, name);
        _generated.Add(new ScalarParameter(name, direction, Passing.ByValue));
        _inputs.Add((parameter.Value, direction));
    }

    private void AddDerivative(Parameter gradient)
    {
        string name = Names.Free(Names.Tangent(gradient.Name), _taken);
        if (gradient is ScalarParameter scalar)
        {
            _generated.Add(new ScalarParameter(name, Ids.Value(scalar.Value.Type, name), Passing.Out));
            _outputs.Add((Primal.Outputs.First(o => o.Parameter == gradient.Name).Value, name));
        }
        else if (gradient is ArrayParameter { Array: var array })
        {
            var derivative = array with { Id = Ids.Take(), Name = name };
            _generated.Add(new ArrayParameter(name, derivative));
            _arrays.Add((array, derivative));
            _written.Add(array);
            _shapes.Add(new SameShape(derivative, Primal.SameShapes.First(s => s.Array == array).Like));
        }
    }

    private ArrayVariable Tangent(ArrayParameter parameter, bool isWritten)
    {
        ArrayVariable array = parameter.Array;
        ArrayForm form = array.Form is ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan
            ? isWritten ? ArrayForm.Span : ArrayForm.ReadOnlySpan
            : array.Form;
        string name = Names.Free(Names.Tangent(parameter.Name), _taken);
        var tangent = new ArrayVariable(Ids.Take(), name, array.Element, form, ArrayRole.Parameter);
        _generated.Add(new ArrayParameter(name, tangent));
        _shapes.Add(new SameShape(tangent, array));
        return tangent;
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
