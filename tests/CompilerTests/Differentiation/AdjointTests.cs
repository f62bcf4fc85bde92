namespace DiffGen.CompilerTests.Differentiation;

/// <summary>The reverse transform against central differences, a program for each thing that can go wrong.</summary>
public class AdjointTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.37 * i % 1.1) - (i % 3 * 0.25))];

    private static double[,] Matrix(int rows, int columns)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                m[i, j] = 0.2 + (0.31 * i) - (0.17 * j) + (0.05 * i * j);
        }
        return m;
    }

    public static TheoryData<int> Extents => [0, 1, 2, 3, 5];

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumOfSquares(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { double t = x[i] * a; s += t * t; } return s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumWhoseAdjointDependsOnTheSum(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; } return System.Math.Sqrt(s) * s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void NestedSumsUsedTwice(int n) => AdjointCheck.Holds(
        """
        static double F(double[,] M, double[] x, double[] y)
        {
            double vw = 0, vv = 1, ww = 1;
            for (int i = 0; i < M.GetLength(0); i++)
            {
                double v = 0, w = 0;
                for (int j = 0; j < M.GetLength(1); j++)
                {
                    v += M[i, j] * x[j];
                    w += M[i, j] * y[j];
                }
                vw += v * w;
                vv += v * v;
                ww += w * w;
            }
            return vw / System.Math.Sqrt(vv * ww);
        }
        """,
        Matrix(n, n + 1), Vector(n + 1), Vector(n + 1));

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumThatAddsItselfAgain(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] + s; } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void RecurrenceInAScalar(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { s = s * x[i] + System.Math.Sin(s); } return s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void TwoCarriedValuesSwapped(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a, double b) { for (int i = 0; i < x.Length; i++) { double t = a; a = b * x[i]; b = t + a * a; } return a * b; }",
        Vector(n), 0.8, -0.4);

    [Theory]
    [MemberData(nameof(Extents))]
    public void LastValueOfALoop(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { s = x[i] * x[i]; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void InPlacePrefixProduct(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0; for (int i = 1; i < x.Length; i++) { x[i] = x[i] * x[i - 1]; } for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void OverwriteThenRead(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; x[i] = System.Math.Sin(x[i]); s += x[i] * x[i]; } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void ElementsOverwrittenByEveryOuterTrip(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0; for (int k = 0; k < 3; k++) { for (int i = 0; i < x.Length; i++) { x[i] = x[i] * x[i] + 0.5 * k; } } for (int i = 0; i < x.Length; i++) { s += x[i]; } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void Elementwise(int n) => AdjointCheck.Holds(
        "static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = System.Math.Exp(x[i]) * x[i]; } }",
        Vector(n), Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void ElementwiseInPlace(int n) => AdjointCheck.Holds(
        "static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { x[i] = System.Math.Exp(x[i]) * y[i]; y[i] += x[i]; } }",
        Vector(n), Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void ElementwiseOnAMatrixInPlace(int n) => AdjointCheck.Holds(
        "static void F(double[,] x, double a) { for (int i = 0; i < x.GetLength(0); i++) { for (int j = 0; j < x.GetLength(1); j++) { if (x[i, j] > 0.1) { x[i, j] = x[i, j] * x[i, j] * a; } } } }",
        Matrix(n, 3), 0.7);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ElementwiseAndLaterOneElementAgain(int n) => AdjointCheck.Holds(
        "static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = x[i] * x[i]; } if (x.Length > 1) { y[0] = y[0] * x[1]; } }",
        Vector(n), Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void ElementwiseSeveralTimes(int n) => AdjointCheck.Holds(
        "static void F(double[] x) { for (int k = 0; k < 3; k++) { for (int i = 0; i < x.Length; i++) { x[i] = x[i] * x[i] + 0.5 * k; } } }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void InPlaceWithTheNextElement(int n) => AdjointCheck.Holds(
        "static void F(double[] x) { for (int i = 0; i < x.Length - 1; i++) { x[i] = x[i] * x[i + 1]; } }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void InPlaceWithAllElementsOfTheRowBefore(int n) => AdjointCheck.Holds(
        "static void F(double[,] x) { for (int i = 1; i < x.GetLength(0); i++) { for (int j = 0; j < x.GetLength(1); j++) { x[i, j] = x[i, j] * x[i - 1, 0]; } } }",
        Matrix(n, 3));

    [Theory]
    [MemberData(nameof(Extents))]
    public void TheLastOfSeveralAssignmentsCounts(int n) => AdjointCheck.Holds(
        "static void F(double[] x, double[] y, int[] idx) { for (int i = 0; i < x.Length; i++) { y[idx[i]] = x[i] * x[i]; } }",
        Vector(n), Vector(2), Enumerable.Range(0, n).Select(i => i % 2).ToArray());

    [Theory]
    [MemberData(nameof(Extents))]
    public void ScatterWithRepeatedSubscripts(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double[] c, int[] idx) { double s = 0; for (int i = 0; i < x.Length; i++) { c[idx[i]] += x[i] * x[i]; } for (int j = 0; j < c.Length; j++) { s += c[j] * c[j]; } return s; }",
        Vector(n), Vector(2), Enumerable.Range(0, n).Select(i => i % 2).ToArray());

    [Theory]
    [MemberData(nameof(Extents))]
    public void TriangularNestWithRecurrence(int n) => AdjointCheck.Holds(
        """
        static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1;
                for (int j = 0; j <= i; j++) { p = p * x[j] + 0.3 * p; }
                s = s * 0.5 + p * s + p;
            }
            return s;
        }
        """,
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void BranchOnDataInALoop(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0.1; for (int i = 0; i < x.Length; i++) { if (x[i] > 0.2) { s = s * x[i]; } else { s += System.Math.Sin(x[i]) * s; } } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void LocalArrayThroughALoop(int n) => AdjointCheck.Holds(
        """
        static double F(double[] x)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++) { t[i] = System.Math.Exp(x[i]); s += t[i]; }
            double r = 0;
            for (int i = 0; i < x.Length; i++) { double p = t[i] / s; r += p * p; }
            return r;
        }
        """,
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void LocalArrayUsedAnewInEveryTrip(int n) => AdjointCheck.Holds(
        """
        static double F(double[,] W)
        {
            int n = W.GetLength(0), m = W.GetLength(1);
            double[] e = new double[n];
            double total = 0;
            for (int j = 0; j < m; j++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++) { e[i] = System.Math.Exp(W[i, j]); sum += e[i]; }
                for (int i = 0; i < n; i++) { double p = e[i] / sum - 0.1; total += p * p; }
            }
            return total;
        }
        """,
        Matrix(n, 3));

    [Theory]
    [MemberData(nameof(Extents))]
    public void StepsOtherThanOne(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 1; for (int i = x.Length - 1; i >= 1; i -= 2) { s = s * x[i] + 0.1; } for (int i = 0; i < x.Length; i += 3) { s = s * x[i] + 0.2 * s; } return s; }",
        Vector(n));

    [Theory]
    [MemberData(nameof(Extents))]
    public void HelperCalls(int n) => AdjointCheck.Holds(
        "static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += System.Math.Log(Sigmoid(x[i] * s)); } return s; } static double Sigmoid(double t) => 1 / (1 + System.Math.Exp(-t));",
        Vector(n));

    [Fact]
    public void LoopInABranch() => AdjointCheck.Holds(
        "static double F(double[] x, int k) { double s = 0; if (k > 0) { for (int i = 0; i < x.Length; i++) { s = s * x[i] + System.Math.Cos(s + x[i]); } } else { s = x[0]; } return s * s; }",
        Vector(4), 1);

    [Fact]
    public void LoopInABranchInALoop() => AdjointCheck.Holds(
        """
        static double F(double[] x, int[] h)
        {
            double s = 0.4;
            for (int k = 0; k < h.Length; k++)
            {
                if (h[k] > 0) { for (int i = 0; i < h[k]; i++) { s = s * x[i] + System.Math.Cos(s); } }
            }
            return s;
        }
        """,
        Vector(4), new[] { 2, 0, 3, 1 });

    [Fact]
    public void GatedPairsOfOneArray() => AdjointCheck.Holds(
        """
        static double F(int[] h, double[,] phi, int N)
        {
            double f = 0;
            for (int i = 0; i < N; i++)
            {
                for (int j = N; j < phi.GetLength(0); j++)
                {
                    if (h[i] != 0 && h[j] != 0)
                    {
                        double dot = 0;
                        for (int k = 0; k < phi.GetLength(1); k++) { dot += phi[i, k] * phi[j, k]; }
                        f += dot * dot;
                    }
                }
            }
            return f;
        }
        """,
        new[] { 1, 0, 1, 1, 0 }, Matrix(5, 3), 2);

    [Fact]
    public void ParameterReturnedAsItIs() => AdjointCheck.Holds("static double F(double x, double y) { return x; }", 2.0, 3.0);

    [Fact]
    public void ScaledSumIsStillFused() => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { s += System.Math.Exp(x[i] * a); } return a * s; }",
        Vector(3), 0.7);

    /// <summary>The sine is read where it was put, at a subscript that is computed after it.</summary>
    [Fact]
    public void ValueThatRestsAtASubscriptComputedLater() => AdjointCheck.Holds(
        "static double F(double[] y, double[] x, int n) { double s = 1; if (x[0] > 0) { double t = System.Math.Sin(x[0]); int k = (n + 2) % y.Length; y[k] = t; s = t * t * x[1]; } return s * s + y[1]; }",
        Vector(3), Vector(2), 2);

    /// <summary>The subscript is computed from the value itself: it cannot be read back from there.</summary>
    [Fact]
    public void ValueThatRestsAtASubscriptComputedFromIt() => AdjointCheck.Holds(
        "static double F(double[] y, double[] x) { double s = 1; for (int i = 0; i < x.Length; i++) { double t = System.Math.Exp(x[i]); y[(int)t] = t; s = s * t + t * t; } return s; }",
        Vector(5), Vector(2));
}
