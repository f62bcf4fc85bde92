namespace DiffGen;

/// <summary>Says that a method is the adjoint of another one: it adds Jᵀ·seed, J = ∂F/∂x, into its derivative buffers.</summary>
/// <remarks>
/// A <c>partial</c> method without a body gets its body from DiffGen. A method with a body is checked against the derivative
/// that DiffGen derives, and is then used wherever differentiated code calls the other method (a custom rule). Parameters
/// are those of the method that is differentiated, then the seed, then <c>dx</c> for each parameter <c>x</c>, in the same
/// order; any of the derivative parameters may be left out.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class AdjointOfAttribute : Attribute
{
    /// <summary>Names a method of the same type.</summary>
    /// <param name="method">The method's name, best written with <c>nameof</c>.</param>
    public AdjointOfAttribute(string method) => Method = method;

    /// <summary>Names a method of another type.</summary>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">The method's name, best written with <c>nameof</c>.</param>
    public AdjointOfAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The type that declares the method; null for the type that this method stands in.</summary>
    public Type? Type { get; }

    /// <summary>The name of the method that is differentiated.</summary>
    public string Method { get; }
}
