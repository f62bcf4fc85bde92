namespace DiffGen.Runtime;

/// <summary>
/// Random numbers that are the same on every platform: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
/// </summary>
internal struct RandomNumbers(int seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>A number of magnitude 1/2 to 1 and either sign: no component goes unnoticed because its factor is small.</summary>
    public double Next()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            double magnitude = 0.5 + ((z >> 11) * (0.5 / (1L << 53)));
            return (z & 1) == 0 ? magnitude : -magnitude;
        }
    }
}
