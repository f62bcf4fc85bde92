using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class ExpressionTests
{
    [Fact]
    public void WritesConversionsOut() => Ir.Equal("""
        static double F(float f, int n, double x, byte b)
        {
            f += n;
            int k = (int)x;
            b += 3;
            return f * k + (float)x + b;
        }
        """, """
        function F(f0: float, n1: int, x2: double, b3: byte)
          %4 = (float)n1
          f5 = f0 + %4
          k6 = (int)x2
          %7 = (int)b3
          %8 = %7 + 3
          b9 = (byte)%8
          %10 = (float)k6
          %11 = f5 * %10
          %12 = (float)x2
          %13 = %11 + %12
          %14 = (float)b9
          %15 = %13 + %14
          %16 = (double)%15
          return %16
        """);

    [Fact]
    public void KeepsTheTextOfLiterals() => Ir.Equal("""
        static double F(double x) => x * 1e-3 + -0.50 + 1_000.0 + Math.PI * x + 2 * x - double.PositiveInfinity * x;
        """, """
        function F(x0: double)
          %1 = x0 * 1e-3
          %2 = %1 + -0.50
          %3 = %2 + 1_000.0
          %4 = 3.141592653589793 * x0
          %5 = %3 + %4
          %6 = 2 * x0
          %7 = %5 + %6
          %8 = double.PositiveInfinity * x0
          %9 = %7 - %8
          return %9
        """);

    [Fact]
    public void ComputesWithIntegersAndBooleans() => Ir.Equal("""
        static double F(double x, int n, bool b)
        {
            n = (n % 4 << 2 & 7 | 1) ^ ~n >> 1;
            n = -n >>> 3;
            b = !b | n != 3;
            n++;
            return b ? n : x;
        }
        """, """
        function F(x0: double, n1: int, b2: bool)
          %3 = n1 % 4
          %4 = %3 << 2
          %5 = %4 & 7
          %6 = %5 | 1
          %7 = ~n1
          %8 = %7 >> 1
          n9 = %6 ^ %8
          %10 = -n9
          n11 = %10 >>> 3
          %12 = !b2
          %13 = n11 != 3
          b14 = %12 | %13
          n15 = n11 + 1
          if b14 (%17: %16 | x0)
            %16 = (double)n15
          return %17
        """);

    [Fact]
    public void NamesAValueByTheVariableItIsAssignedTo() => Ir.Equal("""
        static double F(double x)
        {
            double a = x, b = a * 2, c;
            c = b;
            return c + a;
        }
        """, """
        function F(x0: double)
          b1 = x0 * 2
          %2 = b1 + x0
          return %2
        """);

    [Fact]
    public void CallsFunctionsOfTheRuleTable() => Ir.Equal("""
        static double F(double x, float y) => Math.Exp(x) + MathF.Sin(y) + double.Sqrt(x) + Math.Pow(x, 2) + Math.Max(x, 1);
        """, """
        function F(x0: double, y1: float)
          %2 = System.Math.Exp(x0)
          %3 = System.MathF.Sin(y1)
          %4 = (double)%3
          %5 = %2 + %4
          %6 = double.Sqrt(x0)
          %7 = %5 + %6
          %8 = System.Math.Pow(x0, 2)
          %9 = %7 + %8
          %10 = System.Math.Max(x0, 1)
          %11 = %9 + %10
          return %11
        """);

    [Fact]
    public void MakesComparisonsOfIntegerFunctions() => Ir.Equal("""
        static double F(double[] x, int i) => x[Math.Max(0, i)];
        """, """
        function F(x0: Vector<double>, i1: int)
          %2 = 0 >= i1
          if %2 (%3: 0 | i1)
          %4 = x0[%3]
          return %4
        """);
}
