using System.Text.RegularExpressions;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>What the adjoint of a program stores: the lines of its printed IR that do, numbers left out.</summary>
public class RecordingTests
{
    [Fact]
    public void ALinearRecurrenceStoresNothing() => Stores(
        "static double F(double[] x, [Constant] double a) { double s = 1; for (int i = 0; i < x.Length; i++) { s = a * s + x[i]; } return s; }",
        "");

    [Fact]
    public void ASumOfFunctionsOfTheElementsIsFusedAndStoresNothing()
    {
        const string program = "static double F(double[] x, double a) { double s = 0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i] * a) * x[i]; } return s; }";
        Stores(program, "");
        Assert.Single(Walk.Statements(Adjoint(program).Body).OfType<Loop>());
    }

    [Theory]
    [InlineData("static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i]) * 2; } }", 1)]
    [InlineData("static void F(double[] x) { for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]) * 2; } }", 1)]
    [InlineData("static void F(double[,] x, int n, int m) { for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { x[i, j] = Math.Exp(x[i, j]) * 2; } } }", 2)]
    public void TripsThatWriteElementsOfTheirOwnAreFusedAndStoreNothing(string program, int loops)
    {
        Stores(program, "");
        Assert.Equal(loops, Walk.Statements(Adjoint(program).Body).OfType<Loop>().Count());
    }

    private const string SumOfY = " double s = 0; for (int i = 0; i < y.Length; i++) { s += y[i]; } return s;";

    [Fact]
    public void CheapValuesOfWhatStillLiesInAnArrayAreComputedAgain() => Stores(
        "static double F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { double t = x[i] * 3 + 1; y[i] = t * t; }" + SumOfY + " }",
        "");

    [Fact]
    public void AResultThatLiesInAnArrayIsReadThere() => Stores(
        "static double F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i]); }" + SumOfY + " }",
        "");

    // Exp is stored rather than called twice; y holds it times 2.
    [Fact]
    public void AnExpensiveResultThatLiesNowhereIsStored() => Stores(
        "static double F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i]) * 2; }" + SumOfY + " }",
        """
          allocate tTape[%]
            tTape[i] = %
            % = tTape[i]
        """);

    [Fact]
    public void ARecurrenceInAScalarStoresOneValueATrip() => Stores(
        "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { s = s * x[i] + 1; } return s; }",
        """
          allocate sTape[%]
            sTape[i] = s
            s = sTape[i]
        """);

    // h[j] does not change while i goes round: a place for each layer and each j.
    [Fact]
    public void AValueThatAMiddleLoopDoesNotChangeIsStoredOnceForAllItsTrips()
    {
        const string program = "static double F(double[,] w, double[] h, double[] t, int n) { for (int l = 0; l < n; l++) {"
            + " for (int i = 0; i < t.Length; i++) { double s = 0; for (int j = 0; j < h.Length; j++) { s += w[i, j] * h[j]; } t[i] = s; }"
            + " for (int j = 0; j < h.Length; j++) { h[j] = t[j]; } } return h[0]; }";
        Stores(program, "  allocate hTape[%]\n        hTape[%] = %\n        % = hTape[%]");
        AdjointCheck.Holds(program, new[,] { { 0.3, -0.7 }, { 1.1, 0.4 } }, new[] { 0.8, -1.2 }, new double[2], 3);
    }

    [Fact]
    public void AValueThatTwoAdjointsUseIsStoredOnce() => Stores(
        "static double F(double[] x, double[] y, double s) { for (int i = 0; i < x.Length; i++) { s = s * x[i] * s + s * y[i]; } return s; }",
        """
          allocate sTape[%]
            sTape[i] = s
            s = sTape[i]
        """);

    [Fact]
    public void TwoValuesThatFollowFromOneAreStoredAsThatOne() => Stores(
        "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { double a = 2 * s, b = 3 * s; s = x[i] * (a * b); } return s; }",
        """
          allocate sTape[%]
            sTape[i] = s
            s = sTape[i]
        """);

    [Fact]
    public void OneValueThatFollowsFromTwoIsStoredItself() => Stores(
        "static double F(double[] x, double s, double r) { for (int i = 0; i < x.Length; i++) { double t = s - r; s = t * t; r = x[i] + r; } return s; }",
        """
          allocate tTape[%]
            tTape[i] = t
            t = tTape[i]
        """);

    [Fact]
    public void AnElementThatIsOverwrittenIsStored() => Stores(
        "static double F(double[] y) { for (int i = 0; i < y.Length; i++) { y[i] = y[i] * y[i]; }" + SumOfY + " }",
        """
          allocate yTape[%]
            yTape[i] = %
            % = yTape[i]
        """);

    [Fact]
    public void IntegersThatFollowFromTheCounterAreNeitherStoredNorHandedOn()
    {
        const string program = "static double F(double[] x, double s) { int k = 3; for (int i = 0; i < x.Length; i++) { s = s * x[k - 3] * (2 * i + k); k += 2; } return s; }";
        Stores(program,
            """
              allocate sTape[%]
                sTape[i] = s
                s = sTape[i]
            """);
        Assert.All(Walk.Statements(Adjoint(program).Body).OfType<Loop>().SelectMany(l => l.Carried), c => Assert.Equal(Scalar.Double, c.Inside.Type));
    }

    [Fact]
    public void ANestOfLoopsStoresInOneScratchMadeBeforeIt()
    {
        const string program = "static double F(double[] x, double[] y, double s) { for (int i = 0; i < x.Length; i++) { for (int j = 0; j < y.Length; j++) { s = s * x[i] + y[j]; } } return s; }";
        Stores(program,
            """
              allocate sTape[%]
                  sTape[%] = s
                  s = sTape[%]
            """);
        Function adjoint = Adjoint(program);
        Allocate scratch = Assert.Single(Walk.Statements(adjoint.Body).OfType<Allocate>());
        Expression size = adjoint.Body.Statements.OfType<Let>().Single(l => l.Target.Equals(scratch.Extents[0])).Expression;
        Operand[] trips = [.. adjoint.Body.Statements.OfType<Let>().Where(l => l.Expression is Extent).Select(l => l.Target)];
        Assert.Equal(new Binary(BinaryOperator.Multiply, trips[0], trips[1]), size);
    }

    [Fact]
    public void ATriangleStoresOnTheTape() => Stores(
        "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { for (int j = 0; j < i; j++) { s = s * x[j]; } } return s; }",
        """
              push s
              s = pop
        """);

    [Fact]
    public void AValueOfABranchIsKeptInALocal()
    {
        const string program = "static double F(double x, double y) { double s; if (x > 0) { double t = Math.Sin(x * y); s = t * t * t; } else { s = y * y; } return s * s; }";
        Stores(program, "");
        // The first result of the branch is s, the second is t for the adjoint.
        Branch primal = Walk.Statements(Adjoint(program).Body).OfType<Branch>().First();
        Assert.Equal(["s", "t"], primal.Merges.Select(m => m.Then).OfType<Value>().Select(v => v.Name));
        Assert.Equal(Constant.Zero(Scalar.Double), primal.Merges[1].Else);
    }

    [Fact]
    public void ABranchWhoseAdjointIsKnownBeforeItRunsItsAdjointItself()
    {
        const string program = "static double F(double x, double y) { double s; if (x > 0) { double t = Math.Sin(x * y); s = t * t * t; } else { s = y * y; } return s; }";
        Stores(program, "");
        Assert.Single(Walk.Statements(Adjoint(program).Body).OfType<Branch>());
    }

    [Fact]
    public void AnArrayThatIsFilledAnewInEveryTripIsNotStored() => Stores(
        """
        static double F(double[,] W)
        {
            double[] e = new double[W.GetLength(0)];
            double total = 0;
            for (int j = 0; j < W.GetLength(1); j++)
            {
                for (int i = 0; i < W.GetLength(0); i++) { e[i] = Math.Exp(W[i, j]); }
                for (int i = 0; i < W.GetLength(0); i++) { total += e[i] * e[i]; }
            }
            return total;
        }
        """,
        "");

    [Theory]
    [InlineData("static double F(double[] x) { double s = 0; foreach (double v in x) { s += v; } return s; }")]
    [InlineData("static double F(double[] x, [Constant] double[] w) { double s = 0; for (int i = 0; i < x.Length; i++) { s += w[i] * x[i]; } return s; }")]
    [InlineData("static double F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += y[i] * x[i]; } return s * s; }")]
    [InlineData("static double F(double[] x, [Constant] double a) { double s = 0; int i = x.Length - 1; while (i >= 0) { s = s * a + x[i]; i--; } return s; }")]
    [InlineData("static void F(double[] x) { for (int i = 1; i < x.Length; i++) { x[i] += x[i - 1]; } }")]
    [InlineData("static void F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; y[i] = s; } }")]
    [InlineData("static void F(double[,] m, double[] x, double[] y) { for (int i = 0; i < y.Length; i++) { y[i] = 0; for (int j = 0; j < x.Length; j++) { y[i] += m[i, j] * x[j]; } } }")]
    [InlineData("static double F(double[,] m, double[] x) { double r = 0; for (int i = 0; i < m.GetLength(0); i++) { double t = 0; for (int j = 0; j < x.Length; j++) { t += m[i, j] * x[j]; } r += t * t; } return r; }")]
    [InlineData("static void F(double[] x, double[] y) { for (int k = 1; k + 1 < x.Length; k++) { y[k] = x[k - 1] - 2 * x[k] + x[k + 1]; } }")]
    public void ALinearLoopStoresNothing(string program) => Stores(program, "");

    [Theory]
    [InlineData("static void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = Math.Sin(x[i]) * x[i]; } }")]
    [InlineData("static void F(double[] x) { for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]) * x[i]; } }")]
    [InlineData("static void F(double[] x, double[] y) { int n = x.Length; for (int i = 0; i < n; i++) { y[n - 1 - i] = x[i] > 0 ? x[i] * x[i] : Math.Exp(x[i]) - 1; } }")]
    [InlineData("static void F(double[] x, double[] y) { int i = 0; while (i < x.Length) { double t = Math.Tanh(x[i]); y[i] = t * t * t; i++; } }")]
    [InlineData("static void F(Span<float> x, float[] y) { for (int i = x.Length - 1; i >= 0; i--) { y[i] = x[i] / (1 + MathF.Abs(x[i])); } }")]
    public void AnElementwiseFunctionStoresNothing(string program) => Stores(program, "");

    [Theory]
    [InlineData("s = s * s;")]
    [InlineData("s = Math.Sin(s);")]
    [InlineData("s = Math.Exp(s);")]
    [InlineData("s = 3 * s * (1 - s);")]
    [InlineData("s = s > 0 ? s * s : -s * s;")]
    [InlineData("double a = s * s; double b = a + 1; s = a / b + x[i];")]
    [InlineData("if (s > 1) { s = 0.5 * s * s; } else { s = s * x[i]; }")]
    [InlineData("s = x[x.Length - 1 - i] / s;")]
    public void ARecurrenceInAScalarStoresOneNumberATrip(string body)
    {
        Assert.Equal(["double in scratch"], Stored("static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { " + body + " } return s; }"));
        Assert.Equal(["double on the tape"], Stored("static double F(double[] x, double s) { int i = 0; while (s < 9) { " + body + " i++; } return s; }"));
    }

    [Fact]
    public void NestedRecurrencesStoreOneNumberATripEach() => Assert.Equal(["double in scratch", "double in scratch"], Stored(
        "static double F(double[] x, double[] y, double s) { for (int i = 0; i < x.Length; i++) { double t = s * s; for (int j = 0; j < y.Length; j++) { t = t * t * y[j]; } s = 2 * t + x[i]; } return s; }"));

    [Fact]
    public void NestedRecurrencesOfUnknownLengthStoreOneNumberATripAndTheInnerTrips() => Assert.Equal(
        ["double on the tape", "double on the tape", "int on the tape"],
        Stored("static double F(double x, double s) { while (s < 9) { double t = s * s; while (t > 1) { t = t * t * x; } s = s * s + t; } return s; }"));

    [Theory]
    [InlineData("int i = 0; while (s < 9) { s = s * x[i]; i++; }")]
    [InlineData("int i = 0; while (s < 9) { s = s * x[i + 1]; i += 1; }")]
    [InlineData("int i = x.Length; while (s < 9) { i -= 2; s = s * x[i]; }")]
    [InlineData("int i = 0, j = 9; while (s < 9) { s = s * x[2 * i + j]; i++; j -= 3; }")]
    [InlineData("int i = 0; while (s < 9) { s = s * x[x.Length - 1 - i]; i++; }")]
    [InlineData("int i = 0; while (s < 9) { s = s * x[p[i + 1]]; i++; }")]
    [InlineData("int i = 0; while (s < 9) { x[p[3 * i]] *= s; s = s * s; i++; }", "double on the tape")]
    [InlineData("int k = 0; while (s < 9) { for (int j = 0; j < 3; j++) { s = s * x[k]; k++; } }")]
    [InlineData("int o = 0; while (s < 9) { for (int j = 0; j < d; j++) { s = s * x[o + j]; } o += d; }")]
    [InlineData("int i = 0; do { s = s * x[i]; } while (++i < d && s < 9);")]
    [InlineData("for (int i = 0, j = x.Length - 1; i < j; i++, j--) { s = s * x[i] + x[j]; }")]
    [InlineData("int i = 0; while (true) { if (i >= x.Length) { break; } s *= 1 + x[i]; i += 2; }")]
    [InlineData("int i = 0; while (true) { if (s > 9) { break; } s *= 1 + x[i]; i++; if (s < 0) { break; } s *= 2; }")]
    [InlineData("int i = 0; while (true) { if (s > 9) { return s; } if (i >= x.Length) { break; } s *= 1 + x[i]; i++; }")]
    [InlineData("int i = 0; do { if (x[i] < 0) { break; } s = s * x[i]; } while (++i < d);")]
    [InlineData("int i = 0, j = d; while (i < j) { if (s > 100) { break; } else if (s < 3) { s *= x[j]; i++; j--; continue; } s *= 1 + x[i]; i++; j--; }")]
    public void NoIntegerThatFollowsFromCountersIsStored(string loop, params string[] more) => Assert.Equal(
        ["double on the tape", .. more],
        Stored("static double F(double[] x, int[] p, int d, double s) { " + loop + " return s; }"));

    [Fact]
    public void AnIntegerThatOnlySomeTripsStepIsStored() => Assert.Equal(["double on the tape", "int on the tape"], Stored(
        "static double F(double[] x, double s) { int i = 0; while (s < 9) { s *= 1 + x[i]; if (s > 2) { i++; } } return s; }"));

    /// <summary>The types of what is stored once a trip, and where.</summary>
    private static string[] Stored(string program)
    {
        Statement[] all = [.. Walk.Statements(Adjoint(program).Body)];
        IEnumerable<string> scratch = all.OfType<Allocate>().Where(a => a.Array.Name.EndsWith("Tape", StringComparison.Ordinal)).Select(a => a.Array.Element.Keyword() + " in scratch");
        return [.. scratch.Concat(all.OfType<Push>().Select(p => p.Value.Type.Keyword() + " on the tape")).Order(StringComparer.Ordinal)];
    }

    private static void Stores(string program, string lines)
    {
        string[] recording = [.. IrPrinter.Print(Adjoint(program)).Split('\n').Where(l => Regex.IsMatch(l, @"\w+Tape\d|\bpush\b|\bpop\b"))];
        Assert.Equal(lines, string.Join("\n", recording.Select(l => Regex.Replace(l, @"(?<=[A-Za-z%])\d+", ""))));
    }

    private static Function Adjoint(string program)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Function primal = Passes.Run(Passes.Primal, Lowering.Lower(program), ct);
        return Passes.Run(Passes.Derivative, AdjointFunction.Adjoint(primal, ct), ct);
    }
}
