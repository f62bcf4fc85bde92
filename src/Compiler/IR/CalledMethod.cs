namespace DiffGen.Compiler.IR;

/// <summary>A method that is called and not written out, because its derivatives are methods too (a rule).</summary>
/// <param name="Name">What stands before the parentheses: <c>global::N.SpecialFunctions.Gamma</c>.</param>
/// <param name="Returns">Whether the first result is what it returns; the others come out of references.</param>
/// <param name="Parameters">How each parameter is passed.</param>
internal sealed record CalledMethod(string Name, bool Returns, EquatableArray<PassedAs> Parameters)
{
    /// <summary>Which call of the user's this is, for messages.</summary>
    public int Site { get; init; } = -1;

    /// <summary>What adds Jᵀ·seed to derivative buffers; null if there is no rule for it.</summary>
    public DerivativeCall? Adjoint { get; init; }

    /// <summary>What gives J·direction; null if there is no rule for it.</summary>
    public DerivativeCall? Tangent { get; init; }

    /// <summary>Whether a rule knows the derivative of a parameter.</summary>
    public bool HasDerivative(int parameter) => Adjoint?.Has(parameter) == true || Tangent?.Has(parameter) == true;

    /// <summary>Whether the text means something only in the method itself, and not in a static local function.</summary>
    public bool NeedsScope => !Name.StartsWith("global::", StringComparison.Ordinal) || Parameters.Any(p => p is PassedAs.Verbatim);

    /// <summary>The parameters that are arrays.</summary>
    public IEnumerable<PassedAs.Memory> Memory => Parameters.OfType<PassedAs.Memory>();

    /// <summary>The same method called on other arrays.</summary>
    public CalledMethod With(Func<ArrayVariable, ArrayVariable> array) => Memory.Any()
        ? this with { Parameters = Parameters.Select(p => p is PassedAs.Memory m ? m with { Array = array(m.Array) } : p).ToEquatableArray() }
        : this;
}

/// <summary>How one parameter of a <see cref="CalledMethod"/> is passed; numbers refer to the call's arguments and results.</summary>
internal abstract record PassedAs
{
    /// <param name="Argument">Which argument.</param>
    /// <param name="Cast">The enumeration that the integer is converted to; null for a number.</param>
    internal sealed record Number(int Argument, string? Cast = null) : PassedAs;

    /// <summary><c>ref</c> or <c>out</c>.</summary>
    /// <param name="Argument">What it holds before; null for <c>out</c>.</param>
    /// <param name="Result">What it holds afterwards.</param>
    internal sealed record Reference(int? Argument, int Result) : PassedAs;

    /// <summary>An array, a row or a part of one.</summary>
    /// <param name="Array">The whole array.</param>
    /// <param name="Form">What the method takes.</param>
    /// <param name="Row">The argument that is the row's number; null for the whole array.</param>
    /// <param name="Start">The argument that is the index of the first element; null for all elements.</param>
    /// <param name="Length">The argument that is the number of elements.</param>
    /// <param name="IsWritten">Whether the method may write elements.</param>
    internal sealed record Memory(ArrayVariable Array, ArrayForm Form, int? Row, int? Start, int? Length, bool IsWritten) : PassedAs;

    /// <summary>Something that the body only passes through.</summary>
    internal sealed record Verbatim(string Code) : PassedAs;
}

/// <summary>A method that is the adjoint or tangent of another one.</summary>
/// <param name="Name">What stands before the parentheses.</param>
/// <param name="Returns">Whether it returns what the other one returns.</param>
/// <param name="Parameters">Where its parameters come from.</param>
internal sealed record DerivativeCall(string Name, bool Returns, EquatableArray<RuleParameter> Parameters)
{
    /// <summary>What it does, for derivatives of derivatives; null if that is not wanted or not known.</summary>
    public Function? Body { get; init; }

    public bool Has(int parameter) => Parameters.Any(p => p.Role == RuleRole.Derivative && p.Of == parameter);
}

internal enum RuleRole
{
    /// <summary>A parameter of the method that is differentiated.</summary>
    Own,

    /// <summary>The seed, or the tangent of what is returned.</summary>
    OfResult,

    /// <summary>The adjoint or tangent of a parameter.</summary>
    Derivative,
}

/// <param name="Role">What it is.</param>
/// <param name="Of">The parameter that it is, or is the derivative of.</param>
/// <param name="Form">What is taken if it is an array.</param>
internal sealed record RuleParameter(RuleRole Role, int Of, ArrayForm? Form = null);
