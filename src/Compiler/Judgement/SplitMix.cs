namespace DiffGen.Compiler.Judgement;

/// <summary>Numbers at random, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for a part of the work, so that what one part draws changes nothing for the others.</summary>
    public SplitMix Fork(int part) => new(Mix(unchecked(_state + ((ulong)part * 0xD1342543DE82EF95))));

    public ulong Next() => Mix(_state = unchecked(_state + 0x9E3779B97F4A7C15));

    /// <summary>An integer from 0 to <paramref name="below"/> − 1; 0 if there is none.</summary>
    public int Below(int below) => below <= 1 ? 0 : (int)(Next() % (ulong)below);

    /// <summary>A number in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Next() >> 11) * (1.0 / (1UL << 53))));

    public bool Chance(int oneIn) => Below(oneIn) == 0;

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
