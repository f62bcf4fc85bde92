using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.JudgementTests;

/// <summary>
/// A part of what the command <c>--mutants</c> and <c>--seeds</c> does in full: what computes something else is never called equal, what is right never
/// called different.
/// </summary>
public sealed class MutantTests
{
    private static readonly JudgedProject Right = JudgedProject.OfFolders("tests/JudgementTests/Derivations", "tests/JudgementTests/Right");

    public static TheoryData<string> Derivations => [.. Right.Derivatives().Select(Name)];

    [Fact]
    public void NoMutantThatComputesSomethingElseIsCalledEqual()
    {
        JudgedMutant[] mutants = [.. MutantRun.All(every: 4)];

        Assert.True(mutants.Count(m => m.IsDifferent) >= 200);
        JudgedMutant[] missed = [.. mutants.Where(m => m.IsDifferent && (m.IsProved || m.Verdict is Verdict.NoDifference or Verdict.Proved))];
        Assert.True(missed.Length == 0, string.Join("\n", missed.Select(m => m.Name + " " + m.Error + ": " + m.Text)));
        // Nearly all are found, not only not called equal, and most are explained.
        Assert.True(mutants.Count(m => m.Verdict is Verdict.Differs) >= mutants.Count(m => m.IsDifferent) * 0.98);
        Assert.True(mutants.Count(m => m.Verdict is Verdict.Differs { Explanation: not null }) >= mutants.Length * 0.6);
    }

    [Theory, MemberData(nameof(Derivations))]
    public void NoRightDerivationIsCalledDifferent(string name)
    {
        DeclaredDerivative declared = Right.Derivatives().Single(d => Name(d) == name);
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Verdict verdict = Right.Judge(declared, new JudgeOptions(seed) { Proves = seed == 1 });
            Assert.True(verdict is Verdict.NoDifference or Verdict.Proved, "seed " + seed + ": " + JudgedProject.Text(verdict, declared));
        }
    }

    private static string Name(DeclaredDerivative d) => d.Method.ContainingType.Name + "." + d.Primal.Name + "." + d.Method.Name;
}
