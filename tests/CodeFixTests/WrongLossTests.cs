using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using DiffGen.Tests;
using Microsoft.CodeAnalysis;

namespace DiffGen.CodeFixTests;

/// <summary>The published derivations that are wrong, in the sample as it is.</summary>
public sealed class WrongLossTests
{
    private const string Usings = "global using System;\nglobal using System.Collections.Generic;\nglobal using System.Linq;\n";

    [Theory]
    [InlineData("GatedPairs", "ScoreWrongInTheQuestion")]
    [InlineData("GatedPairs", "ScoreWrongInTheAnswer")]
    [InlineData("Word2Vec", "LogLikelihoodWrong")]
    [InlineData("Bilinear", "FormWrong")]
    [InlineData("MatrixFactorisation", "LossWrongForU")]
    [InlineData("MatrixFactorisation", "LossWrongForV")]
    [InlineData("SoftmaxFrobenius", "LossWrong")]
    public async Task IsRightOnceItsBodyHasBeenReplaced(string loss, string method)
    {
        Editor before = Open(loss);
        Diagnostic wrong = (await before.Diagnostics("DIFF0403")).Single(d => d.GetMessage(null).StartsWith("'" + method + "'", StringComparison.Ordinal));
        Editor after = await before.Apply(Assert.Single(await before.Fixes(new ReplaceBodyFix(), wrong)));

        await after.Builds();
        Diagnostic verdict = (await after.Diagnostics("DIFF04")).Single(d => d.GetMessage(null).Contains("'" + method + "'", StringComparison.Ordinal));
        Assert.True(verdict.Id is "DIFF0401" or "DIFF0402", verdict + "\n" + await after.Text());
    }

    [Fact]
    public async Task AllOfAFileAreReplacedAtOnce()
    {
        Editor after = await Open("MatrixFactorisation").FixAll(new ReplaceBodyFix(), "DIFF0403");

        await after.Builds();
        Assert.Empty(await after.Diagnostics("DIFF0403"));
    }

    private static Editor Open(string loss) => Editor.Open(File.ReadAllText(Path.Combine(Repository.Root, "samples", "Losses", "Losses", loss + ".cs")), Usings);
}
