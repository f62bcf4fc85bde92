namespace DiffGen.NumericTests.Programs;

/// <summary>Extents at which programs are tested: none, one, a few, and unequal ones.</summary>
internal static class Extents
{
    public static readonly int[] Few = [0, 1, 2, 3, 7];

    public static readonly (int A, int B)[] Pairs = [(0, 0), (0, 3), (2, 0), (1, 1), (1, 3), (3, 1), (2, 3), (3, 2), (4, 4)];
}
