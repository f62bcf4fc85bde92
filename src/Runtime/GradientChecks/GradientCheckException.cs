namespace DiffGen.Runtime;

/// <summary>A gradient check that did not pass; the message is the table.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(GradientCheckResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>What was compared, and how it came out.</summary>
    public GradientCheckResult Result { get; }
}
