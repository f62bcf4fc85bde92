using Xunit;

namespace DiffGen.CompilerTests.Frontend;

internal static class Ir
{
    /// <summary>Lowers and compares the printed IR.</summary>
    public static void Equal(string members, string expected) => Assert.Equal(expected + "\n", Lowering.Print(members), ignoreLineEndingDifferences: true);

    /// <summary>Lowers and compares the refusals, each as its id and the text it points at.</summary>
    public static void Refused(string members, string expected) => Assert.Equal(expected, Lowering.Refusals(members), ignoreLineEndingDifferences: true);
}
