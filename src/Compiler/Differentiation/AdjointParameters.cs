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
            if (parameter.IsConstant)
                _scratchArrays.AddRange(parameter.Leaves.OfType<ArrayParameter>().Select(p => p.Array).Where(a => a.Element.IsReal()));
            else if (parameter.HasReals && !(IsGradient && IsOut(parameter)))
                _generated.Add(DerivativeOf(parameter, Names.Free("d" + parameter.Name, _taken)) with { Origin = new DerivativeOrigin(parameter.Name, DerivativeRole.Adjoint) });
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

    /// <summary>The arrays that are made and returned, and the parameters that hold their adjoints to begin with.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Seed)> ArraySeeds => _arraySeeds;

    public IEnumerable<Operand> DependentScalars => _seeds.Select(s => s.Output);

    /// <summary>Parameter arrays and the parameters that hold their adjoints.</summary>
    public IReadOnlyList<(ArrayVariable Array, ArrayVariable Adjoint)> Arrays => _arrays;

    /// <summary>Arrays that are outputs.</summary>
    public IEnumerable<ArrayVariable> DependentArrays => _dependentArrays.Concat(_arraySeeds.Select(s => s.Array));

    /// <summary>Constant parameter arrays: what F writes there is active inside F, what they hold on entry is not.</summary>
    public IReadOnlyList<ArrayVariable> ScratchArrays => _scratchArrays;

    /// <summary>Scalars and the parameters that receive their derivatives.</summary>
    public IEnumerable<(Value Input, string Parameter)> Derivatives => _derivatives.Select(d => (d.Input, d.Parameter));

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
                _generated.Add(SeedOf(composite, name));
                break;
        }
    }

    // The members that are no real numbers have no derivative, and their places in the seed are not looked at.
    private CompositeParameter SeedOf(Result.Composite result, string name)
    {
        ScalarParameter[] parts = [.. result.Type.Leaves.Select(l => new ScalarParameter(name + l.Path, Ids.Value(l.Type, name + l.Word), Passing.In))];
        _seeds.AddRange(parts.Select((p, i) => (result.Values[i], (Operand)p.Value)).Where(s => s.Item1.Type.IsReal()));
        return new CompositeParameter(name, result.Type, null, Passing.ByValue, parts.Select(p => (Parameter)p).ToEquatableArray());
    }

    private static bool IsOut(Parameter parameter) =>
        parameter is ScalarParameter { Passing: Passing.Out } or CompositeParameter { Passing: Passing.Out };

    private Parameter DerivativeOf(Parameter parameter, string name) => LikeParameter.Make(parameter, name,
        parameter is CompositeParameter composite ? PassingOf(composite.Passing) : Passing.ByValue, FormOf, array => DerivativeOf(array, name), DerivativeOf);

    private static ArrayForm FormOf(ArrayForm form) => form is ArrayForm.Vector or ArrayForm.ReadOnlySpan ? ArrayForm.Span : form;

    private Passing PassingOf(Passing passing) => IsGradient ? Passing.Out : passing == Passing.Out ? Passing.ByValue : Passing.Ref;

    private ArrayVariable DerivativeOf(ArrayVariable array, string name)
    {
        ArrayVariable adjoint = LikeParameter.Renamed(array, name) with { Id = Ids.Take(), Form = FormOf(array.Form), Role = ArrayRole.Parameter };
        _arrays.Add((array, adjoint));
        if (!IsGradient && array.Element.IsReal() && Primal.Writes(array))
            _dependentArrays.Add(array);
        return adjoint;
    }

    private ScalarParameter DerivativeOf(ScalarParameter parameter, string name, string word)
    {
        Value value = Ids.Value(parameter.Value.Type, word);
        bool isOutput = !IsGradient && parameter.Passing is Passing.Ref or Passing.Out;
        if (parameter.Value.Type.IsReal())
        {
            if (isOutput && Primal.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name) is { } output)
                _seeds.Add((output.Value, value));
            if (parameter.Passing != Passing.Out)
                _derivatives.Add((parameter.Value, name, Adds: !IsGradient && !isOutput));
        }
        return new ScalarParameter(name, value, PassingOf(parameter.Passing));
    }
}
