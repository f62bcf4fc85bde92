using DiffGen.Compiler.Optimization;
using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;
using Xunit;

namespace DiffGen.RandomPrograms;

/// <summary>A fixed set of random programs. More of them: <c>dotnet run -c Release -- --programs 100000 --seed 1</c>.</summary>
public sealed class RandomProgramTests
{
    private const int PerTest = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(201)]
    [InlineData(401)]
    public void DerivativesAgreeWithTheOracle(int seed) => Check(seed, PerTest, []);

    public static TheoryData<string> PassNames => [.. Passes.Primal.Concat(Passes.Derivative).Select(p => p.Name).Distinct()];

    [Theory]
    [MemberData(nameof(PassNames))]
    public void DerivativesAreTheSameWithoutThePass(string pass) => Check(5001, 20, [pass]);

    private static void Check(int seed, int count, string[] disabled)
    {
        RandomProgram[] programs = [.. Enumerable.Range(seed, count).Select(ProgramGenerator.Generate)];
        IReadOnlyList<Outcome> outcomes = Batch.Check(programs, disabled);
        int failing = outcomes.ToList().FindIndex(o => o.Failure is not null);
        if (failing >= 0)
        {
            RandomProgram smallest = Reducer.Smallest(programs[failing], outcomes[failing].Failure!, disabled);
            Assert.Fail($"seed {programs[failing].Seed}: {outcomes[failing].Failure}\n{smallest.Source}");
        }
        // If most points were skipped the test would say nothing.
        Assert.True(outcomes.Sum(o => o.Checked) >= count, "too few points were compared");
    }
}
