namespace DiffGen.RandomPrograms.Generation;

internal enum StatementKind
{
    DeclareReal,
    AssignReal,
    AssignElement,
    DeclareArray,
    Loop,
    ForEach,
    Unbounded,
    If,
    Switch,
    Integer,
    Call,
    Swap,
    Jump,
    Chain,
    View,
    WholeArray,
    LocalFunction,
    Idiom,
    Condition,
    Guard,
    Struct,
}

/// <summary>
/// How often which kind of statement comes. Each program favours a few kinds: where every program has a little of everything, rare
/// kinds hardly ever meet.
/// </summary>
internal sealed class StatementWeights
{
    private static readonly int[] s_usual = [8, 12, 18, 4, 14, 3, 3, 6, 3, 4, 4, 3, 4, 3, 3, 2, 2, 2, 1, 1, 3];

    private readonly int[] _weights = [.. s_usual];

    public StatementWeights(Choices choices)
    {
        for (int favoured = choices.Below(4); favoured > 0; favoured--)
            _weights[choices.Below(_weights.Length)] += 15;
    }

    public StatementKind Pick(Choices choices)
    {
        int at = choices.Below(_weights.Sum()), kind = 0;
        while (at >= _weights[kind])
            at -= _weights[kind++];
        return (StatementKind)kind;
    }
}
