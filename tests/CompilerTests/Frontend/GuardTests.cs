using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>What a method throws: where it is kept, as what text, and what cannot be kept.</summary>
public sealed class GuardTests
{
    [Fact]
    public void AGuardStandsBeforeWhatFollows() => Ir.Equal("""
        static double F(double x, int n)
        {
            if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"{n} of {x}");
            return x * x;
        }
        """, """
        function F(x0: double, n1: int)
          %2 = n1 < 0
          if %2
            throw new global::System.ArgumentOutOfRangeException("n", n1, "" + n1 + " of " + x0)
          %3 = x0 * x0
          return %3
        """);

    [Fact]
    public void TheSideThatDoesNotThrowGoesOnWithoutABranch() => Ir.Equal("""
        static double F(double x, int n) => n > 0 ? x * 2 : throw new Exception("n" + n);
        """, """
        function F(x0: double, n1: int)
          %2 = n1 > 0
          if %2
          else
            throw new global::System.Exception("n" + n1)
          %3 = x0 * 2
          return %3
        """);

    [Fact]
    public void ChecksOfTheFrameworkStayCalls() => Ir.Equal("""
        static double F(double[] x, int n)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            return x[n];
        }
        """, """
        function F(x0: Vector<double>, n1: int)
          call global::System.ArgumentOutOfRangeException.ThrowIfNegative<int>(value: n1, paramName: "n")
          %2 = x0[n1]
          return %2
        """);

    [Theory]
    [InlineData("throw new Exception($\"{{{n:D3}}}\");", "{n:D3}")]
    [InlineData("throw new ArgumentException(x.ToString());", "x.ToString()")]
    [InlineData("throw Make(n);", "Make(n)")]
    [InlineData("throw new AggregateException(new Exception(), new Exception());", "new AggregateException(new Exception(), new Exception())")]
    [InlineData("throw new Exception() { Source = \"F\" };", "new Exception() { Source = \"F\" }")]
    [InlineData("throw new Other.Hidden();", "new Other.Hidden()")]
    public void RefusesAnExceptionThatCannotBeMadeAgain(string statement, string blamed) => Ir.Refused(
        "static double F(double[] x, int n) { if (n < 0) " + statement + " return x[0]; }\n static Exception Make(int n) => new();\n"
        + "class Other { internal class Hidden : Exception { protected internal Hidden() { } } private class Unseen : Exception; }",
        blamed.Contains("Hidden", StringComparison.Ordinal) ? "" : "DIFF0101 " + blamed);

    [Fact]
    public void RefusesAnExceptionThatTheTypeMayNotMake() => Ir.Refused("""
        static double F(double x) => Other.Root(x);
        static class Other
        {
            private class Hidden : Exception;
            internal static double Root(double t) => t < 0 ? throw new Hidden() : Math.Sqrt(t);
        }
        """, "DIFF0101 new Hidden()");

    [Fact]
    public void RefusesAnAssertionThatDoesSomething() => Ir.Refused("""
        static double F(double x, int n) { System.Diagnostics.Debug.Assert(n++ > 0); return x * n; }
        """, "DIFF0102 System.Diagnostics.Debug.Assert(n++ > 0)");
}
