namespace DiffGen.RandomPrograms.Running;

/// <summary>What is wrong with a program's derivatives.</summary>
internal enum FailureKind
{
    /// <summary>The program itself does not compile, or the oracle does not know it: a fault of this project.</summary>
    Invalid,

    /// <summary>The oracle computes another value than the program: a fault of this project.</summary>
    Oracle,

    /// <summary>The compiler refuses the program: no fault as long as it does so seldom and says why.</summary>
    Refused,

    /// <summary>The compiler throws.</summary>
    Crash,

    /// <summary>The generated code does not compile.</summary>
    DoesNotCompile,

    /// <summary>A derivative that there should be is not there, or has other parameters; or F changes what it is not said to write.</summary>
    Missing,

    /// <summary>A derivative throws where the program does not.</summary>
    Throws,

    /// <summary>A derivative returns another value, or has other effects.</summary>
    Value,

    Gradient,

    Adjoint,

    Tangent,

    HessianVectorProduct,

    Hessian,

    Jacobian,

    /// <summary>Two kinds of derivatives say different things.</summary>
    Agreement,
}

/// <summary>A disagreement, and where.</summary>
internal sealed record Failure(FailureKind Kind, string Message);

/// <summary>How far a program was checked.</summary>
internal sealed class Outcome
{
    public Failure? Failure { get; set; }

    /// <summary>Points at which everything was compared.</summary>
    public int Checked { get; set; }

    /// <summary>Points at which second derivatives were compared with the oracle too.</summary>
    public int Second { get; set; }

    /// <summary>Points at which a Jacobian was compared too.</summary>
    public int Matrices { get; set; }

    /// <summary>How often two kinds were held against one another.</summary>
    public int Agreements { get; set; }

    /// <summary>The derivatives that were generated.</summary>
    public IReadOnlyList<FailureKind> Kinds { get; init; } = [];

    /// <summary>Those that were wanted and do not apply, and why.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Points at which the program itself throws.</summary>
    public int Thrown { get; set; }

    /// <summary>Points close to a branch, a kink or a jump: values were compared, derivatives not.</summary>
    public int Kinks { get; set; }

    /// <summary>Points with numbers too large for a comparison: values were compared, derivatives not.</summary>
    public int Large { get; set; }
}
