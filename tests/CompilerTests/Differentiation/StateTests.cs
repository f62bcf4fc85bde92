using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>Derivatives of programs that move values about in arrays: swaps, parts of arrays, elements by reference, whole copies.</summary>
public class StateTests
{
    private const string Rows = """
        static double F(Span<double> x, int d)
        {
            double s = 0;
            for (int i = 0; i < 2; i++)
            {
                Span<double> row = x.Slice(i * d, d);
                for (int k = 0; k < row.Length; k++) s += row[k] * row[k] * row[^1] + Norm(row[1..]);
            }
            return s;
        }

        static double Norm(ReadOnlySpan<double> r)
        {
            double n = 1;
            for (int k = 0; k < r.Length; k++) n += r[k] * r[k];
            return Math.Sqrt(n);
        }
        """;

    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.37 * i % 1.1) - (i % 3 * 0.25))];

    [Theory]
    [InlineData("x[i] = 2;")]
    [InlineData("x[i] = 3 * x[i];")]
    [InlineData("x[x.Length - 1 - i] = x[i] * a;")]
    public void SumOfWhatIsOverwrittenAfterwards(string overwrite) => AdjointCheck.Holds(
        "static double F(double[] x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * a; "
        + "for (int i = 0; i < x.Length; i++) " + overwrite + " return s; }",
        Vector(4), 0.8);

    // The adjoint of a branch has to be handed t: it lies in y, but where it lies only t itself tells.
    [Fact]
    public void PlaceThatFollowsFromWhatIsStoredThere() => AdjointCheck.Holds(
        """
        static double F(double x, double[] y, double c)
        {
            double s = x;
            if (c > 0)
            {
                double t = Math.Exp(x);
                y[(int)t] = t;
                s = t * t;
            }
            return s + y[0] * y[1] * y[2];
        }
        """,
        0.3, Vector(3), 1.0);

    [Fact]
    public void SwapsScalarsAndElements() => AdjointCheck.Holds(
        """
        static double F(double[] x, double a, double b)
        {
            for (int i = 0; i < x.Length - 1; i++)
            {
                (x[i], x[i + 1]) = (x[i + 1] * a, x[i] * x[i]);
                (a, b) = (b, a + x[i] * b);
            }
            return a * b;
        }
        """,
        Vector(5), 0.8, -0.4);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PartsOfASpan(int d) => AdjointCheck.Holds(Rows, Vector(2 * d), d);

    [Fact]
    public void PartThatIsOverwritten() => AdjointCheck.Holds(
        """
        static double F(double[] x, double a)
        {
            Span<double> tail = x.AsSpan(1), two = tail.Slice(1, 2);
            for (int k = 0; k < two.Length; k++) { two[k] *= tail[k] * a; tail[k] = two[k] * x[k]; }
            return two[0] * tail[0] + x[2] * x[2];
        }
        """,
        Vector(5), 0.8);

    [Fact]
    public void ElementsByReference() => AdjointCheck.Holds(
        """
        static double F(double[] x, double a)
        {
            for (int i = 1; i < x.Length; i++) { Mix(ref x[i - 1], ref x[i], in x[0]); ref double r = ref x[i]; r *= a * r; }
            return x[0] * x[1];
        }
        static void Mix(ref double p, ref double q, in double first) { (p, q) = (q * first, p * p); q += first; }
        """,
        Vector(4), 0.8);

    [Fact]
    public void WholeArraysFilledAndCopied() => AdjointCheck.Holds(
        """
        static double F(double[] x, double a)
        {
            double[] b = new double[x.Length + 1], c = [a, x[0] * a, 2];
            double[,] m = { { a, x[1] }, { x[0], 3 } };
            Array.Fill(b, a * a);
            x.CopyTo(b.AsSpan(1));
            b.AsSpan(0, 2).CopyTo(b.AsSpan(1));
            x.AsSpan(1).Clear();
            double s = 0;
            for (int i = 0; i < b.Length; i++) s += b[i] * b[i] * c[1] * m[0, 1];
            return s + x[0] * x[1] * m[1, 0];
        }
        """,
        Vector(4), 0.8);

    [Theory]
    [InlineData("x.AsSpan(1, 2)[i]", 2)]
    [InlineData("x.AsSpan(1, 2)[i]", -1)]
    [InlineData("x.AsSpan(i)[0]", 5)]
    [InlineData("x.AsSpan(1, 2).Slice(0, i)[0]", 3)]
    [InlineData("x.AsSpan(1, 2)[..i][0]", -1)]
    public void ThrowsRatherThanReadANeighbour(string element, int i)
    {
        Function primal = Passes.Run(Passes.Primal, Lowering.Lower($"static double F(double[] x, int i) => 2 * {element};"), CancellationToken.None);
        Function adjoint = Passes.Run(Passes.Derivative, AdjointFunction.Adjoint(primal, CancellationToken.None), CancellationToken.None);
        Assert.Throws<IndexOutOfRangeException>(() => IrEvaluator.Run(primal, Vector(5), i));
        Assert.Throws<IndexOutOfRangeException>(() => IrEvaluator.Run(adjoint, Vector(5), i, 1.0, new double[5]));
    }

    [Fact]
    public void ChecksNothingInALoopOverThePart()
    {
        Function function = Lowering.Lower("static double F(double[] x) { Span<double> s = x.AsSpan(1); double t = 0; for (int k = 0; k < s.Length; k++) t += s[k]; return t; }");
        Assert.Equal(2, Walk.Statements(function.Body).OfType<Check>().Count());
        Assert.Single(Walk.Statements(Passes.Run(Passes.Primal, function, CancellationToken.None).Body).OfType<Check>());
    }
}
