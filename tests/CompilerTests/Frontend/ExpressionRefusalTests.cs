using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class ExpressionRefusalTests
{
    [Fact]
    public void RefusesCallsWithoutSourceOrRule() => Ir.Refused("""
        static double F(double x)
        {
            Console.WriteLine(x);
            return x.CompareTo(1) + new Random().NextDouble() + Math.BigMul(1, 2);
        }
        """, """
        DIFF0104 Console.WriteLine(x)
        DIFF0104 x.CompareTo(1)
        DIFF0104 new Random().NextDouble()
        DIFF0104 Math.BigMul(1, 2)
        """);

    [Fact]
    public void RefusesRecursionThatPassesOtherArraysOrArraysOfTuples() => Ir.Refused("""
        static double G(double[] x, int n)
        {
            double[] t = new double[n];
            return n == 0 ? x[0] : G(t, n - 1);
        }

        static double H((double A, double B)[] x, int n) => n == 0 ? x[0].A : H(x, n - 1) * x[0].B;

        [Differentiable]
        static double F(double[] x, (double A, double B)[] y) => G(x, 3) + H(y, 2);
        """, """
        DIFF0105 G(t, n - 1)
        DIFF0105 H(y, 2)
        """);

    [Fact]
    public void RefusesFields() => Ir.Refused("""
        static double A;
        static double B { get; set; }
        static double C => A;
        static readonly double D = 4;

        [Differentiable]
        static double F(double x)
        {
            A = 1;
            return A + B + C + D * x;
        }
        """, """
        DIFF0110 A
        DIFF0116 A
        DIFF0110 A
        DIFF0110 B
        """);

    [Fact]
    public void RefusesDelegatesAndLambdas() => Ir.Refused("""
        static double F(double x, Func<double, double> f)
        {
            Func<double, double> g = t => t;
            return f(x) + g(x);
        }
        """, """
        DIFF0112 t => t
        DIFF0112 f(x)
        """);

    [Fact]
    public void RefusesSecondNamesForArrays() => Ir.Refused("""
        static double F(double[] x, double[] y, double[][] z)
        {
            double[] a = x;
            if (x[0] < 0) a = y;
            double[] b = x[0] > 0 ? x : new double[2];
            double[] c;
            if (x[0] > 1) c = x; else c = y;
            z[0] = x;
            y = x;
            return a[0] + b[0] + c[0];
        }
        """, """
        DIFF0109 a = y
        DIFF0109 x[0] > 0 ? x : new double[2]
        DIFF0109 c = x
        DIFF0109 c = y
        DIFF0109 z[0]
        DIFF0109 y = x
        """);

    [Fact]
    public void RefusesUnknownTypesWhereTheyAreUsed() => Ir.Refused("""
        static double F(double x, decimal unused, string text, int? n, double? pair)
        {
            decimal d = 1;
            x += text.Length;
            return x + (double)d + n.Value;
        }
        """, """
        DIFF0103 pair
        DIFF0103 d
        DIFF0102 text.Length
        DIFF0102 n.Value
        """);

    [Fact]
    public void RefusesReferencesItCannotFollow() => Ir.Refused("""
        static void Double(ref double a) => a *= 2;
        static void Both(ref double a, ref double b) => a = b;

        [Differentiable]
        static double F(double[] x, double y)
        {
            Both(ref y, ref y);
            ref double r = ref y;
            return y;
        }
        """, """
        DIFF0115 y
        DIFF0115 r
        """);

    [Fact]
    public void RefusesAnotherOverflowContext() => Ir.Refused("""
        static double F(double x, int n)
        {
            checked { n = n * 2 + (int)x; n++; x = x * 2; }
            return unchecked(n + 1) * x;
        }
        """, """
        DIFF0113 n * 2
        DIFF0113 n * 2 + (int)x
        DIFF0113 (int)x
        DIFF0113 n++
        """);

    [Fact]
    public void RefusesSyntaxItDoesNotKnow() => Ir.Refused("""
        static double F(double x, double[] y)
        {
            var (a, b) = double.SinCosPi(x);
            double[] c = [1, .. y];
            return (x switch { > 1 => 2, 0 => 1 }) + (y?.Length ?? 1) + sizeof(double);
        }
        """, """
        DIFF0104 double.SinCosPi(x)
        DIFF0102 [1, .. y]
        DIFF0102 x switch { > 1 => 2, 0 => 1 }
        DIFF0102 y?.Length ?? 1
        """);

    [Fact]
    public void RefusesHelpersOfOtherKinds() => Ir.Refused("""
        static double G<T>(double x) => x;
        static string H(double x) => "";

        [Differentiable]
        static double F(double x) => G<int>(x) + H(x).Length;
        """, """
        DIFF0002 G<int>(x)
        DIFF0102 H(x).Length
        """);
}
