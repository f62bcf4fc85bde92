using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>The losses of <c>samples/Losses</c>: what is generated for whole functions, to be looked at when it changes.</summary>
public class LossTests
{
    // The sample's project has implicit usings.
    private const string Usings = "global using System;\n";

    public static TheoryData<string> Losses => [.. Golden.Losses()];

    [Fact]
    public void ThereAreEight() => Assert.Equal(8, Golden.Losses().Count());

    [Theory]
    [MemberData(nameof(Losses))]
    public void IsDifferentiatedAsInTheGoldenFile(string loss)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Golden.Loss(loss), Usings));
        run.AssertAddsNoErrors();
        Assert.Empty(UserProject.Errors(run.After));
        Golden.Matches("Losses/" + loss, run.Text);
    }
}
