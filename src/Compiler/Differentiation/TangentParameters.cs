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
            if (parameter.IsConstant)
                AddScratch(parameter);
            else if (parameter.HasReals)
                _generated.Add(TangentOf(parameter) with { Origin = new DerivativeOrigin(parameter.Name, DerivativeRole.Tangent) });
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
        Primal = gradient with { Parameters = [.. _own, .. _gradient.Select(p => p.AsConstant())] };
        Ids = new IdSource(gradient.NextId);
        _taken = [.. gradient.TakenNames];
        foreach (Parameter parameter in _own)
        {
            if (parameter.IsConstant)
                AddScratch(parameter);
            else if (parameter.HasReals && parameter is not (ScalarParameter { Passing: Passing.Out } or CompositeParameter { Passing: Passing.Out }))
                _generated.Add(DirectionOf(parameter) with { Origin = new DerivativeOrigin(parameter.Name, DerivativeRole.Tangent) });
        }
        _generated.AddRange(_gradient);
        _generated.AddRange(_gradient.Select(p => DerivativeOf(p) with { Origin = p.Origin! with { Role = DerivativeRole.AdjointTangent } }).ToArray());
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

    private void AddScratch(Parameter parameter) =>
        _scratchArrays.AddRange(parameter.Leaves.OfType<ArrayParameter>().Select(p => p.Array).Where(a => a.Element.IsReal()));

    private string NameOfTangent(Parameter parameter) => Names.Free(Names.Tangent(parameter.Name), _taken);

    private bool IsWritten(Parameter parameter) =>
        parameter.Leaves.OfType<ArrayParameter>().Any(p => Primal.Writes(p.Array));

    private Parameter TangentOf(Parameter parameter)
    {
        string name = NameOfTangent(parameter);
        bool isWritten = IsWritten(parameter);
        ArrayVariable Elements(ArrayVariable array)
        {
            ArrayVariable tangent = Tangent(array, name, isWritten);
            if (array.Element.IsReal())
            {
                _arrays.Add((array, tangent));
                if (isWritten)
                    _written.Add(array);
            }
            return tangent;
        }
        Passing passing = PassingOf(parameter);
        return LikeParameter.Make(parameter, name, passing, f => FormOf(f, isWritten), Elements, (scalar, own, word) => TangentOf(scalar, own, word, passing));
    }

    private Parameter DirectionOf(Parameter parameter)
    {
        string name = NameOfTangent(parameter);
        // The direction stays as it is, for the next product; rows of different lengths and numbers of structs cannot be copied and change with the array.
        bool isCopied = parameter is ArrayParameter { Array.Form: not ArrayForm.Jagged } && IsWritten(parameter);
        bool isWritten = !isCopied && parameter is CompositeParameter && IsWritten(parameter);
        ArrayVariable Elements(ArrayVariable array)
        {
            ArrayVariable direction = Tangent(array, name, isWritten);
            if (array.Element.IsReal())
                (isCopied ? _changed : _arrays).Add((array, direction));
            return direction;
        }
        return LikeParameter.Make(parameter, name, Passing.ByValue, f => FormOf(f, isWritten), Elements, (scalar, own, word) =>
        {
            Value direction = Ids.Value(scalar.Value.Type, word);
            if (scalar.Value.Type.IsReal())
                _inputs.Add((scalar.Value, direction));
            return new ScalarParameter(own, direction, Passing.ByValue);
        });
    }

    private Parameter DerivativeOf(Parameter gradient)
    {
        string name = NameOfTangent(gradient);
        ArrayVariable Elements(ArrayVariable array)
        {
            ArrayVariable derivative = LikeParameter.Renamed(array, name) with { Id = Ids.Take() };
            _arrays.Add((array, derivative));
            _written.Add(array);
            _shapes.Add(new SameShape(derivative, Primal.SameShapes.First(s => s.Array == array).Like));
            return derivative;
        }
        return LikeParameter.Make(gradient, name, Passing.Out, f => FormOf(f, isWritten: true), Elements, (scalar, own, word) =>
        {
            if (Primal.Outputs.FirstOrDefault(o => o.Parameter == scalar.Name) is { } output && scalar.Value.Type.IsReal())
                _outputs.Add((output.Value, own));
            return new ScalarParameter(own, Ids.Value(scalar.Value.Type, word), Passing.Out);
        });
    }

    private static Passing PassingOf(Parameter parameter) => parameter switch
    {
        ScalarParameter { Passing: Passing.Ref or Passing.Out } p => p.Passing,
        CompositeParameter { Passing: Passing.Ref or Passing.Out } p => p.Passing,
        _ => Passing.ByValue,
    };

    private static ArrayForm FormOf(ArrayForm form, bool isWritten) => form is ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan
        ? isWritten ? ArrayForm.Span : ArrayForm.ReadOnlySpan
        : form;

    private ArrayVariable Tangent(ArrayVariable array, string name, bool isWritten)
    {
        ArrayVariable tangent = LikeParameter.Renamed(array, name) with { Id = Ids.Take(), Form = FormOf(array.Form, isWritten), Role = ArrayRole.Parameter };
        _shapes.Add(new SameShape(tangent, array));
        return tangent;
    }

    private ScalarParameter TangentOf(ScalarParameter parameter, string name, string word, Passing passing)
    {
        Value tangent = Ids.Value(parameter.Value.Type, word);
        if (!parameter.Value.Type.IsReal())
            return new ScalarParameter(name, tangent, passing);
        if (parameter.Passing != Passing.Out)
            _inputs.Add((parameter.Value, tangent));
        if (parameter.Passing is Passing.Ref or Passing.Out && Primal.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name) is { } output)
            _outputs.Add((output.Value, name));
        return new ScalarParameter(name, tangent, passing);
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
