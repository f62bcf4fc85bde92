namespace DiffGen.RandomPrograms.Generation;

/// <summary>A stream of random decisions; the same seed gives the same decisions on every machine.</summary>
internal sealed class Choices(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int count) => _random.Next(count);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>Often the last one: what was just declared should be used.</summary>
    public T Recent<T>(IReadOnlyList<T> items) => Chance(0.3) ? items[^1] : Pick(items);

    public string OneOf(params string[] items) => Pick(items);
}
