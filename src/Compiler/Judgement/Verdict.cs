namespace DiffGen.Compiler.Judgement;

/// <summary>What the judge says of a derivation by hand; never more than one of these.</summary>
internal abstract record Verdict
{
    /// <summary>Proved equal: the normal forms agree.</summary>
    internal sealed record Proved : Verdict;

    /// <summary>The same numbers wherever both were computed, which is no proof.</summary>
    /// <param name="Points">At how many inputs.</param>
    internal sealed record NoDifference(int Points) : Verdict;

    /// <summary>It computes something else.</summary>
    /// <param name="Where">The first element that differs, as C# writes it.</param>
    /// <param name="Derived">What is right there.</param>
    /// <param name="Hand">What it computes there, or why it computes nothing.</param>
    /// <param name="Inputs">Of what size the inputs were.</param>
    /// <param name="Formula">What is right, in index notation; null if there is no short formula.</param>
    /// <param name="Explanation">What explains the difference at all inputs; null if nothing simple does.</param>
    internal sealed record Differs(string Where, string Derived, string Hand, string Inputs, string? Formula, string? Explanation) : Verdict;

    /// <summary>It could not be checked.</summary>
    internal sealed record Unchecked(string Reason) : Verdict;
}
