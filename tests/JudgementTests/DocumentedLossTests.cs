using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>The published derivations of the documented losses, as the sample has them.</summary>
public sealed class DocumentedLossTests
{
    private static readonly JudgedProject Sample = JudgedProject.OfFolders("samples/Losses/Losses");

    public static TheoryData<string, string> Right => new()
    {
        { "Bilinear", "FormByHand" },
        { "CosineInnerProduct", "SimilarityByHand" },
        { "CosineTransform", "SimilarityByHand" },
        { "GatedPairs", "ScoreByHand" },
        { "MatrixFactorisation", "LossByHand" },
        { "Orthogonality", "PenaltyByHand" },
        { "SoftmaxFrobenius", "LossByHand" },
        { "Word2Vec", "LogLikelihoodByHand" },
    };

    [Theory, MemberData(nameof(Right))]
    public void ARightDerivationIsProved(string loss, string method)
    {
        for (ulong seed = 1; seed <= 5; seed++)
            Assert.IsType<Verdict.Proved>(Verdict(loss, method, seed));
    }

    [Theory]
    [InlineData("AsPublished", "ScoreWrongInTheQuestion", "dphi[", "a summation index stands as a free one")]
    [InlineData("AsAnswered", "ScoreWrongInTheAnswer", "dphi[0, 0]", "a Kronecker delta was replaced by the variable")]
    [InlineData("AsPublished", "LogLikelihoodWrong", "dVc[", "in 'Sigmoid(t) => 1 / (1 + Math.Exp(t))' the exponent has the wrong sign")]
    [InlineData("AsPublished", "FormWrong", "dB[", "the indices are exchanged")]
    [InlineData("MatrixFactorisation", "LossWrongForU", "dU[0, 0]", "the sign of the term that comes from 'U[i, k]' in 'residual -= U[i, k] * V[j, k]' is wrong")]
    [InlineData("MatrixFactorisation", "LossWrongForV", "dV[0, 0]", "the sign is wrong everywhere")]
    [InlineData("AsPublished", "LossWrong", "dW[0, 0]", "the factor 2 is missing")]
    public void AWrongDerivationIsFoundAndExplained(string type, string method, string where, string explanation)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var verdict = Assert.IsType<Verdict.Differs>(Verdict(type, method, seed));
            Assert.StartsWith(where, verdict.Where, StringComparison.Ordinal);
            Assert.StartsWith(explanation, verdict.Explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheReadmeShowsWhatTheBuildWarnsOf()
    {
        string readme = File.ReadAllText(Path.Combine(JudgedProject.Folder("."), "README.md"));
        string[] lines = readme.Split("<!-- judge-table -->")[1].Split("<!-- /judge-table -->")[0].Split('\n');
        string[] shown = [.. lines.Where(l => l.Contains('[', StringComparison.Ordinal))];

        Assert.Equal(7, shown.Length);
        foreach (string line in shown)
        {
            string[] columns = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string loss = columns[0].Split('.')[0], method = columns[0].Split('.')[1];
            var declared = Sample.Derivatives().Single(d => d.Method.Name == method && d.Primal.ContainingType.Name == loss);
            var verdict = Assert.IsType<Verdict.Differs>(Sample.Judge(declared));
            Assert.Equal(columns[1], verdict.Where);
            Assert.StartsWith(columns[2], verdict.Explanation, StringComparison.Ordinal);
        }
    }

    private static Verdict Verdict(string type, string method, ulong seed) =>
        Sample.Judge(Sample.Derivatives().Single(d => d.Method.Name == method && d.Method.ContainingType.Name == type), new JudgeOptions(seed));
}
