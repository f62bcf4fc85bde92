namespace DiffGen.Compiler.IR;

/// <summary>A method as the compiler sees it: parameters, what runs, what comes out.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">In declaration order.</param>
/// <param name="Body">The statements.</param>
/// <param name="Result">What is returned; null for <c>void</c>.</param>
/// <param name="Outputs">Assignments to <c>ref</c> and <c>out</c> scalars, carried out at the end.</param>
/// <param name="NextId">The first number that no value and no array of this function has.</param>
internal sealed record Function(
    string Name,
    EquatableArray<Parameter> Parameters,
    Block Body,
    Result? Result,
    EquatableArray<Output> Outputs,
    int NextId)
{
    /// <summary>The parameters, structs taken apart into the numbers and arrays they consist of.</summary>
    public IEnumerable<Parameter> Leaves => Parameters.SelectMany(p => p.Leaves);

    /// <summary>Parameters that are checked at the door to have the shape of another one: <c>dx</c> that of <c>x</c>.</summary>
    public EquatableArray<SameShape> SameShapes { get; init; } = [];

    /// <summary>What the body, or one of them, calls.</summary>
    public EquatableArray<Routine> Routines { get; init; } = [];

    /// <summary>The statements of the body and then of the routines, nested ones included.</summary>
    public IEnumerable<Statement> AllStatements => Routines.Select(r => r.Body).Prepend(Body).SelectMany(Walk.Statements);

    /// <summary>What is assigned to the <see cref="ResultParameter"/> at the end; null if there is none.</summary>
    public Result? Tangent { get; init; }

    /// <summary>
    /// Parameter arrays that the user's method writes, also where nothing ever comes: what is an output must not depend on what the optimiser sees.
    /// </summary>
    public EquatableArray<ArrayVariable> Written { get; init; } = [];

    /// <summary>Whether an array is written, here or in the method as the user wrote it.</summary>
    public bool Writes(ArrayVariable array) => Written.Any(w => w.Id == array.Id) || Walk.Statements(Body).Any(s => array.Equals(Walk.Writes(s)));

    /// <summary>What is evaluated at the end: outputs, then the numbers of the results.</summary>
    public IEnumerable<Operand> FinalOperands => Outputs.Select(o => o.Value).Concat(Tangent?.Numbers ?? []).Concat(Result?.Numbers ?? []);

    /// <summary>The same with another body and other operands at the end.</summary>
    public Function With(Block body, Func<Operand, Operand> final) => this with
    {
        Body = body,
        Outputs = Outputs.Select(o => o with { Value = final(o.Value) }).ToEquatableArray(),
        Tangent = Tangent?.Select(final),
        Result = Result?.Select(final),
    };

    /// <summary>The same with names for some of its values.</summary>
    public Function Named(IReadOnlyDictionary<Value, string> names)
    {
        Value Name(Value value) => names.TryGetValue(value, out string? name) ? value with { Name = name } : value;
        Operand NameOperand(Operand operand) => operand is Value value ? Name(value) : operand;
        return With(new Rewriter(NameOperand, Name).Rewrite(Body), NameOperand).WithParameters(Name);
    }

    /// <summary>The same with other values for its numbers: a value that has got a name has it everywhere, or it would be two.</summary>
    public Function WithParameters(Func<Value, Value> renamed) => this with
    {
        Parameters = Parameters.Select(p => p is ScalarParameter scalar ? scalar with { Value = renamed(scalar.Value) } : p).ToEquatableArray(),
    };

    /// <summary>Fields and properties that the body reads: constants, read once before anything else.</summary>
    public EquatableArray<Capture> Captures { get; init; } = [];

    /// <summary>Everything that is there when the body begins: the numbers and arrays of the parameters, then what is captured.</summary>
    public IEnumerable<Parameter> Inputs => Leaves.Concat(Captures.Select(c => c.Input));

    /// <summary>Names that no parameter of a derivative and no local may have.</summary>
    public IEnumerable<string> TakenNames =>
        Parameters.Select(p => p.Name).Concat(Captures.Where(c => c.Qualified is null).Select(c => c.Root!));
}

/// <summary><paramref name="Array"/> has the extents of <paramref name="Like"/>.</summary>
internal sealed record SameShape(ArrayVariable Array, ArrayVariable Like);

/// <summary>What a derivative is taken for.</summary>
internal abstract record Parameter(string Name)
{
    /// <summary>Whether the user marked it <c>[Constant]</c>.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The same, with no derivative with respect to it.</summary>
    public virtual Parameter AsConstant() => this with { IsConstant = true };

    /// <summary>What a parameter of a derivative holds of which parameter of F; null for F's own, for a seed and for the tangent of what is returned.</summary>
    public DerivativeOrigin? Origin { get; init; }

    /// <summary>What it consists of: itself, but for a struct.</summary>
    public virtual IEnumerable<Parameter> Leaves => [this];

    /// <summary>Whether it holds numbers that can carry a derivative.</summary>
    public bool HasReals => Leaves.Any(p => p switch
    {
        ScalarParameter scalar => scalar.Value.Type.IsReal(),
        ArrayParameter array => array.Array.Element.IsReal(),
        _ => false,
    });
}

/// <param name="Of">The name of F's parameter.</param>
/// <param name="Role">What is held of it.</param>
internal sealed record DerivativeOrigin(string Of, DerivativeRole Role);

internal enum DerivativeRole
{
    /// <summary><c>dx</c></summary>
    Adjoint,

    /// <summary><c>xDot</c></summary>
    Tangent,

    /// <summary><c>dxDot</c></summary>
    AdjointTangent,

    /// <summary><c>jacobian</c>, <c>hessian</c>: of all of them.</summary>
    Matrix,
}

internal enum Passing
{
    ByValue,
    In,
    Ref,
    Out,
}

/// <summary>A number or a <c>bool</c>; <paramref name="Value"/> is what it holds on entry (meaningless for <c>out</c>).</summary>
internal sealed record ScalarParameter(string Name, Value Value, Passing Passing) : Parameter(Name);

internal sealed record ArrayParameter(string Name, ArrayVariable Array) : Parameter(Name);

/// <summary>A struct or tuple, or an array of such, whose numbers are parameters of their own.</summary>
/// <param name="Type">The struct.</param>
/// <param name="Form">How it is laid out if it is an array.</param>
/// <param name="Passing">How it is passed; its numbers that are passed by value are <see cref="Passing.In"/>: nothing is written to them.</param>
/// <param name="Parts">One for each number of the struct: a number <c>v.X</c>, or for an array of structs an array.</param>
internal sealed record CompositeParameter(string Name, Composite Type, ArrayForm? Form, Passing Passing, EquatableArray<Parameter> Parts) : Parameter(Name)
{
    public override IEnumerable<Parameter> Leaves => Parts;

    public override Parameter AsConstant() => this with { IsConstant = true, Parts = Parts.Select(p => p.AsConstant()).ToEquatableArray() };
}

/// <summary>An <c>out</c> parameter of the type that the function returns; see <see cref="Function.Tangent"/>.</summary>
internal sealed record ResultParameter(string Name) : Parameter(Name);

/// <summary>Anything the body does not compute with: it is only passed through.</summary>
internal sealed record OpaqueParameter(string Name) : Parameter(Name);

/// <summary>The final assignment to a <c>ref</c> or <c>out</c> scalar; <c>+=</c> if <paramref name="Adds"/>.</summary>
internal sealed record Output(string Parameter, Operand Value, bool Adds);
