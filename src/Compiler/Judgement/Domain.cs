namespace DiffGen.Compiler.Judgement;

/// <summary>Where the real numbers of an input are taken from; the first is tried first.</summary>
internal enum Domain
{
    /// <summary>Either sign, away from 0.</summary>
    Signed,

    Positive,

    /// <summary>Between 0 and 1.</summary>
    Unit,

    BeyondOne,
}

internal static class Domains
{
    public static readonly Domain[] All = [Domain.Signed, Domain.Positive, Domain.Unit, Domain.BeyondOne];

    public static double Draw(this Domain domain, double scale, SplitMix random) => domain switch
    {
        Domain.Signed => random.Between(0.25, 1.75) * scale * (random.Chance(2) ? -1 : 1),
        Domain.Positive => random.Between(0.25, 1.75) * scale,
        Domain.Unit => random.Between(0.05, 0.95),
        _ => random.Between(1.1, 3),
    };
}
