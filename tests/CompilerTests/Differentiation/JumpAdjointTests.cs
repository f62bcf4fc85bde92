namespace DiffGen.CompilerTests.Differentiation;

/// <summary>The reverse transform of programs that leave loops and methods early, against central differences.</summary>
public class JumpAdjointTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.37 * i % 1.1) - (i % 3 * 0.25))];

    public static TheoryData<int> Extents => [0, 1, 2, 3, 5];

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumThatSkipsElements(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0; foreach (double v in x) { if (v < 0.4) continue; double t = v * a; s += t * t; } return s * a; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumThatStopsWhenItIsLarge(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0.1; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * a; if (s > 0.5) break; s *= a; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ProductWhileAnotherConditionHolds(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double s) { int c = 0; for (int i = 0; i < x.Length && s > 0.2; i++, c++) { s = s * x[i]; } return s * s * c + s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void FirstElementAboveABound(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { for (int i = 0; i < x.Length; i++) { a = a * x[i] + 0.1; if (x[i] > 0.5) return x[i] * x[i] * a; } return a * a; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ReturnFromTheInnerOfTwoLoops(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = a; for (int i = 0; i < x.Length; i++) { for (int j = 0; j <= i; j++) { s = s * x[j] + x[i]; if (s * i > 0.9) return s * a; } if (s < -1) break; s *= a; } return s * s; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void EarlyReturnAfterUpdatesInPlace(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { for (int i = 1; i < x.Length; i++) { x[i] = x[i] * x[i - 1]; if (x[i] < 0.05) { x[i] = a * a; return x[i] * x[0]; } } if (a > 0) { if (x.Length > 2) return x[1] * a; a = a * 2; } return a * a; }",
        Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void SwitchInALoop(int n) => AdjointCheck.Holds(
        "static double F(double[] x, int[] kinds, double a) { double s = a; for (int i = 0; i < x.Length; i++) { switch (kinds[i]) { case 0: s += x[i] * x[i]; break; case 1: s *= x[i]; continue; case 2 when s > 5: return s; default: s = s * s * x[i]; break; } s += kinds[i] switch { 0 => a * s, > 2 => 0.5, _ => x[i] }; } return s; }",
        Vector(n), Enumerable.Range(0, n).Select(i => i % 4).ToArray(), 0.8);
}
