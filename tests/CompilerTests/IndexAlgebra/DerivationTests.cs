using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>What derivations say.</summary>
public class DerivationTests
{
    private static string Lines(string method)
    {
        Function primal = Passes.Run(Passes.Primal, Lowering.Lower(method), CancellationToken.None);
        DocumentedDerivation derivation = DerivationText.Of(primal, CancellationToken.None);
        return derivation.Obstacle ?? string.Join("\n", derivation.Lines);
    }

    [Fact]
    public void InsertsDeltasContractsThemAndFindsTheMatrixForm() => Assert.Equal(
        """
        F = Σᵢⱼ xᵢ·Aᵢⱼ·yⱼ = xᵀ A y
        ∂F/∂xᵣ = Σᵢⱼ Aᵢⱼ·yⱼ·δᵢᵣ = Σⱼ Aᵣⱼ·yⱼ
        ∂F/∂x = A y
        ∂F/∂Aᵣₛ = Σᵢⱼ xᵢ·yⱼ·δᵢᵣ·δⱼₛ = xᵣ·yₛ
        ∂F/∂A = x yᵀ
        ∂F/∂yᵣ = Σᵢⱼ xᵢ·Aᵢⱼ·δⱼᵣ = Σᵢ xᵢ·Aᵢᵣ
        ∂F/∂y = Aᵀ x
        """,
        Lines("""
            public static double F(double[] x, double[,] A, double[] y)
            {
                double s = 0;
                for (int i = 0; i < A.GetLength(0); i++)
                    for (int j = 0; j < A.GetLength(1); j++)
                        s += x[i] * A[i, j] * y[j];
                return s;
            }
            """));

    [Fact]
    public void RowsThatAnArrayNamesAreTakenAndAddedToByRowsOfTheIdentity() => Assert.Equal(
        """
        F = Σₚₖ A[cₚ,k]·B[dₚ,k]·yₚ = yᵀ (A[c] ⊙ B[d]) 1
        ∂F/∂Aᵣₛ = Σₚₖ B[dₚ,k]·yₚ·δ[cₚ,r]·δₖₛ = Σₚ B[dₚ,s]·yₚ·δ[cₚ,r]
        ∂F/∂A = I[c]ᵀ diag(y) B[d]
        ∂F/∂Bᵣₛ = Σₚₖ A[cₚ,k]·yₚ·δ[dₚ,r]·δₖₛ = Σₚ A[cₚ,s]·yₚ·δ[dₚ,r]
        ∂F/∂B = I[d]ᵀ diag(y) A[c]
        ∂F/∂yᵣ = Σₚₖ A[cₚ,k]·B[dₚ,k]·δₚᵣ = Σₖ A[cᵣ,k]·B[dᵣ,k]
        ∂F/∂y = (A[c] ⊙ B[d]) 1
        where row p of X[c] is row c[p] of X, and I is the identity
        """,
        Lines("""
            public static double F(double[,] A, double[,] B, double[] y, int[] c, int[] d)
            {
                double s = 0;
                for (int p = 0; p < c.Length; p++)
                    for (int k = 0; k < A.GetLength(1); k++)
                        s += A[c[p], k] * B[d[p], k] * y[p];
                return s;
            }
            """));

    [Fact]
    public void CasesHaveNumbersOnTheRightAndWhatIsLongOnTheLeft() => Assert.Equal(
        """
        F = [|1 + r|≤d]·r²/2 + [|1 + r|>d]·(d·r + max(0, r))
        ∂F/∂r = r·[|1 + r|≤d] + [|1 + r|>d]·(d + [r>0] + [r=0]/2)
        ∂F/∂d = [|1 + r|>d]·r
        """,
        Lines("public static double F(double r, double d) { if (d >= Math.Abs(1 + r)) return r * r / 2; return d * r + Math.Max(0, r); }"));

    [Theory]
    [InlineData("1 + x > 0", "x>−1")]
    [InlineData("0 < 1 - x", "x<1")]
    [InlineData("1 - x >= y", "x + y≤1")]
    [InlineData("x + 2 <= y", "x + 2≤y")]
    public void AQuestionIsWrittenWithoutSigns(string question, string written) =>
        Assert.Contains("[" + written + "]", Lines($"public static double F(double x, double y) => {question} ? x * y : 0;"), StringComparison.Ordinal);

    // Each would be read as all there is of its part.
    [Fact]
    public void PartsThatOverlapHaveNoMatrixForm() => Assert.DoesNotContain("∂F/∂y[",
        Lines("""
            public static double F(double[,] y, double[] x, int n)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                    for (int j = 0; j < n; j++)
                        s += y[i, j] * x[j] + y[j, i];
                return s;
            }
            """), StringComparison.Ordinal);

    [Fact]
    public void ARangeThatDoesNotContainTheIndexBecomesACondition() => Assert.Contains("[r<n]",
        Lines("""
            public static double F(double[] x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                    s += x[i] * x[i];
                return s;
            }
            """).Split('\n').Single(l => l.StartsWith("∂F/∂xᵣ = ", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void EachNumberOfAnArrayOfStructsIsAnArrayOfItsOwn() => Assert.Equal(
        """
        F = Σᵢ wᵢ·p.Xᵢ·p.Yᵢ = 1ᵀ (w ⊙ p.X ⊙ p.Y)
        ∂F/∂p.Xᵣ = Σᵢ wᵢ·p.Yᵢ·δᵢᵣ = wᵣ·p.Yᵣ
        ∂F/∂p.X = w ⊙ p.Y
        ∂F/∂p.Yᵣ = Σᵢ wᵢ·p.Xᵢ·δᵢᵣ = wᵣ·p.Xᵣ
        ∂F/∂p.Y = w ⊙ p.X
        ∂F/∂wᵣ = Σᵢ p.Xᵢ·p.Yᵢ·δᵢᵣ = p.Xᵣ·p.Yᵣ
        ∂F/∂w = p.X ⊙ p.Y
        """,
        Lines("""
            public static double F((double X, double Y)[] p, double[] w)
            {
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                    s += w[i] * p[i].X * p[i].Y;
                return s;
            }
            """));

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < x.Length; i++) s = 0.5 * s + x[i]; return s;", "a trip makes s from what the trip before has left, and not by adding to it")]
    [InlineData("double s = x[0]; while (s > 1) s *= 0.5; return s;", "how often a loop runs is not known beforehand")]
    [InlineData("x[0] = 1; for (int i = 1; i < x.Length; i++) x[i] = x[i] * x[i - 1]; return x[x.Length - 1];", "x in one trip depends on the trips before")]
    public void WhatIsNotIndexNotationSaysWhy(string body, string reason) =>
        Assert.Equal(reason, Lines("public static double F(double[] x) { " + body + " }"));
}
