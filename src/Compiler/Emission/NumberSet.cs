namespace DiffGen.Compiler.Emission;

/// <summary>A set of small numbers, one bit each: unions and overlaps of large sets take no time worth mentioning.</summary>
internal sealed class NumberSet
{
    private readonly ulong[] _words;

    /// <param name="capacity">All numbers are smaller.</param>
    public NumberSet(int capacity) => _words = new ulong[(capacity + 63) / 64];

    public NumberSet(NumberSet other) => _words = (ulong[])other._words.Clone();

    public void Add(int number) => _words[number >> 6] |= 1UL << (number & 63);

    public void Remove(int number) => _words[number >> 6] &= ~(1UL << (number & 63));

    public void UnionWith(NumberSet other)
    {
        for (int i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    public bool Overlaps(NumberSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
                return true;
        }
        return false;
    }
}
