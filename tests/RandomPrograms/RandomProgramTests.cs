using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;
using Xunit;

namespace DiffGen.RandomPrograms;

/// <summary>A fixed set of 10,000 random programs. More of them: <c>dotnet run -c Release -- --programs 100000 --seed 20001 --jobs 2</c>.</summary>
public sealed class RandomProgramTests
{
    private const int PerTest = 500;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20).Select(i => 1 + (i * PerTest))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DerivativesAgreeWithTheOracle(int seed)
    {
        RandomProgram[] programs = [.. Enumerable.Range(seed, PerTest).Select(ProgramGenerator.Generate)];
        IReadOnlyList<Outcome> outcomes = Batch.Check(programs);
        int failing = outcomes.ToList().FindIndex(o => o.Failure is { Kind: not FailureKind.Refused });
        if (failing >= 0)
        {
            RandomProgram smallest = Reducer.Smallest(programs[failing], outcomes[failing].Failure!);
            Assert.Fail($"seed {programs[failing].Seed}, without [{string.Join(", ", smallest.Disabled)}]: {outcomes[failing].Failure}\n{smallest.Source}");
        }
        // If most points were skipped, or most programs refused, the test would say nothing.
        Assert.True(outcomes.Sum(o => o.Checked) >= 2 * PerTest, "too few points were compared");
        Assert.InRange(outcomes.Count(o => o.Failure is not null), 0, PerTest / 50);
    }
}
