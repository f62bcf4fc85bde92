using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>What the judge says of small derivations, one way to be right or wrong each.</summary>
public sealed class VerdictTests
{
    private const string SumOfSquares = "public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }";

    [Fact]
    public void TheSameSeedGivesTheSameWords()
    {
        string Words() => JudgedProject.Of(SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = x[i]; }").Judge("G").ToString();

        Assert.Equal(Words(), Words());
    }

    [Fact]
    public void AMissingFactorOfASquareIsNamed() => Explained(
        SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = x[i]; }",
        "dx[0]", "the factor 2 is missing");

    [Fact]
    public void AGradientThatAddsToItsBufferIsNamed() => Explained(
        SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] += 2 * x[i]; }",
        "dx[0]", "the derivative is added to what 'dx' held before");

    [Fact]
    public void AnAdjointThatOverwritesIsNamed() => Explained(
        SumOfSquares + "[AdjointOf(nameof(F))] public static void G(double[] x, double seed, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = 2 * seed * x[i]; }",
        "dx[0]", "'dx' is overwritten; an adjoint adds to it");

    [Fact]
    public void AForgottenSeedIsNamed() => Explained(
        SumOfSquares + "[AdjointOf(nameof(F))] public static void G(double[] x, double seed, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] += 2 * x[i]; }",
        "dx[0]", "the factor 'seed' is missing");

    [Fact]
    public void ASeedThatIsNotConsumedIsNamed() => Explained(
        """
        public static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) y[i] = Math.Sin(x[i]); }
        [AdjointOf(nameof(F))] public static void G(double[] x, double[] y, double[] dx, double[] dy) { for (int i = 0; i < x.Length; i++) dx[i] += dy[i] * Math.Cos(x[i]); }
        """,
        "dy[0]", "the seed in 'dy' is still there afterwards");

    [Fact]
    public void AMissingMeanIsNamed() => Explained(
        """
        public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return s / x.Length; }
        [GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = Math.Exp(x[i]); }
        """,
        "dx[0]", "the factor 'x.Length' is there once too often");

    [Fact]
    public void AGradientThatTakesAMatrixForSymmetricIsTold() => Explained(
        """
        public static double F(double[,] A, double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x.Length; j++) s += x[i] * A[i, j] * x[j]; return s; }
        [GradientOf(nameof(F))] public static void G(double[,] A, double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) { dx[i] = 0; for (int j = 0; j < x.Length; j++) dx[i] += 2 * A[i, j] * x[j]; } }
        """,
        "dx[0]", "the term that comes from");

    [Fact]
    public void WhatIsRightOnOneBranchOnlyIsTold() => Explained(
        """
        public static double F(double x, double y) { if (x > 0) return x * y; return x * x * y; }
        [GradientOf(nameof(F))] public static void G(double x, double y, out double dx) { dx = y; }
        """,
        "dx", "it is right only where 'x > 0' is true");

    [Fact]
    public void ALoopThatEndsTooEarlyIsTold() => Explained(
        """
        public static double F(double[] x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) s += a * a * x[i]; return s; }
        [GradientOf(nameof(F))] public static void G(double[] x, double a, out double da) { da = 0; for (int i = 0; i < x.Length - 1; i++) da += 2 * a * x[i]; }
        """,
        "da", "in 'for (int i = 0; i < x.Length - 1; i++)' the loop over 'i' ends one too early");

    [Fact]
    public void AWrongReturnedValueIsADifference()
    {
        var verdict = Differs(SumOfSquares + "[GradientOf(nameof(F))] public static double G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = 2 * x[i]; return 0; }");

        Assert.Equal("the returned value", verdict.Where);
    }

    [Fact]
    public void AnInputThatIsChangedIsADifference()
    {
        var verdict = Differs(SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) { dx[i] = 2 * x[i]; x[i] = 0; } }");

        Assert.Equal("x[0]", verdict.Where);
    }

    [Fact]
    public void WhatThrowsWhereTheMethodDoesNotIsADifference()
    {
        var verdict = Differs(
            """
            public static double F(double[,] A) { double s = 0; for (int i = 0; i < A.GetLength(0); i++) for (int j = 0; j < A.GetLength(1); j++) s += A[i, j]; return s; }
            [GradientOf(nameof(F))] public static void G(double[,] A, double[,] dA) { for (int i = 0; i < A.GetLength(0); i++) for (int j = 0; j < A.GetLength(0); j++) dA[i, j] = 1; }
            """);

        Assert.NotNull(verdict);
    }

    [Fact]
    public void LeftOutDerivativesAreNotAskedFor() => Assert.IsType<Verdict.Proved>(JudgedProject.Of(
        """
        public static void F(double[] x, double[] y, ref double z) { for (int i = 0; i < x.Length; i++) y[i] = z * x[i]; z = 2 * z; }
        [AdjointOf(nameof(F))] public static void G(double[] x, double[] y, ref double z, double[] dx, double[] dy) { for (int i = 0; i < x.Length; i++) { dx[i] += dy[i] * z; dy[i] = 0; } }
        """).Judge("G"));

    [Fact]
    public void EndlessCodeIsNotCheckedAndEnds()
    {
        var verdict = JudgedProject.Of(SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { int i = 0; while (i >= 0) { i = 1 - i; } }").Judge("G");

        Assert.Contains("does not come to an end", Assert.IsType<Verdict.Unchecked>(verdict).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EndlessRecursionIsNotCheckedAndEnds()
    {
        var verdict = JudgedProject.Of(SumOfSquares
            + "public static double H(double t) { if (t < 0) return t; return H(t + 1); } [GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = H(1 + x[i] * x[i]); }").Judge("G");

        Assert.Contains("nested", Assert.IsType<Verdict.Unchecked>(verdict).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CodeThatCannotBeFollowedIsNotChecked()
    {
        var verdict = JudgedProject.Of(SumOfSquares + "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) { foreach (int i in Enumerable.Range(0, x.Length)) dx[i] = 2 * x[i]; }").Judge("G");

        Assert.Contains("'G' cannot be followed: DIFF", Assert.IsType<Verdict.Unchecked>(verdict).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAcceptsNoInputIsNotChecked()
    {
        var verdict = JudgedProject.Of(
            """
            public static double F(double x) { if (x < 1e6) throw new ArgumentException(); return x; }
            [GradientOf(nameof(F))] public static void G(double x, out double dx) { dx = 1; }
            """).Judge("G");

        Assert.IsType<Verdict.Unchecked>(verdict);
    }

    // The kink of Abs lies exactly where an empty sum is, and a tie of Max is decided either way.
    [Fact]
    public void KinksGiveNoFalseAlarm() => Assert.IsType<Verdict.NoDifference>(JudgedProject.Of(
        """
        public static double F(double[] x, double w) { double s = 0, m = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; m = Math.Max(m, x[i]); } return Math.Abs(w * s) + m; }
        [GradientOf(nameof(F))] public static void G(double[] x, double w, double[] dx, out double dw)
        {
            double s = 0, m = 0; int at = -1;
            for (int i = 0; i < x.Length; i++) { s += x[i]; if (x[i] >= m) { m = x[i]; at = i; } }
            double sign = w * s >= 0 ? 1 : -1;
            for (int i = 0; i < x.Length; i++) dx[i] = sign * w + (i == at ? 1 : 0);
            dw = sign * s;
        }
        """).Judge("G"));

    [Fact]
    public void SinglePrecisionIsJudgedByItsFormula() => Assert.IsType<Verdict.Proved>(JudgedProject.Of(
        """
        public static float F(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) s += MathF.Exp(-0.5f * x[i] * x[i]); return 1 - s; }
        [GradientOf(nameof(F))] public static void G(float[] x, float[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = x[i] * MathF.Exp(-x[i] * x[i] / 2); }
        """).Judge("G"));

    [Fact]
    public void StructsAreJudgedNumberByNumber()
    {
        const string Source =
            """
            public record struct P(double X, double Y);
            public static double F(P p, P[] q) { double s = 0; for (int i = 0; i < q.Length; i++) s += p.X * q[i].Y - p.Y * q[i].X; return s; }
            [GradientOf(nameof(F))] public static void G(P p, P[] q, out P dp, P[] dq)
            {
                double x = 0, y = 0;
                for (int i = 0; i < q.Length; i++) { x += q[i].Y; y -= q[i].X; dq[i] = new P(-p.Y, SIGN p.X); }
                dp = new P(x, y);
            }
            """;
        Assert.IsType<Verdict.Proved>(JudgedProject.Of(Source.Replace("SIGN", "", StringComparison.Ordinal)).Judge("G"));
        Assert.Equal("dq[0].Y", Assert.IsType<Verdict.Differs>(JudgedProject.Of(Source.Replace("SIGN", "-", StringComparison.Ordinal)).Judge("G")).Where);
    }

    private static void Explained(string members, string where, string explanation)
    {
        Verdict.Differs verdict = Differs(members);
        Assert.Equal(where, verdict.Where);
        Assert.StartsWith(explanation, verdict.Explanation, StringComparison.Ordinal);
    }

    private static Verdict.Differs Differs(string members) => Assert.IsType<Verdict.Differs>(JudgedProject.Of(members).Judge("G"));
}
