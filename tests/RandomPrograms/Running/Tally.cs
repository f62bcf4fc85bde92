namespace DiffGen.RandomPrograms.Running;

/// <summary>What came of many programs.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<FailureKind, int> _kinds = [];
    private readonly SortedDictionary<string, (int Count, int Seed, string Message)> _refusals = new(StringComparer.Ordinal);
    private int _points;
    private int _second;
    private int _matrices;
    private int _thrown;
    private int _kinks;
    private int _large;
    private int _unchecked;
    private int _agreements;
    private readonly SortedDictionary<FailureKind, int> _generated = [];
    private readonly SortedDictionary<string, int> _missing = new(StringComparer.Ordinal);

    public int Points => _points;

    public int Refused => _kinds.GetValueOrDefault(FailureKind.Refused);

    public void Add(RandomProgram program, Outcome o)
    {
        (_points, _thrown, _kinks, _large) = (_points + o.Checked, _thrown + o.Thrown, _kinks + o.Kinks, _large + o.Large);
        _second += o.Second;
        _matrices += o.Matrices;
        _agreements += o.Agreements;
        foreach (FailureKind kind in o.Kinds)
            _generated[kind] = _generated.GetValueOrDefault(kind) + 1;
        foreach (string missing in o.Missing)
            _missing[missing] = _missing.GetValueOrDefault(missing) + 1;
        _unchecked += o.Checked == 0 ? 1 : 0;
        if (o.Failure is not { } failure)
            return;
        _kinds[failure.Kind] = _kinds.GetValueOrDefault(failure.Kind) + 1;
        if (failure.Kind != FailureKind.Refused)
            return;
        string id = failure.Message.Split(':')[0];
        _refusals[id] = _refusals.TryGetValue(id, out var known) ? known with { Count = known.Count + 1 } : (1, program.Seed, failure.Message);
    }

    public IEnumerable<string> Details() => _kinds.Select(k => $"{k.Key}: {k.Value}")
        .Concat(_generated.Select(g => $"{g.Value} programs with {g.Key}"))
        .Concat(_missing.Select(m => $"  {m.Value} programs without {m.Key}"))
        .Concat(_refusals.Select(r => $"  refused {r.Value.Count} times, seed {r.Value.Seed}: {r.Value.Message}"));

    public override string ToString() =>
        $"{_points} points compared, {_second} of them with second derivatives, {_matrices} with a Jacobian, {_agreements} times two kinds with one another; not compared: {_thrown} where the program throws, {_kinks} near a branch or kink, {_large} too large; {_unchecked} programs without a point";
}
