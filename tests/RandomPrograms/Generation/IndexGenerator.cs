namespace DiffGen.RandomPrograms.Generation;

/// <summary>Integer expressions: subscripts that are in range, and numbers that are not negative.</summary>
internal sealed class IndexGenerator(Choices choices)
{
    public string Extent(char size, Scope scope) => char.IsDigit(size)
        ? size.ToString()
        : choices.Pick(scope.Extents.Where(e => e.Size == size).ToList()).Text;

    /// <summary>An integer from 0 to the size less one.</summary>
    public string Subscript(char size, Scope scope, bool fixedOnly = false, int depth = 2)
    {
        var counters = scope.Counters.Where(c => c.Size == size).ToList();
        if (counters.Count > 0 && choices.Chance(0.75))
            return OfCounter(choices.Pick(counters), size, scope);
        if (!char.IsDigit(size) && depth > 0 && choices.Chance(0.35))
        {
            var indices = scope.Indices.Where(i => scope.Knows(i.Size)).ToList();
            if (indices.Count > 0)
            {
                (string name, char own) = choices.Pick(indices);
                return $"{name}[{Subscript(own, scope, fixedOnly, depth - 1)}]";
            }
        }
        if (!fixedOnly && scope.Integers.Count > 0 && choices.Chance(0.06))
            return $"{choices.Pick(scope.Integers)}++ % {Extent(size, scope)}";
        if (!char.IsDigit(size) && choices.Chance(0.06))
            return $"({Extent(size, scope)} - 1) / 2";
        if (choices.Chance(0.45))
            return $"{Natural(scope, fixedOnly, atom: true)} % {Extent(size, scope)}";
        if (char.IsDigit(size))
            return $"{choices.Below(size - '0')}";
        return choices.OneOf("0", "0", $"{Extent(size, scope)} - 1");
    }

    private string OfCounter(Counter counter, char size, Scope scope)
    {
        string i = counter.Name;
        return choices.Below(6) switch
        {
            0 when counter.Low > 0 => $"{i} - {1 + choices.Below(counter.Low)}",
            1 when counter.Low > 0 => $"{i} - 1",
            1 or 2 when counter.High > 0 => $"{i} + 1",
            3 when choices.Chance(0.4) => $"{Extent(size, scope)} - 1 - {i}",
            4 when choices.Chance(0.2) => $"({i} + {1 + choices.Below(2)}) % {Extent(size, scope)}",
            _ => i,
        };
    }

    /// <summary>An integer ≥ 0. <c>fixedOnly</c>: of nothing that a loop's body could change.</summary>
    public string Natural(Scope scope, bool fixedOnly = false, bool atom = false)
    {
        var options = new List<string> { $"{choices.Below(4)}" };
        options.AddRange(scope.Counters.Select(c => c.Name));
        options.AddRange(scope.FixedIntegers);
        if (!fixedOnly)
            options.AddRange(scope.Integers);
        string a = choices.Pick(options), b = choices.Pick(options);
        string text = choices.Below(14) switch
        {
            6 => $"{a} / {1 + choices.Below(3)}",
            7 => choices.OneOf($"({a} << 1)", $"({a} >> 1)", $"({a} & 1)", $"({a} ^ 1)", $"({a} | 2)"),
            8 when choices.Chance(0.3) => $"(int)({1 + choices.Below(4)}L * {a} % 5)",
            9 => $"({a} > {b} ? {a} : {b})",
            10 => $"Math.Max({a}, {b})",
            0 => $"{a} + {b}",
            1 => $"{2 + choices.Below(2)} * {a}",
            2 => $"{a} * {b}",
            3 when scope.Indices.Where(i => scope.Knows(i.Size)).ToList() is { Count: > 0 } indices && choices.Pick(indices) is var (name, size) =>
                $"{name}[{(scope.Counters.FirstOrDefault(c => c.Size == size)?.Name ?? "0")}]",
            _ => a,
        };
        return atom && text.Contains(' ') ? $"({text})" : text;
    }

    public string Element(RealArray array, Scope scope) => Element(array, array.Shape.Select(s => Subscript(s, scope)));

    public static string Element(RealArray array, IEnumerable<string> subscripts) =>
        $"{array.Name}[{string.Join(array.Kind == ArrayKind.Jagged ? "][" : ", ", subscripts)}]";
}
