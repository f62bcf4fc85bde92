namespace DiffGen.RandomPrograms.Generation;

/// <summary>A variable that holds a real number.</summary>
/// <param name="Reference">Whether it is a <c>ref</c>, <c>out</c> or <c>in</c>, which local functions cannot see.</param>
internal sealed record RealVariable(string Name, bool IsSingle, bool IsWritable, bool Reference = false);

/// <summary>An array of real numbers; <c>Shape</c> has a letter for each extent, as in <see cref="RandomProgram.Shapes"/>.</summary>
internal sealed record RealArray(string Name, bool IsSingle, string Shape, ArrayKind Kind = ArrayKind.Array)
{
    public bool IsSpan => Kind is ArrayKind.Span or ArrayKind.ReadOnlySpan;
}

internal enum ArrayKind
{
    Array,
    Jagged,
    Span,
    ReadOnlySpan,

    /// <summary>A field, which nothing writes.</summary>
    Field,
}

/// <summary>A loop counter i ≥ 0; if <c>Size</c> is not '?', then Low ≤ i ≤ size − 1 − High.</summary>
internal sealed record Counter(string Name, char Size, int Low, int High);

/// <summary>The names that a statement may use.</summary>
internal sealed class Scope
{
    public List<RealVariable> Reals { get; } = [];

    public List<RealArray> Arrays { get; } = [];

    public List<Counter> Counters { get; } = [];

    /// <summary>Local integers that are never negative and may be changed.</summary>
    public List<string> Integers { get; } = [];

    /// <summary>Integer parameters that are never negative and are not changed.</summary>
    public List<string> FixedIntegers { get; } = [];

    /// <summary>Arrays of integers from 0 to the smaller of N and M, less one, and the size they have.</summary>
    public List<(string Name, char Size)> Indices { get; } = [];

    public List<string> Conditions { get; } = [];

    /// <summary>Local functions of numbers.</summary>
    public List<ScalarMethod> Functions { get; } = [];

    /// <summary>Variables that are structs.</summary>
    public List<string> Structs { get; } = [];

    /// <summary>Arrays of structs, and the size they have.</summary>
    public List<(string Name, char Size)> StructArrays { get; } = [];

    /// <summary>Without references, structs and spans.</summary>
    public Scope ForLocalFunction()
    {
        Scope inner = Inner();
        inner.Reals.RemoveAll(r => r.Reference);
        inner.Structs.Clear();
        inner.StructArrays.Clear();
        foreach (RealArray span in Arrays.Where(a => a.IsSpan))
        {
            inner.Arrays.Remove(span);
            inner.Extents.RemoveAll(e => e.Text.StartsWith(span.Name + ".", StringComparison.Ordinal));
        }
        return inner;
    }

    /// <summary>Ways to say a size.</summary>
    public List<(char Size, string Text)> Extents { get; } = [];

    public Scope Inner()
    {
        var inner = new Scope();
        inner.Reals.AddRange(Reals);
        inner.Arrays.AddRange(Arrays);
        inner.Counters.AddRange(Counters);
        inner.Integers.AddRange(Integers);
        inner.FixedIntegers.AddRange(FixedIntegers);
        inner.Indices.AddRange(Indices);
        inner.Conditions.AddRange(Conditions);
        inner.Functions.AddRange(Functions);
        inner.Extents.AddRange(Extents);
        inner.Structs.AddRange(Structs);
        inner.StructArrays.AddRange(StructArrays);
        return inner;
    }

    public void Add(RealArray array)
    {
        Arrays.Add(array);
        for (int d = 0; d < (array.Kind == ArrayKind.Jagged ? 1 : array.Shape.Length); d++)
        {
            if (!char.IsDigit(array.Shape[d]))
                Extents.Add((array.Shape[d], array.Shape.Length == 1 || array.Kind == ArrayKind.Jagged ? array.Name + ".Length" : $"{array.Name}.GetLength({d})"));
        }
    }

    public bool Knows(char size) => char.IsDigit(size) || Extents.Any(e => e.Size == size);
}
