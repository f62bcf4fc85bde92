namespace DiffGen.Compiler.Interpretation;

internal enum FaultKind
{
    /// <summary>A subscript lies outside its array.</summary>
    OutOfRange,

    /// <summary>An integer was divided by 0.</summary>
    DivisionByZero,

    /// <summary>An integer is too large for its type, or the size of an array is negative.</summary>
    Overflow,

    /// <summary>The code throws by itself.</summary>
    Thrown,

    /// <summary>It ran longer, deeper or larger than it may.</summary>
    Limit,

    /// <summary>Something that is not known to the machine that interprets.</summary>
    Unknown,
}

/// <summary>Why an interpreted function came to no end, in words: where C# would throw, or what there is too much of.</summary>
internal sealed record Fault(FaultKind Kind, string Message)
{
    /// <summary>Of a subscript: the array's number, the dimension and the subscript.</summary>
    public (int Array, int Dimension, long Subscript) Place { get; init; }
}

/// <summary>Carries a <see cref="Fault"/> out of the interpreter's recursion; never leaves it.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    public FaultException(FaultKind kind, string message)
        : this(new Fault(kind, message))
    {
    }

    public Fault Fault => fault;
}
