using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The parameters of a gradient or adjoint: those of F, the seed, one derivative for each active parameter; and which of F's
/// outputs each of them seeds.
/// </summary>
internal sealed class AdjointParameters
{
    private readonly List<Parameter> _generated = [];
    private readonly List<(Operand Output, Operand Seed)> _seeds = [];
    private readonly List<(ArrayVariable Array, ArrayVariable Adjoint)> _arrays = [];
    private readonly List<(ArrayVariable Array, ArrayVariable Seed)> _arraySeeds = [];
    private readonly List<Let> _components = [];
    private readonly List<ArrayVariable> _dependentArrays = [];
    private readonly List<ArrayVariable> _scratchArrays = [];
    private readonly List<(Value Input, string Parameter, bool Adds)> _derivatives = [];
    private readonly HashSet<string> _taken;

    public AdjointParameters(Function primal, bool isGradient)
    {
        Primal = primal;
        IsGradient = isGradient;
        Ids = new IdSource(primal.NextId);
        _taken = [.. primal.TakenNames];
        if (primal.Result is { } result)
            AddSeed(result);
        foreach (Parameter parameter in primal.Parameters)
        {
            if (parameter is ArrayParameter array && array.Array.Element.IsReal())
                Add(array);
            else if (parameter is ScalarParameter scalar && scalar.Value.Type.IsReal() && !scalar.IsConstant)
                Add(scalar);
        }
    }

    public Function Primal { get; }

    public bool IsGradient { get; }

    public IdSource Ids { get; }

    public EquatableArray<Parameter> All => Primal.Parameters.Concat(_generated).ToEquatableArray();

    /// <summary>A derivative with these parameters that assigns 0 to those that are numbers.</summary>
    public Function Declaration => Primal with
    {
        Parameters = All,
        Outputs = Outputs(_ => null).ToEquatableArray(),
        SameShapes = Arrays.Select(p => new SameShape(p.Adjoint, p.Array)).ToEquatableArray(),
        NextId = Ids.Next,
    };

    /// <summary>The outputs with an adjoint to begin with, and that adjoint.</summary>
    public IReadOnlyList<(Operand Output, Operand Seed)> Seeds => _seeds;

    /// <summary>The numbers that seeds are composed of, as they are read at the beginning.</summary>
    public IReadOnlyList<Let> Components => _components;

    /// <summary>The arrays that are made and returned, and the parameters that hold their adjoints to begin with.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Seed)> ArraySeeds => _arraySeeds;

    public IEnumerable<Operand> DependentScalars => _seeds.Select(s => s.Output);

    /// <summary>Parameter arrays and the parameters that hold their adjoints.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Adjoint)> Arrays => _arrays;

    /// <summary>Arrays that are outputs.</summary>
    public IEnumerable<ArrayVariable> DependentArrays => _dependentArrays.Concat(_arraySeeds.Select(s => s.Array));

    /// <summary>Constant parameter arrays: what F writes there is active inside F, what they hold on entry is not.</summary>
    public IReadOnlyList<ArrayVariable> ScratchArrays => _scratchArrays;

    /// <summary>The assignments to the derivatives of scalars.</summary>
    public IEnumerable<Output> Outputs(Func<Value, Operand?> adjointOf)
    {
        foreach ((Value input, string parameter, bool adds) in _derivatives)
        {
            Operand? adjoint = adjointOf(input);
            if (adjoint is not null || !adds)
                yield return new Output(parameter, adjoint ?? Constant.Zero(input.Type), adds);
        }
    }

    private void AddSeed(Result result)
    {
        if (IsGradient && result is Result.Number { Value: var number })
        {
            _seeds.Add((number, Constant.Real(number.Type, 1)));
            return;
        }
        string name = Names.Free("seed", _taken);
        switch (result)
        {
            case Result.Number { Value: var value }:
                Value seed = Ids.Value(value.Type, name);
                _generated.Add(new ScalarParameter(name, seed, Passing.ByValue));
                _seeds.Add((value, seed));
                break;
            case Result.Memory { Array: var array }:
                ArrayForm form = array.Form == ArrayForm.Vector ? ArrayForm.ReadOnlySpan : array.Form;
                var elements = new ArrayVariable(Ids.Take(), name, array.Element, form, ArrayRole.Parameter);
                _generated.Add(new ArrayParameter(name, elements));
                _arraySeeds.Add((array, elements));
                break;
            case Result.Composite composite:
                _generated.Add(new CompositeParameter(name, composite.Type));
                AddComponents(composite, name, "");
                break;
        }
    }

    // The members that are no real numbers have no derivative, and their places in the seed are not looked at.
    private void AddComponents(Result.Composite composite, string seed, string path)
    {
        foreach (Member member in composite.Members)
        {
            if (member.Value is Result.Composite inner)
            {
                AddComponents(inner, seed, path + member.Access + ".");
            }
            else if (member.Value is Result.Number { Value: var value } && value.Type.IsReal())
            {
                var component = new Let(Ids.Value(value.Type), new Component(seed, path + member.Access, value.Type));
                _components.Add(component);
                _seeds.Add((value, component.Target));
            }
        }
    }

    private void Add(ArrayParameter parameter)
    {
        ArrayVariable array = parameter.Array;
        if (parameter.IsConstant)
        {
            _scratchArrays.Add(array);
            return;
        }
        string name = Names.Free("d" + parameter.Name, _taken);
        ArrayForm form = array.Form is ArrayForm.Vector or ArrayForm.ReadOnlySpan ? ArrayForm.Span : array.Form;
        var adjoint = new ArrayVariable(Ids.Take(), name, array.Element, form, ArrayRole.Parameter);
        _generated.Add(new ArrayParameter(name, adjoint));
        _arrays.Add((array, adjoint));
        if (!IsGradient && Analysis.OverwriteAnalysis.Writes(Primal.Body.Statements, array))
            _dependentArrays.Add(array);
    }

    private void Add(ScalarParameter parameter)
    {
        if (IsGradient && parameter.Passing == Passing.Out)
            return;
        string name = Names.Free("d" + parameter.Name, _taken);
        Value value = Ids.Value(parameter.Value.Type, name);
        bool isOutput = !IsGradient && parameter.Passing is Passing.Ref or Passing.Out;
        Passing passing = IsGradient ? Passing.Out : parameter.Passing == Passing.Out ? Passing.ByValue : Passing.Ref;
        _generated.Add(new ScalarParameter(name, value, passing));
        if (isOutput && Primal.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name) is { } output)
            _seeds.Add((output.Value, value));
        if (parameter.Passing != Passing.Out)
            _derivatives.Add((parameter.Value, name, Adds: !IsGradient && !isOutput));
    }
}
