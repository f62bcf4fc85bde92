namespace DiffGen.Runtime;

/// <summary>What was found about one derivative.</summary>
public enum GradientVerdict
{
    /// <summary>The two numbers agree to the relative tolerance.</summary>
    Agrees,

    /// <summary>
    /// They differ by no more than the uncertainty of the numeric one: the component is too small, compared with the rounding errors of
    /// the function, for differences to say more.
    /// </summary>
    WithinUncertainty,

    /// <summary>The function has a kink here, and the derivative lies between the one from the left and the one from the right.</summary>
    BetweenOneSided,

    /// <summary>Differences tell nothing here: the function jumps, is not finite, throws, or is too noisy. The note says which.</summary>
    Inconclusive,

    /// <summary>They differ by more than the relative tolerance and the uncertainty of the numeric one.</summary>
    Differs,
}
