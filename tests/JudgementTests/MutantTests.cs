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

    // What says of the numbers how they are is true whatever was changed; what says which error was made has to be that error.
    private static readonly (string Claim, string[] Errors)[] Claims =
    [
        ("a summation index stands as a free one", ["wrong index", "indices exchanged"]),
        ("a Kronecker delta was replaced", ["wrong index"]),
        ("a range is off by one", ["off by one", "wrong index", "missing term"]),
        ("the indices are exchanged", ["indices exchanged", "wrong index"]),
        ("are exchanged", ["indices exchanged", "wrong index"]),
        ("the derivative is added to what", ["added to", "buffer not cleared", "overwritten"]),
        ("is overwritten; an adjoint adds to it", ["overwritten"]),
        ("one too early", ["off by one"]),
        ("one too late", ["off by one"]),
        ("the exponent has the wrong sign", ["sign of the exponent", "sign"]),
        ("is never written", ["not written", "off by one", "right on one branch only"]),
    ];

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
        JudgedMutant[] misread = [.. mutants.Where(m => m.Verdict is Verdict.Differs { Explanation: { } e } && Claims.Any(c => e.Contains(c.Claim, StringComparison.Ordinal) && !c.Errors.Contains(m.Error.Split(':')[0])))];
        Assert.True(misread.Length == 0, string.Join("\n", misread.Select(m => m.Name + " " + m.Error + ": " + m.Text)));
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
