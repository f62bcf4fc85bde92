using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>Every construct that a user may write: a file of <c>Constructs</c>, which is all that a new one takes.</summary>
public class ConstructTests
{
    public static TheoryData<string> Constructs => [.. Golden.Constructs()];

    [Theory]
    [MemberData(nameof(Constructs))]
    public void IsDifferentiatedAsInTheGoldenFile(string construct)
    {
        GeneratorRun run = Run(construct);
        Golden.Matches(construct, run.Text);
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public void CompilesWithoutWarnings(string construct)
    {
        GeneratorRun run = Run(construct);
        Assert.NotEmpty(run.Result.GeneratedSources);
        run.AssertAddsNoErrors();
        Assert.Empty(UserProject.Errors(run.After));
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public void CompilesInAProjectWithOverflowChecks(string construct)
    {
        Compilation project = UserProject.Of(Golden.Construct(construct));
        project = project.WithOptions(((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)project.Options).WithOverflowChecks(true));
        GeneratorRun.Over(project).AssertAddsNoErrors();
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public async Task HasNoDiagnostics(string construct) =>
        Assert.Empty(await AnalyzerRun.Over(UserProject.Of(Golden.Construct(construct))));

    private static GeneratorRun Run(string construct)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Golden.Construct(construct)));
        Assert.Null(run.Result.Exception);
        return run;
    }
}
