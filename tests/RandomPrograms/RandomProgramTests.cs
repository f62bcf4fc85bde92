using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;
using Xunit;

namespace DiffGen.RandomPrograms;

/// <summary>Fixed sets of random programs. More of them: <c>dotnet run -c Release -- --programs 100000 --seed 20001 --jobs 2</c>.</summary>
public sealed class RandomProgramTests
{
    private const int PerTest = 1000;
    private const int PerBatch = 100;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10).Select(i => 1 + (i * PerTest))];

    /// <summary>Fewer, since each takes the time of four.</summary>
    public static TheoryData<int> SeedsForAllKinds => [.. Enumerable.Range(0, 4).Select(i => 1 + (i * PerTest))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DerivativesAgreeWithTheOracle(int seed)
    {
        Outcome[] outcomes = Checked(seed, allKinds: false);
        // If most points were skipped, the test would say nothing.
        Assert.True(outcomes.Sum(o => o.Checked) >= 2 * PerTest, "too few points were compared");
        Assert.True(outcomes.Sum(o => o.Second) >= PerTest / 20, "too few second derivatives were compared");
        Assert.True(outcomes.Sum(o => o.Matrices) >= PerTest / 20, "too few Jacobians were compared");
    }

    [Theory]
    [MemberData(nameof(SeedsForAllKinds))]
    public void AllKindsOfDerivativesAgreeWithOneAnother(int seed)
    {
        Outcome[] outcomes = Checked(seed, allKinds: true);
        Assert.True(outcomes.Sum(o => o.Checked) >= 2 * PerTest, "too few points were compared");
        Assert.True(outcomes.Sum(o => o.Second) >= PerTest, "too few second derivatives were compared");
        Assert.True(outcomes.Sum(o => o.Matrices) >= PerTest, "too few Jacobians were compared");
        Assert.True(outcomes.Sum(o => o.Agreements) >= 8 * PerTest, "too few kinds were held against one another");
        // A program lacks a kind only where the contract has none.
        Assert.All(outcomes.Where(o => o.Failure is null), o => Assert.Equal(Enum.GetValues<Derivatives>().Count(d => int.PopCount((int)d) == 1), o.Kinds.Count + o.Missing.Count));
    }

    private static Outcome[] Checked(int seed, bool allKinds)
    {
        var outcomes = new (RandomProgram Program, Outcome Outcome)[PerTest];
        Parallel.For(0, PerTest / PerBatch, batch =>
        {
            RandomProgram[] programs = [.. Enumerable.Range(seed + (batch * PerBatch), PerBatch).Select(s => ProgramGenerator.Generate(s, allKinds))];
            programs.Zip(Batch.Check(programs)).ToArray().CopyTo(outcomes, batch * PerBatch);
        });

        if (outcomes.FirstOrDefault(o => o.Outcome.Failure is { Kind: not FailureKind.Refused }) is ({ } program, { Failure: { } failure }))
        {
            RandomProgram smallest = Reducer.Smallest(program, failure);
            Assert.Fail($"seed {program.Seed}, without [{string.Join(", ", smallest.Disabled)}]: {failure}\n{smallest.Source}");
        }
        // If most programs were refused, the test would say nothing.
        Assert.InRange(outcomes.Count(o => o.Outcome.Failure is not null), 0, PerTest / 50);
        return [.. outcomes.Select(o => o.Outcome)];
    }

    [Fact]
    public void EveryPassIsLeftOutOfSome()
    {
        string[] left = [.. Enumerable.Range(1, PerTest * 10).SelectMany(s => ProgramGenerator.Generate(s).Disabled)];
        Assert.All(ProgramGenerator.Passes, pass => Assert.True(left.Count(l => l == pass) >= 20, pass));
    }
}
