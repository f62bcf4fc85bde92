using DiffGen.NumericTests.Programs;
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

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void ThePackedTriangleHasTheTiedGradient(int index)
    {
        ReferenceCase @case = ReferenceCase.Read("cosine-inner-product.json")[index];
        var (A, x, y) = (@case.Inputs.Matrix("A"), @case.Inputs.Vector("x"), @case.Inputs.Vector("y"));
        double[,] independent = @case.Gradient.Matrix("A");
        var tied = new double[x.Length, x.Length];
        CosineInnerProduct.SymmetricSimilarityByHand(A, x, y, tied);
        double[] packed = [.. Triangle(A)];

        foreach (Gradient gradient in (Gradient[])[Symmetric.PackedGradient, Symmetric.TriangleGradient, Symmetric.UnpackedGradient])
        {
            double[] dPacked = new double[packed.Length], dx = new double[x.Length], dy = new double[x.Length];
            double value = gradient(packed, x, y, dPacked, dx, dy);

            AssertClose(@case.Value, value);
            foreach (var (expected, found) in Triangle(tied).Zip(dPacked))
                AssertClose(expected, found);
            // The reference, computed with 50 digits, has the entries of A independent.
            int at = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j <= i; j++)
                    AssertClose(i == j ? independent[i, i] : independent[i, j] + independent[j, i], dPacked[at++]);
            }
            foreach (var (expected, found) in @case.Gradient.Vector("x").Concat(@case.Gradient.Vector("y")).Zip(dx.Concat(dy)))
                AssertClose(expected, found);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void TheGradientOfTheSymmetrisedLossIsHalfTheTiedOneOnEitherSide(int index)
    {
        ReferenceCase @case = ReferenceCase.Read("cosine-inner-product.json")[index];
        var (A, x, y) = (@case.Inputs.Matrix("A"), @case.Inputs.Vector("x"), @case.Inputs.Vector("y"));
        var tied = new double[x.Length, x.Length];
        var found = new double[x.Length, x.Length];
        CosineInnerProduct.SymmetricSimilarityByHand(A, x, y, tied);

        double value = Symmetric.SymmetrisedGradient(A, x, y, found, new double[x.Length], new double[x.Length]);

        AssertClose(@case.Value, value);
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                AssertClose(i == j ? tied[i, i] : tied[i, j] / 2, found[i, j]);
        }
    }

    private delegate double Gradient(double[] packed, double[] x, double[] y, Span<double> dPacked, Span<double> dx, Span<double> dy);

    private static IEnumerable<double> Triangle(double[,] a) =>
        from i in Enumerable.Range(0, a.GetLength(0)) from j in Enumerable.Range(0, i + 1) select a[i, j];

    // A few hundred roundings of 1.1e-16 each, relative to the larger of 1 and the value.
    private static void AssertClose(double expected, double found) => Assert.Equal(expected, found, 1e-13 * Math.Max(1, Math.Abs(expected)));
}
