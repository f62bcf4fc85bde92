namespace DiffGen.CompilerTests.Differentiation;

/// <summary>The reverse transform of methods that call themselves, against central differences.</summary>
public class RecursionAdjointTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.37 * i % 1.1) - (i % 3 * 0.25))];

    public static TheoryData<int> Extents => [0, 1, 2, 3, 5];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(13)]
    public void PowerByRepeatedSquaring(int n) => AdjointCheck.Holds(
        "static double F(double x, int n) { if (n == 0) return 1; if (n % 2 == 1) return x * F(x, n - 1); double h = F(x, n / 2); return h * h; }", 1.1, n);

    [Theory]
    [MemberData(nameof(Extents))]
    public void SumOverATree(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) => S(x, 0, x.Length, a) * a;
        static double S(double[] x, int lo, int hi, double a)
        {
            if (hi - lo == 0) return a;
            if (hi - lo == 1) return Math.Sin(x[lo] * a);
            int m = (lo + hi) / 2;
            double l = S(x, lo, m, a), r = S(x, m, hi, a);
            return l * r + l - r;
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void SortsInPlace(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) { Q(x, 0, x.Length - 1); double s = a; for (int i = 0; i < x.Length; i++) s = s * x[i] + i * x[i]; return s; }
        static void Q(double[] x, int lo, int hi)
        {
            if (lo >= hi) return;
            double p = x[(lo + hi) / 2]; int i = lo, j = hi;
            while (i <= j)
            {
                while (x[i] < p) i++;
                while (x[j] > p) j--;
                if (i <= j) { (x[i], x[j]) = (x[j], x[i]); i++; j--; }
            }
            Q(x, lo, j); Q(x, i, hi);
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void ReadsWhatIsOverwrittenWhenTheCallIsOver(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) { double s = G(x, x.Length, a); for (int i = 0; i < x.Length; i++) x[i] = 2; return s; }
        static double G(double[] x, int k, double a) => k == 0 ? a : Math.Sin(x[k - 1]) * a + x[k - 1] * x[k - 1] * G(x, k - 1, a);
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void OverwritesWhatALoopOfTheCallerHasRead(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++)
                s = s * x[i] + a * x[i] * x[i];
            G(x, x.Length);
            return s;
        }
        static void G(double[] x, int k)
        {
            if (k == 0)
                return;
            x[k - 1] = 3 - x[k - 1];
            G(x, k - 1);
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void OverwritesWhatTheCallerReadsAgain(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) { double[] y = new double[x.Length + 1]; G(x, y, x.Length, a); return y[0] * y[0] + y[x.Length]; }
        static void G(double[] x, double[] y, int k, double a)
        {
            if (k == 0) { y[0] += a; return; }
            double before = y[0] * x[k - 1];
            y[0] = Math.Cos(y[0]) + x[k - 1];
            G(x, y, k - 1, a * before + 0.1);
            y[k] = before * y[0] * a;
            y[0] *= x[k - 1] + y[k];
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void TwoMethodsThatCallEachOther(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) => E(x, 0, a);
        static double E(double[] x, int k, double s) => k >= x.Length ? s * s : O(x, k + 1, s * x[k] + 0.2);
        static double O(double[] x, int k, double s) => k >= x.Length ? s : E(x, k + 1, s - x[k] * s);
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void HandsNumbersBackByReference(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) { double p = 1, q; G(x, 0, ref p, out q, a); return p * q; }
        static void G(double[] x, int k, ref double p, out double q, double a)
        {
            q = p + a;
            if (k == x.Length) return;
            p *= x[k] + a;
            double r;
            G(x, k + 1, ref p, out r, a * x[k]);
            q *= r;
            p += q;
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void HandsPartsOfASpanDown(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) => S(x, a);
        static double S(ReadOnlySpan<double> x, double a)
        {
            if (x.Length == 0) return a;
            int m = x.Length / 2;
            return x[m] * S(x.Slice(0, m), a * x[0]) + S(x[(m + 1)..], a);
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void MakesAnArrayInEveryCall(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) => G(x, x.Length, a);
        static double G(double[] x, int k, double a)
        {
            double[] t = new double[k + 1];
            t[0] = a;
            for (int i = 0; i < k; i++) t[i + 1] = t[i] * x[i] + a;
            return k == 0 ? t[0] : G(x, k - 1, t[k] * 0.5) * t[k - 1];
        }
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void CalledInALoop(int n) => AdjointCheck.Holds("""
        static double F(double[] x, double a) { double s = a; for (int i = 0; i < x.Length; i++) { s = P(s * x[i], i) + s; if (s > 3) break; } return s * s; }
        static double P(double v, int k) => k <= 0 ? v : v * P(v + 0.1, k - 2);
        """, Vector(n), 0.8);

    [Theory]
    [MemberData(nameof(Extents))]
    public void LocalFunctionThatCallsItself(int n) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double[] y = new double[x.Length + 1]; double G(int k, double s) { if (k == x.Length) return s; y[k] = s * x[k]; return G(k + 1, s + y[k]); } return G(0, a) + y[0]; }",
        Vector(n), 0.8);
}
