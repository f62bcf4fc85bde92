namespace DiffGen.Runtime;

/// <summary>What <see cref="GradientCheck"/> found: a verdict on every component, and the worst of them.</summary>
public sealed class GradientCheckResult
{
    private readonly int _maximumRows;

    internal GradientCheckResult(IReadOnlyList<GradientComponent> components, int maximumRows)
    {
        Components = components;
        _maximumRows = maximumRows;
        foreach (GradientComponent component in components)
        {
            if (Worst is null || GradientTable.IsWorse(component, Worst))
                Worst = component;
        }
    }

    /// <summary>
    /// Whether every derivative agrees with differences, as closely as those can tell. One that differs does not pass, and neither does one
    /// that could not be checked. Nothing to compare passes.
    /// </summary>
    public bool Passed => Worst is null || Worst.Passed;

    /// <summary>The component that is furthest off: one that differs before one that could not be checked, then by relative error; null if there is none.</summary>
    public GradientComponent? Worst { get; }

    /// <summary>All components, in the order of the inputs, row-major within one.</summary>
    public IReadOnlyList<GradientComponent> Components { get; }

    /// <summary>Throws if the check did not <see cref="Passed">pass</see>, in any test framework.</summary>
    /// <exception cref="GradientCheckException">It did not; the message has the table.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(this);
    }

    internal GradientCheckResult After(GradientComponent first) => new([first, .. Components], _maximumRows);

    /// <summary>A summary, the worst component, and a table with a line for each component.</summary>
    /// <returns>Text that does not depend on the culture, with lines that end in <c>\n</c>.</returns>
    public override string ToString() => GradientTable.Of(this, _maximumRows);
}
