namespace DiffGen;

/// <summary>Says which arrays and spans a method writes, for callers in whose project it has no source.</summary>
/// <remarks>
/// DiffGen marks the adjoints and tangents that it generates. On a rule that you write for a method of another assembly it says what that method
/// writes; without it every array and every <c>Span&lt;T&gt;</c> that the method takes is taken for one that it may write.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class WritesAttribute : Attribute
{
    /// <summary>Names the parameters whose elements are written; none says that the method only reads.</summary>
    /// <param name="parameters">The names of the parameters.</param>
    public WritesAttribute(params string[] parameters) => Parameters = parameters;

    /// <summary>The names of the parameters whose elements are written.</summary>
    public string[] Parameters { get; }
}
