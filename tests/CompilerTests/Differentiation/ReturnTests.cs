using Xunit;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>Returned tuples and arrays, from the method itself and from the helpers it calls.</summary>
public sealed class ReturnTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.6 + (0.35 * i))];

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void TupleOfASumAndAProduct(int n) => AdjointCheck.Holds(
        """
        static (double sum, double product) F(double[] x)
        {
            double s = 0, p = 1;
            for (int i = 0; i < x.Length; i++) { s += x[i]; p *= x[i]; }
            return (s, p);
        }
        """, Vector(n));

    [Fact]
    public void NestedTupleWithMembersThatHaveNoDerivative() => AdjointCheck.Holds(
        "static (double, (double b, int n), bool) F(double x, double y) => (x * y, (x / y, (int)x + 2), x > y);", 0.7, 1.3);

    [Theory, InlineData(0.4), InlineData(-0.4), InlineData(2.0)]
    public void TupleFromEarlyReturns(double x) => AdjointCheck.Holds(
        """
        static (double a, double b) F(double x, double y)
        {
            if (x < 0) return (x * y, y);
            double t = x * x;
            if (t > 1) return (t, x * t);
            return (y * y, t);
        }
        """, x, 0.8);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void TupleReturnedFromInsideALoop(int n) => AdjointCheck.Holds(
        """
        static (double value, int index) F(double[] x)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++)
            {
                s *= x[i];
                if (x[i] > 0.9) return (s * x[i], i);
            }
            return (s, -1);
        }
        """, Vector(n));

    [Theory, InlineData(0.4), InlineData(-0.4)]
    public void ConditionalTuple(double x) => AdjointCheck.Holds(
        "static (double a, double b) F(double x, double y) => x > 0 ? (x * x, y) : (y, x * y);", x, 0.8);

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void TupleFromASwitchExpression(int kind) => AdjointCheck.Holds(
        "static (double a, double b) F(double x, int kind) => kind switch { 0 => (x, 2 * x), 1 => (x * x, 1), _ => (Math.Sin(x), x) };", 0.7, kind);

    [Fact]
    public void TupleOfAHelperReturnedAsItIs() => AdjointCheck.Holds(
        """
        static (double, double) G(double x, double y) => (x * y, x + y);
        [Differentiable] static (double a, double b) F(double x, double y) => G(x * x, y);
        """, 0.7, 1.3);

    [Fact]
    public void TuplesOfHelpersTakenApart() => AdjointCheck.Holds(
        """
        static (double a, (double b, double c) rest) G(double x, double y) => (x * y, (x + y, x / y));
        [Differentiable] static double F(double[] x)
        {
            var (a, (b, c)) = G(x[0], x[1]);
            double d;
            (d, _) = G(b, c);
            var (e, f) = G(c, a);
            (x[0], (x[1], b)) = G(a, d);
            return a * b + c * d + e * f.b + f.c * x[0] + x[1];
        }
        """, Vector(2));

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void TupleLocalCarriedThroughALoop(int n) => AdjointCheck.Holds(
        """
        static (double, double) Step((double q, double p) s, double h) => (s.q + h * s.p, s.p - h * s.q * s.q);
        [Differentiable] static double F(double q, double p, int n)
        {
            (double q, double p) s = (q, p);
            for (int i = 0; i < n; i++) { s = Step(s, 0.1); if (s.q > 0.8) s.p *= 0.9; }
            return s.q * s.Item2;
        }
        """, 0.7, 0.4, n);

    [Fact]
    public void TupleMembersAssignedInBranches() => AdjointCheck.Holds(
        """
        static (double, double) F(double x, double y)
        {
            (double a, double b) t;
            if (x > y) t = (x, y); else { t.a = y; t.b = x * x; }
            (double, double) u = t;
            t.a += u.Item2;
            return (t.a, u.Item1 * t.b);
        }
        """, 0.7, 1.3);

    [Fact]
    public void IntegersInATupleOfRealNumbers() => AdjointCheck.Holds(
        """
        static (int, int) G(int n) => (n, 2 * n);
        [Differentiable] static (double, double) F(double x, int n) { (double a, double b) t = G(n); return (x * t.a, 3); }
        """, 0.7, 4);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void ElementwiseArray(int n) => AdjointCheck.Holds(
        """
        static double[] F(double[] x, double a)
        {
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++) y[i] = a * x[i] * x[i];
            return y;
        }
        """, Vector(n), 0.7);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void ArrayThatIsReadWhileItIsFilled(int n) => AdjointCheck.Holds(
        """
        static double[] F(double[] x)
        {
            var y = new double[x.Length];
            y[0] = x[0];
            for (int i = 1; i < x.Length; i++) y[i] = y[i - 1] * x[i];
            return y;
        }
        """, Vector(n));

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void ArrayThatIsOverwritten(int n) => AdjointCheck.Holds(
        """
        static double[] F(double[] x)
        {
            double[] y = new double[x.Length];
            for (int i = 0; i < y.Length; i++) y[i] = x[i];
            double s = 0;
            for (int i = 0; i < y.Length; i++) { y[i] = y[i] * x[x.Length - 1 - i]; s += y[i]; }
            for (int i = 0; i < y.Length; i++) y[i] /= s;
            return y;
        }
        """, Vector(n));

    [Fact]
    public void ArrayWithElementsThatAreNeverWritten() => AdjointCheck.Holds(
        "static double[] F(double x) { var y = new double[3]; y[1] = x * x; return y; }", 0.7);

    [Fact]
    public void ArrayLiteral() => AdjointCheck.Holds("static double[] F(double x, double y) => new[] { x * y, x, 1 };", 0.7, 0.4);

    [Fact]
    public void ArrayThatNoDerivativeReaches() => AdjointCheck.Holds(
        "static double[] F(double x, out double z) { var y = new double[2]; y[0] = 3; z = x * x; return y; }", 0.7, 0.0);

    [Theory, InlineData(0, 2), InlineData(1, 1), InlineData(2, 3), InlineData(3, 0)]
    public void Matrix(int n, int m) => AdjointCheck.Holds(
        """
        static double[,] F(double[] x, double[] y)
        {
            var a = new double[x.Length, y.Length];
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < y.Length; j++)
                {
                    a[i, j] = x[i] * y[j];
                    if (j > 0) a[i, j] += a[i, j - 1];
                }
            return a;
        }
        """, Vector(n), Vector(m));

    [Theory, InlineData(0.4), InlineData(2.0)]
    public void SameArrayFromSeveralReturns(double a) => AdjointCheck.Holds(
        """
        static double[] F(double[] x, double a)
        {
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++) y[i] = a * x[i];
            if (a < 1) return y;
            for (int i = 0; i < x.Length; i++) { y[i] *= y[i]; if (y[i] > 3) return y; }
            return y;
        }
        """, Vector(3), a);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void ArrayOfAHelper(int n) => AdjointCheck.Holds(
        """
        static double[] Softmax(double[] z)
        {
            var e = new double[z.Length];
            double s = 0;
            for (int i = 0; i < z.Length; i++) { e[i] = Math.Exp(z[i]); s += e[i]; }
            for (int i = 0; i < e.Length; i++) e[i] /= s;
            return e;
        }
        [Differentiable] static double[] F(double[] x) => Softmax(x);
        """, Vector(n));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void VariableThatStandsForOneArrayAfterTheOther(int n) => AdjointCheck.Holds(
        """
        static double[] Layer(double[] h, double[] w)
        {
            var next = new double[h.Length];
            for (int i = 0; i < h.Length; i++)
                for (int j = 0; j < h.Length; j++) next[i] += w[(i + j) % w.Length] * h[j];
            for (int i = 0; i < h.Length; i++) next[i] = Math.Tanh(next[i]);
            return next;
        }
        [Differentiable] static double F(double[] x, double[] w)
        {
            double[] h = Layer(x, w);
            double[] first = h;
            h = Layer(h, w);
            h = Layer(h, w);
            double s = 0;
            for (int i = 0; i < h.Length; i++) s += h[i] * first[i];
            return s;
        }
        """, Vector(n), Vector(2));

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void ArraysOfAHelperInALoop(int n) => AdjointCheck.Holds(
        """
        static double[] Powers(double x, int m) { var p = new double[m]; p[0] = x; for (int k = 1; k < m; k++) p[k] = p[k - 1] * x; return p; }
        [Differentiable] static double F(double[] x)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++) { double[] p = Powers(x[i] * s, 3); s = p[2] - p[0]; }
            return s;
        }
        """, Vector(n));

    [Fact]
    public void HelperThatGivesBackItsParameterAndAPartOfIt() => AdjointCheck.Holds(
        """
        static double[] Scale(double[] x, double a) { for (int i = 0; i < x.Length; i++) x[i] *= a; return x; }
        static Span<double> Tail(Span<double> x) => x.Slice(1);
        [Differentiable] static void F(double[] x, double a) { double[] y = Scale(x, a); Tail(y)[0] *= y[0]; }
        """, Vector(3), 0.7);

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void ResultAndArraysAndReferencesAtOnce(int n) => AdjointCheck.Holds(
        """
        static (double a, double b) F(double[] x, double[] y, out double z, ref double w)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { y[i] = x[i] * w; s += y[i]; }
            z = s * w;
            w = z + s;
            return (s * s, w);
        }
        """, Vector(n), Vector(n), 0.0, 0.7);

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void ArrayAndArraysAndReferencesAtOnce(int n) => AdjointCheck.Holds(
        """
        static double[] F(double[] x, double[] y, out double z, ref double w)
        {
            double[] r = new double[x.Length + 1];
            for (int i = 0; i < x.Length; i++) { y[i] = x[i] * w; r[i] = y[i] * y[i]; r[i + 1] = w; }
            z = r[0] * w;
            w += z;
            return r;
        }
        """, Vector(n), Vector(n), 0.0, 0.7);
}
