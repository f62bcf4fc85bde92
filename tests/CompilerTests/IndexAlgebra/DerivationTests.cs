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
