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
