using Losses;
using Losses.References;

namespace DiffGen.NumericTests.References;

/// <summary>The cosine in an inner product A where A_ij and A_ji are one parameter.</summary>
public sealed class SymmetricInnerProductTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void TheTiedGradientIsTheSumOfTheTwoIndependentOnes(int index)
    {
        ReferenceCase @case = ReferenceCase.Read("cosine-inner-product.json")[index];
        var (A, x, y) = (@case.Inputs.Matrix("A"), @case.Inputs.Vector("x"), @case.Inputs.Vector("y"));
        var independent = new double[A.GetLength(0), A.GetLength(1)];
        var tied = new double[A.GetLength(0), A.GetLength(1)];

        CosineInnerProduct.SimilarityGradient(A, x, y, independent, new double[x.Length], new double[y.Length]);
        CosineInnerProduct.SymmetricSimilarityByHand(A, x, y, tied);

        for (int i = 0; i < A.GetLength(0); i++)
        {
            for (int j = 0; j < A.GetLength(1); j++)
            {
                double sum = i == j ? independent[i, i] : independent[i, j] + independent[j, i];
                Assert.Equal(sum, tied[i, j], 1e-13 * Math.Max(1, Math.Abs(sum)));
            }
        }
    }
}
