using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;
using Xunit;

namespace DiffGen.RandomPrograms;

/// <summary>A fixed set of 10,000 random programs. More of them: <c>dotnet run -c Release -- --programs 100000 --seed 20001 --jobs 2</c>.</summary>
public sealed class RandomProgramTests
{
    private const int PerTest = 1000;
    private const int PerBatch = 100;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10).Select(i => 1 + (i * PerTest))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DerivativesAgreeWithTheOracle(int seed)
    {
        var outcomes = new (RandomProgram Program, Outcome Outcome)[PerTest];
        Parallel.For(0, PerTest / PerBatch, batch =>
        {
            RandomProgram[] programs = [.. Enumerable.Range(seed + (batch * PerBatch), PerBatch).Select(ProgramGenerator.Generate)];
            programs.Zip(Batch.Check(programs)).ToArray().CopyTo(outcomes, batch * PerBatch);
        });

        if (outcomes.FirstOrDefault(o => o.Outcome.Failure is { Kind: not FailureKind.Refused }) is ({ } program, { Failure: { } failure }))
        {
            RandomProgram smallest = Reducer.Smallest(program, failure);
            Assert.Fail($"seed {program.Seed}, without [{string.Join(", ", smallest.Disabled)}]: {failure}\n{smallest.Source}");
        }
        // If most points were skipped, or most programs refused, the test would say nothing.
        Assert.True(outcomes.Sum(o => o.Outcome.Checked) >= 2 * PerTest, "too few points were compared");
        Assert.True(outcomes.Sum(o => o.Outcome.Second) >= PerTest / 20, "too few second derivatives were compared");
        Assert.True(outcomes.Sum(o => o.Outcome.Matrices) >= PerTest / 20, "too few Jacobians were compared");
        Assert.InRange(outcomes.Count(o => o.Outcome.Failure is not null), 0, PerTest / 50);
    }

    [Fact]
    public void EveryPassIsLeftOutOfSome()
    {
        string[] left = [.. Enumerable.Range(1, PerTest * 10).SelectMany(s => ProgramGenerator.Generate(s).Disabled)];
        Assert.All(ProgramGenerator.Passes, pass => Assert.True(left.Count(l => l == pass) >= 20, pass));
    }
}
