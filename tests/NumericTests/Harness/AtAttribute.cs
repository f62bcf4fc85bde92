namespace DiffGen.NumericTests.Harness;

/// <summary>A point at which a method of scalars is tested: one number for each parameter, converted to its type.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AtAttribute(params double[] point) : Attribute
{
    public IReadOnlyList<double> Point { get; } = point;
}
