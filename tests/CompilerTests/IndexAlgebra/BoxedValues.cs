namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>Numbers and arrays of them as they are passed by reflection.</summary>
internal static class BoxedValues
{
    /// <summary>Every number in a value, and its subscripts.</summary>
    public static IEnumerable<(int[] At, double Value)> Elements(object value)
    {
        if (value is not Array array)
            return [([], (double)value)];
        if (array is Array[] rows)
            return rows.SelectMany((row, i) => Elements(row).Select(e => ((int[])[i, .. e.At], e.Value)));
        return Positions([.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]).Select(p => (p, (double)array.GetValue(p)!));
    }

    private static IEnumerable<int[]> Positions(int[] extents) => extents.Length == 0
        ? [[]]
        : Positions(extents[..^1]).SelectMany(p => Enumerable.Range(0, extents[^1]).Select(i => (int[])[.. p, i]));

    /// <summary>An array of the same shape.</summary>
    public static Array Zeros(Array array) => array is Array[] rows
        ? rows.Select(r => (double[])Zeros(r)).ToArray()
        : Array.CreateInstance(typeof(double), [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]);

    public static object[] Copy(object[] arguments) => [.. arguments.Select(a => a switch
    {
        double[][] rows => rows.Select(r => (double[])r.Clone()).ToArray(),
        int[][] rows => rows.Select(r => (int[])r.Clone()).ToArray(),
        Array array => array.Clone(),
        _ => a,
    })];
}
