using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>
/// One partial derivative of Ω = f(x₀, x₁, …) times a factor, <paramref name="s"/>·∂Ω/∂xₖ, from the arguments and the result. What a
/// function does not select gets an exact 0, whatever s is.
/// </summary>
internal delegate Term ScaledPartial(IReadOnlyList<Term> x, Term Ω, Term s);

/// <summary>The derivatives of one function: everything that tangent and adjoint need to know of it.</summary>
internal sealed class Rule
{
    private readonly ScaledPartial?[] _partials;

    public Rule(string name, ScaledPartial?[] partials)
    {
        Name = name;
        _partials = partials;
    }

    /// <summary>The function's name without its container: <c>Exp</c>.</summary>
    public string Name { get; }

    public int Arity => _partials.Length;

    /// <summary>Which containers have the function; see <see cref="MathFunction.Container"/>.</summary>
    public Containers Containers { get; init; } = Containers.All;

    /// <summary>
    /// Whether the function picks one of its arguments or cuts one off (<c>Max</c>, <c>Clamp</c>, <c>Abs</c>): what it does
    /// not pick must get nothing, not even the NaN of 0·∞ further up.
    /// </summary>
    public bool Selects { get; init; }

    /// <summary>
    /// Whether a partial derivative can be infinite or NaN at finite arguments (<c>Sqrt</c> at 0, <c>Exp</c> at 1000): times the 0
    /// of a side not selected it would be NaN.
    /// </summary>
    public bool Singular { get; init; }

    /// <summary>
    /// Whether that happens only where the value is infinite or NaN too (<c>Log</c> at 0, <c>Exp</c> at 1000, a quotient by 0).
    /// </summary>
    public bool Diverges { get; init; }

    /// <summary>Whether computing the value again costs more than storing it.</summary>
    public bool Expensive { get; init; } = true;

    /// <summary>Whether every partial is 0 wherever it exists (<c>Floor</c>): the function cuts the path from input to output.</summary>
    public bool Cuts => _partials.All(p => p is null);

    /// <summary>Whether ∂Ω/∂x<paramref name="k"/> is not identically 0.</summary>
    public bool Depends(int k) => _partials[k] is not null;

    /// <summary>s·∂Ω/∂x<paramref name="k"/>.</summary>
    public Term Scale(int k, IReadOnlyList<Term> x, Term Ω, Term s) => _partials[k]!(x, Ω, s);
}

/// <summary>The classes a function is offered by.</summary>
[Flags]
internal enum Containers
{
    None = 0,

    /// <summary><c>System.Math</c></summary>
    Math = 1,

    /// <summary><c>System.MathF</c></summary>
    MathF = 2,

    /// <summary>The static methods of <c>double</c> and <c>float</c>.</summary>
    Number = 4,

    Classes = Math | MathF,

    All = Math | MathF | Number,
}
