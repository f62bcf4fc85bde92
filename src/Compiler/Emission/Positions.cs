namespace DiffGen.Compiler.Emission;

/// <summary>Questions about places in the program, as a list in ascending order.</summary>
internal static class Positions
{
    /// <summary>How many lie strictly between two others.</summary>
    public static int CountBetween(List<int> positions, int after, int before) =>
        Math.Max(0, FirstFrom(positions, before) - FirstFrom(positions, after + 1));

    private static int FirstFrom(List<int> positions, int position)
    {
        int at = positions.BinarySearch(position);
        if (at < 0)
            return ~at;
        while (at > 0 && positions[at - 1] == position)
            at--;
        return at;
    }
}
