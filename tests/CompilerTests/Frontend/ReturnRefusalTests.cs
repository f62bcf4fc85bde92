using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>Results that are refused, and where.</summary>
public class ReturnRefusalTests
{
    [Fact]
    public void RefusesAParameterAsTheResult() => Ir.Refused("""
        static double[] F(double[] x)
        {
            for (int i = 0; i < x.Length; i++) x[i] *= 2;
            return x;
        }
        """, """
        DIFF0109 x
        """);

    [Fact]
    public void RefusesAParameterThatAHelperHandsOn() => Ir.Refused("""
        static double[] G(double[] x) => x;

        [Differentiable]
        static double[] F(double[] x) => G(x);
        """, """
        DIFF0109 G(x)
        """);

    [Fact]
    public void RefusesDifferentArraysFromDifferentReturns() => Ir.Refused("""
        static double[] F(double[] x)
        {
            if (x.Length == 0) return new double[0];
            var y = new double[x.Length];
            y[0] = x[0];
            return y;
        }
        """, """
        DIFF0109 y
        """);

    [Fact]
    public void RefusesAnArrayMadeInsideALoop() => Ir.Refused("""
        static double[] F(double[] x)
        {
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                var z = new double[1];
                z[0] = x[i];
                if (x[i] > 0) return z;
            }
            return y;
        }
        """, """
        DIFF0109 z
        DIFF0109 y
        """);

    [Fact]
    public void RefusesArraysOfHelpersFromBothSides() => Ir.Refused("""
        static double[] G(double[] x) { var y = new double[1]; y[0] = x[0]; return y; }

        [Differentiable]
        static double F(double[] x)
        {
            double[] y = x[0] > 0 ? G(x) : x;
            double[] z = G(x);
            return y[0] + z[0];
        }
        """, """
        DIFF0109 x[0] > 0 ? G(x) : x
        """);

    [Fact]
    public void RefusesToGiveAnArrayOfTheCallersInALoopOrBranch() => Ir.Refused("""
        static double F(double[] x)
        {
            double[] z = new double[1];
            if (x[0] > 1) z = x;
            return z[0];
        }
        """, """
        DIFF0109 z = x
        """);

    // From the loop on, h is an array of its own with the elements of x; in C# it is x until something else is assigned.
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { h[0] *= 2; h = new double[x.Length]; }")] // which x has too in the first trip
    [InlineData("for (int i = 0; i < n; i++) { x[0] *= 2; h = new double[x.Length]; }")] // which h has too in the first trip
    [InlineData("for (int i = 0; i < n; i++) h = new double[x.Length]; h[0] = 3;")] // which x has too if there was no trip
    [InlineData("if (n > 1) h = new double[x.Length]; x[0] = 3;")] // which h has too if there is none
    [InlineData("if (n > 1) h = new double[x.Length]; Array.Clear(h);")]
    [InlineData("for (int i = 0; i < n; i++) { if (n > 1) h = new double[x.Length]; Set(x); }")]
    [InlineData("switch (n) { case 1: h = new double[x.Length]; break; case 2: h[0] = 1; break; }")]
    [InlineData("for (int i = 0; i < n; i++) h = new double[n];")] // of another length
    [InlineData("double[] t = new double[x.Length]; for (int i = 0; i < n; i++) { t[0] = h[1]; (h, t) = (t, h); }", "t")] // t is x from the second trip on
    [InlineData("double[] t = new double[x.Length]; if (n > 1) { t = h; h = new double[x.Length]; } t[0] = 1;", "t")]
    [InlineData("double[] t = new double[x.Length]; for (int i = 0; i < n; i++) { t[0] = h[1]; var u = h; h = t; t = u; }", "t")]
    [InlineData("double[] z = { 1, 2 }, t = z; if (n > 1) { z = new double[2]; t = new double[2]; t[0] = z[0]; } t[1] = 2; z[1] = 3;", "z")]
    [InlineData("double[] t = h; if (n > 1) { h = new double[x.Length]; } t[0] = 2;")]
    public void RefusesAnotherArrayInPlaceOfTheCallersWhereThatIsSeen(string change, string refused = "h") => Ir.Refused($$"""
        static double F(double[] x, double[] y, int n)
        {
            double[] h = x;
            {{change}}
            return h[0] * x[0];
        }

        static void Set(double[] a) => a[0] = 1;
        """, "DIFF0109 " + refused);

    // Which of its elements h reads after x has got others is of interest only where the same are not written before.
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) x[i] += h[0];")] // h[0] changes if h is x
    [InlineData("for (int i = 0; i < n; i++) { x[i] = 2; y[i] = h[i]; }")]
    [InlineData("for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) x[j] += h[j]; }")]
    [InlineData("for (int i = 0; i < n; i++) x[n - 1 - i] += h[i];")]
    [InlineData("for (int i = 1; i < n; i++) x[i] += h[i - 1];")]
    [InlineData("int q = 0; while (q < n) { x[q] += h[q]; q++; }")]
    public void RefusesToWriteTheCallersArrayWhereItIsStillRead(string update) => Ir.Refused($$"""
        static double F(double[] x, double[] y, int n)
        {
            double[] h = x;
            if (n > 1) h = new double[x.Length];
            {{update}}
            return x[0] + y[0];
        }
        """, "DIFF0109 h");

    [Theory]
    [InlineData("if (n > 1) z = new double[n];")] // of another length
    [InlineData("double[] t = new double[3]; for (int i = 0; i < n; i++) z = t;")] // which t sees, too
    [InlineData("double[] t = z; if (n > 1) z = new double[3];")] // t stands for the old one
    [InlineData("Span<double> t = z.AsSpan(1); if (n > 1) z = new double[3];")]
    [InlineData("ref double t = ref z[1]; if (n > 1) z = new double[3];")]
    [InlineData("double[] t = new double[3]; foreach (double v in z) { t[0] += v; (z, t) = (t, z); }", "t")]
    public void RefusesAnotherArrayThatSomebodySees(string change, string refused = "z") => Ir.Refused($$"""
        static double F(double[] x, int n)
        {
            double[] z = { x[0], 2, 3 };
            {{change}}
            z[0] *= 2;
            return z[0];
        }
        """, "DIFF0109 " + refused);

    [Theory]
    [InlineData("x[i, j] += h[i, j]", false)]
    [InlineData("x[j, i] += h[i, j]", true)]
    [InlineData("x[i, j] += h[i, i]", true)]
    public void ReadsOfTheSameElementAreNotSeen(string update, bool isRefused)
    {
        string members = $$"""
            static double F(double[,] x, int n)
            {
                double[,] h = x;
                if (n > 1) h = new double[x.GetLength(0), x.GetLength(1)];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        {{update}};
                return x[0, 0];
            }
            """;
        if (isRefused)
            Ir.Refused(members, "DIFF0109 h");
        else
            Lowering.Lower(members);
    }

    [Theory]
    [InlineData("h[0] = 2;")]
    [InlineData("y[0] = 2; x[1] = h[0];")]
    [InlineData("ref double r = ref h[0]; r = 2;")]
    [InlineData("Span<double> t = h.AsSpan(1); t.Clear();")]
    [InlineData("for (int i = 0; i < n; i++) { x[i] += h[i]; }")]
    public void RefusesAChoiceBetweenArraysThatIsSeen(string change) => Ir.Refused($$"""
        static double F(double[] x, double[] y, int n)
        {
            double[] h = n > 1 ? x : y;
            {{change}}
            return x[1];
        }
        """, "DIFF0109 n > 1 ? x : y");

    // After one trip r is an element of what t stands for.
    [Theory]
    [InlineData("ref double r = ref h[0].X;")]
    [InlineData("ref double r = ref h[0].Y;")]
    public void RefusesToTurnArraysRoundWithAReferenceIntoOne(string reference) => Ir.Refused($$"""
        struct V { public double X, Y; }

        [Differentiable]
        static double F(double a, int n)
        {
            V[] h = { new V { Y = a } }, t = new V[1];
            {{reference}}
            for (int i = 0; i < n; i++) (h, t) = (t, h);
            return r * r;
        }
        """, "DIFF0109 t");

    // z[0] = Turn(2) writes to the array that z stands for before the call.
    [Theory]
    [InlineData("z[0] = Turn(2);")]
    [InlineData("for (int i = 0; i < 3; i++) Turn(i);")]
    public void RefusesToTurnArraysRoundInALocalFunction(string change) => Ir.Refused($$"""
        static double F(double[] x, int n)
        {
            double[] z = { x[0], 2, 3 }, t = new double[3];
            double Turn(int k)
            {
                if (k > 0) z = t;
                return k;
            }
            {{change}}
            return z[0] + t[0];
        }
        """, "DIFF0109 z = t");

    [Theory]
    [InlineData("double[][]", "new double[2][]")]
    [InlineData("Span<double>", "x")]
    [InlineData("int[]", "new int[1]")]
    [InlineData("(double[] a, double b)", "(new double[1], 1)")]
    [InlineData("(string a, double b)", "(\"\", 1)")]
    [InlineData("(int a, bool b)", "(1, true)")]
    [InlineData("int", "1")]
    public void RefusesTypesThatHaveNoSeed(string type, string value) =>
        Ir.Refused($"static {type} F(double[] x) => {value};", "DIFF0002 " + type);

    [Fact]
    public void RefusesTuplesThatHoldMoreThanNumbers() => Ir.Refused("""
        static (double[] a, double b) G(double[] x) => (x, x[0]);

        [Differentiable]
        static double F(double[] x)
        {
            (double, string) t = (x[0], "");
            var (a, b) = G(x);
            return t.Item1;
        }
        """, """
        DIFF0120 t
        DIFF0102 var (a, b) = G(x)
        """);

    [Fact]
    public void RefusesTuplesOfMethodsWithoutSource() => Ir.Refused("""
        static double F(double x)
        {
            var t = double.SinCosPi(x);
            (double a, double b) = double.SinCosPi(x);
            return t.SinPi + a;
        }
        """, """
        DIFF0104 double.SinCosPi(x)
        DIFF0104 double.SinCosPi(x)
        """);

    [Theory]
    [InlineData("Gradient")]
    [InlineData("Hessian")]
    [InlineData("HessianVectorProduct")]
    public void RefusesDerivativesOfOneNumber(string kind) => Assert.StartsWith($"DIFF0006 Differentiable(Derivatives.{kind})", Lowering.Refusals(
        $"[Differentiable(Derivatives.{kind})] static (double, double) F(double x) => (x, x);"), StringComparison.Ordinal);

    [Fact]
    public void DeclaresTheDerivativesOfWhatItRefuses()
    {
        MethodModel model = Lowering.Model("static double[] F(double[] x) => x;");

        Assert.NotEmpty(model.Failures);
        Assert.IsType<Result.Memory>(model.Function.Result);
    }

    [Theory]
    [InlineData("double[]", "ReadOnlySpan<double>")]
    [InlineData("double[,]", "double[,]")]
    [InlineData("(double a, int b)", "(double a, int b)")]
    public void LeavesOutAnAdjointThatTheUserHasWritten(string type, string seed)
    {
        MethodModel model = Lowering.Model($$"""
            [Differentiable] static {{type}} F(double x) { {{(type[0] == '(' ? "return (x, 1);" : "var y = new double[" + type[7..^1] switch { "," => "1, 1", _ => "1" } + "]; return y;")}} }
            [AdjointOf(nameof(F))] static {{type}} FAdjoint(double x, {{seed}} seed, ref double dx) => F(x);
            """);

        Assert.Empty(model.Failures);
        Assert.False(model.Requested.HasFlag(DiffGen.Compiler.Frontend.Derivatives.Adjoint));
    }
}
