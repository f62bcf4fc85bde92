namespace DiffGen.RandomPrograms.Generation;

// Variables, values and arrays of the struct V.
internal sealed partial class StatementGenerator
{
    /// <summary>Two numbers with operators, as a struct with fields or as a record.</summary>
    public static string Declaration(bool isRecord) => (isRecord ? "    private record struct V(double X, double Y)\n    {\n" : """
            private struct V
            {
                public double X, Y;

                public V(double x, double y) { X = x; Y = y; }


        """) + """
                public static V operator +(V a, V b) => new(a.X + b.X, a.Y + b.Y);

                public static V operator -(V a, V b) => new V(a.X - b.X, a.Y - b.Y);

                public static V operator *(V a, double t)
                {
                    a.X *= t;
                    a.Y *= t;
                    return a;
                }

                public static double Dot(V a, V b) => a.X * b.X + a.Y * b.Y;
            }


        """;

    public bool WithStructs { get; init; }

    private void Struct(Scope scope)
    {
        var arrays = scope.StructArrays.Where(a => scope.Knows(a.Size)).ToList();
        var reals = scope.Reals.Where(r => r.IsWritable && !r.IsSingle).ToList();
        if (scope.Structs.Count == 0 || choices.Chance(0.2))
        {
            string name = Name("v");
            Line($"V {name} = {StructValue(scope, 2)};");
            scope.Structs.Add(name);
            scope.Reals.Add(new RealVariable(name + ".X", false, true, Reference: true));
            scope.Reals.Add(new RealVariable(name + ".Y", false, true, Reference: true));
            return;
        }
        if (choices.Chance(arrays.Count == 0 ? 0.3 : 0.05))
        {
            StructArray(scope);
            return;
        }
        string Element() => choices.Pick(arrays) is var (array, size) ? $"{array}[{index.Subscript(size, scope)}]" : "";
        Line(choices.Below(8) switch
        {
            0 or 1 when reals.Count > 0 => $"{choices.Pick(reals).Name} += V.Dot({StructValue(scope, 1)}, {StructValue(scope, 1)});",
            2 or 3 when arrays.Count > 0 => $"{Element()} {choices.OneOf("=", "+=")} {StructValue(scope, 2)};",
            4 when arrays.Count > 0 => $"{Element()}.{choices.OneOf("X", "Y")} {choices.OneOf("=", "+=", "*=")} {expressions.Real(scope, false, 1)};",
            5 when arrays.Count > 0 && reals.Count > 0 && Name("e") is var e =>
                $"foreach (V {e} in {choices.Pick(arrays).Name}) {choices.Pick(reals).Name} += {choices.OneOf($"{e}.X * {e}.Y", $"V.Dot({e}, {choices.Pick(scope.Structs)})")};",
            6 => $"{choices.Pick(scope.Structs)} {choices.OneOf("+=", "-=")} {StructValue(scope, 2)};",
            7 => $"{choices.Pick(scope.Structs)} *= {expressions.Real(scope, false, 1)};",
            _ => $"{choices.Pick(scope.Structs)} = {StructValue(scope, 2)};",
        });
    }

    private void StructArray(Scope scope)
    {
        string name = Name("q"), i = Name("i");
        char size = choices.Pick<char>([.. scope.Extents.Select(e => e.Size).Distinct(), '2']);
        string extent = index.Extent(size, scope);
        Line($"V[] {name} = new V[{extent}];");
        scope.StructArrays.Add((name, size));
        if (!char.IsDigit(size))
            scope.Extents.Add((size, name + ".Length"));
        Scope inner = scope.Inner();
        inner.Counters.Add(new Counter(i, size, 0, 0));
        Line($"for (int {i} = 0; {i} < {extent}; {i}++)");
        Line($"    {name}[{i}] = {StructValue(inner, 1)};");
    }

    private string StructValue(Scope scope, int depth)
    {
        string Real() => expressions.Real(scope, false, 1);
        string Sub() => StructValue(scope, depth - 1);
        var arrays = scope.StructArrays.Where(a => scope.Knows(a.Size)).ToList();
        int kind = choices.Below(depth > 0 ? 10 : 5);
        return kind switch
        {
            0 or 1 when scope.Structs.Count > 0 => choices.Recent(scope.Structs),
            2 or 3 when arrays.Count > 0 && choices.Pick(arrays) is var (array, size) => $"{array}[{index.Subscript(size, scope)}]",
            5 => $"({Sub()} + {Sub()})",
            6 => $"({Sub()} - {Sub()})",
            7 => $"({Sub()} * {Real()})",
            8 when scope.Structs.Count > 0 => $"({choices.Pick(scope.Structs)} with {{ {choices.OneOf("X", "Y")} = {Real()} }})",
            9 => $"({expressions.Condition(scope, 0)} ? {Sub()} : {Sub()})",
            _ => $"new V({Real()}, {Real()})",
        };
    }
}
