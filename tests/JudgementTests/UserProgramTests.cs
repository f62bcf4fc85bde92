using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>Derivations as users write them: curve fits, layers of networks, robots, calibrations, time series.</summary>
public sealed class UserProgramTests
{
    private static readonly (JudgedProject Project, UserProgram[] Programs) All = UserPrograms.All();

    public static TheoryData<string> Right => [.. All.Programs.Where(p => p.Change.Length == 0).Select(p => p.Name)];

    public static TheoryData<string> Wrong => [.. All.Programs.Where(p => p.Change.Length > 0).Select(p => p.Name)];

    [Theory, MemberData(nameof(Right))]
    public void ARightDerivationIsNotCalledDifferent(string name)
    {
        UserProgram program = All.Programs.Single(p => p.Name == name);
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Verdict verdict = All.Project.Judge(program.Declared, new JudgeOptions(seed) { Proves = seed == 1 });
            Assert.True(verdict is Verdict.Proved or Verdict.NoDifference, JudgedProject.Text(verdict, program.Declared));
        }
    }

    [Theory, MemberData(nameof(Wrong))]
    public void AWrongDerivationIsFound(string name)
    {
        UserProgram program = All.Programs.Single(p => p.Name == name);
        Verdict verdict = All.Project.Judge(program.Declared);
        Assert.True(verdict is Verdict.Differs d && (d.Explanation ?? "").StartsWith(program.Explanation, StringComparison.Ordinal),
            program.Change + "\n" + JudgedProject.Text(verdict, program.Declared));
        Assert.False(All.Project.IsProved(program.Declared), program.Change);
    }
}
