namespace DiffGen.RandomPrograms.Generation;

/// <summary>Headers of counted loops: up and down, steps, margins, bounds that depend on outer counters or on data.</summary>
internal sealed class LoopGenerator(Choices choices, IndexGenerator index)
{
    public (string Header, Counter Counter) Next(Scope scope, string name)
    {
        int kind = choices.Below(10);
        var outer = scope.Counters.Where(c => c.Size != '?' && scope.Knows(c.Size)).ToList();
        if (kind < 4 && outer.Count > 0)
            return Triangular(scope, choices.Pick(outer), name);
        if (kind == 4)
            return Short(scope, name);
        char[] sizes = [.. scope.Extents.Select(e => e.Size).Distinct(), (char)('1' + choices.Below(3))];
        return Range(scope, choices.Chance(0.85) ? sizes[0] : choices.Pick(sizes), name);
    }

    /// <summary>From one margin to the other.</summary>
    public (string Header, Counter Counter) Range(Scope scope, char size, string i, bool full = false)
    {
        int low = full || choices.Chance(0.6) ? 0 : 1 + choices.Below(2), high = full || choices.Chance(0.6) ? 0 : 1 + choices.Below(2);
        string extent = index.Extent(size, scope);
        string end = high == 0 ? extent : $"{extent} - {high}", last = $"{extent} - {high + 1}";
        string step = full || choices.Chance(0.7) ? "" : choices.OneOf("2", "2", "3");
        bool down = choices.Chance(0.3);
        string test = down
            ? choices.OneOf($"{i} >= {low}", $"{i} > {low - 1}", $"{low} <= {i}")
            : choices.OneOf($"{i} < {end}", $"{i} < {end}", $"{i} <= {last}", $"{end} > {i}");
        return ($"for (int {i} = {(down ? last : low)}; {test}; {Step(i, step, down)})", new Counter(i, size, low, high));
    }

    private string Step(string i, string step, bool down) => (step, down) switch
    {
        ("", false) => choices.OneOf($"{i}++", $"{i}++", $"++{i}", $"{i} += 1"),
        ("", true) => choices.OneOf($"{i}--", $"{i}--", $"{i} -= 1"),
        (_, false) => choices.OneOf($"{i} += {step}", $"{i} = {i} + {step}", $"{i} = {step} + {i}"),
        (_, true) => choices.OneOf($"{i} -= {step}", $"{i} = {i} - {step}"),
    };

    private (string Header, Counter Counter) Triangular(Scope scope, Counter outer, string j)
    {
        string i = outer.Name, end = index.Extent(outer.Size, scope);
        return choices.Below(8) switch
        {
            0 => ($"for (int {j} = {i}; {j} < {end}; {j}++)", new Counter(j, outer.Size, outer.Low, 0)),
            1 => ($"for (int {j} = {i} + 1; {j} < {end}; {j}++)", new Counter(j, outer.Size, outer.Low + 1, 0)),
            2 => ($"for (int {j} = 0; {j} < {i}; {j}++)", new Counter(j, outer.Size, 0, outer.High + 1)),
            3 => ($"for (int {j} = 0; {j} <= {i}; {j}++)", new Counter(j, outer.Size, 0, outer.High)),
            4 => ($"for (int {j} = {i}; {j} >= 0; {j}--)", new Counter(j, outer.Size, 0, outer.High)),
            5 => ($"for (int {j} = {i} - 1; {j} >= 0; {j}--)", new Counter(j, outer.Size, 0, outer.High + 1)),
            6 => ($"for (int {j} = {end} - 1; {j} > {i}; {j}--)", new Counter(j, outer.Size, outer.Low + 1, 0)),
            _ => ($"for (int {j} = {i} % 2; {j} < {end}; {j} += 2)", new Counter(j, outer.Size, 0, 0)),
        };
    }

    /// <summary>A few trips, as many as a constant or the data say.</summary>
    private (string Header, Counter Counter) Short(Scope scope, string k)
    {
        if (choices.Chance(0.5))
        {
            int trips = choices.Below(4);
            return ($"for (int {k} = 0; {k} < {trips}; {k}++)", new Counter(k, trips == 0 ? '?' : (char)('0' + trips), 0, 0));
        }
        return ($"for (int {k} = 0; {k} < {index.Natural(scope, fixedOnly: true, atom: true)} % 4; {k}++)", new Counter(k, '?', 0, 0));
    }
}
