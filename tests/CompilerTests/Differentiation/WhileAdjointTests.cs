namespace DiffGen.CompilerTests.Differentiation;

/// <summary>The reverse transform of loops whose number of trips only they themselves can tell, against central differences.</summary>
public class WhileAdjointTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.37 * i % 1.1) - (i % 3 * 0.25))];

    public static TheoryData<int> Extents => [0, 1, 2, 3, 5];

    [Theory]
    [InlineData(0.9, 0.95)] // no trip
    [InlineData(1.2, 1.0)]
    [InlineData(2.0, 1.0)]
    [InlineData(50.0, 1.0)]
    public void NewtonIterationUntilItConverges(double a, double start) => AdjointCheck.Holds(
        "static double F(double a, double x) { while (Math.Abs(x * x - a) > 0.05) x = 0.5 * (x + a / x); return x * a; }", a, start);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ProductOverEverySecondElement(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double p = a; int i = 0; while (i < x.Length) { p = p * x[i] + a; i += 2; } return p * p; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void DoLoopRunsOnceAtLeast(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { int i = 0; do { a = a * a + 0.2; i++; } while (i < x.Length && a < 3); return a; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void TwoCountersThatMeet(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; for (int i = 0, j = x.Length - 1; i <= j; i++, j--) { s = s * x[i] + x[j]; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void LeavesAnEndlessLoopInTheMiddle(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0; while (true) { if (i >= x.Length) break; s *= 1 + x[i]; if (s > 1.5) return s * s * a; s += x[i]; i++; } return s * a; }",
        Vector(n), 0.8);

    // Inside the loop the index follows the number of trips; after it, it is what the last trip left, stepped or not.
    [Theory]
    [MemberData(nameof(Extents))]
    public void AnIndexThatTheLastTripDoesNotStepIsRightAfterTheLoop(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0; while (true) { if (i >= x.Length) break; s *= 1 + x[i]; i += 2; if (s > 1.5) break; s += a * i; } return s * a * (i + 1); }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void AnIndexThatOnlySomeTripsStepIsNotTakenForACounter(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0, k = 0; while (true) { k++; if (i >= x.Length) break; s *= 1 + x[i]; if (s > 1.2 && k < 3) { s *= a; continue; } i++; } return s * a * k; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void IndicesThatBothSidesOfABranchStep(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0, j = x.Length - 1; while (i < j) { if (s > 3) { break; } else if (s < 1) { s *= x[j] + 1.5; i++; j--; continue; } s *= 1 + x[i]; i++; j--; } return s * (i - 2 * j); }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void WhileInsideAFor(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; for (int i = 0; i < x.Length; i++) { double y = x[i] * s; int k = i; while (k > 0) { y = Math.Sin(y) * a; k /= 2; } s += y * y; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ForInsideAWhile(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int k = 0; do { for (int i = 0; i < x.Length; i++) s = s * x[i] + a; k++; } while (s < 2 && k < 4); return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void WhileInsideAWhile(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0; while (i < x.Length) { int j = i; do { s = s * x[j] + x[i] * a; j--; if (s > 4) { i++; break; } } while (j >= 0); i++; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void UpdatesAnArrayInPlace(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double[] y = new double[x.Length + 1]; int i = 0; y[0] = a; while (i < x.Length) { y[i + 1] = y[i] * x[i] + y[i + 1]; y[i] *= y[i + 1]; if (y[i] > 2) i++; i++; } double s = 0; for (int k = 0; k < y.Length; k++) s += y[k] * y[k]; return s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void LocalsOfATripStartAnew(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0; int i = 0; while (i < x.Length) { double u = 0, v = 0; u += x[i] * a; v -= u * s; s += u * v; i++; } return s * a; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ArrayMadeInEachTrip(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int i = 0; while (s < 9 && i < x.Length) { double[] t = new double[i + 2]; t[0] = s; for (int k = 0; k <= i; k++) t[k + 1] = t[k] * x[k] + s; s += t[i + 1] * t[i + 1]; i++; } return s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ConditionThatAssignsWhatTheBodyUses(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double e, s = 0; int k = 0; while ((e = a - s) > 0.05 && k < x.Length + 2) { s += 0.4 * e * (1 + 0.1 * k); k++; } return s * s + e; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void LimitThatTheLoopMoves(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; int m = x.Length; for (int i = 0; i < m; i++) { s = s * x[i] + x[m - 1]; m--; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void StepThatGrows(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; for (int i = 1; i <= x.Length; i *= 2) s = s * s * x[i - 1] + a; return s; }",
        Vector(n), 0.8);
}
