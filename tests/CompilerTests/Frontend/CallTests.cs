using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class CallTests
{
    [Fact]
    public void WritesAHelperOutInPlace() => Ir.Equal("""
        static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));

        [Differentiable]
        static double F(double x) => Sigmoid(x * 2) + Sigmoid(x);
        """, """
        function F(x0: double)
          t1 = x0 * 2
          %2 = -t1
          %3 = System.Math.Exp(%2)
          %4 = 1 + %3
          %5 = 1 / %4
          %6 = -x0
          %7 = System.Math.Exp(%6)
          %8 = 1 + %7
          %9 = 1 / %8
          %10 = %5 + %9
          return %10
        """);

    [Fact]
    public void PassesByReference() => Ir.Equal("""
        static void Step(ref double a, out double b, in double c)
        {
            b = a;
            a = a * c;
        }

        [Differentiable]
        static double F(double x, double y)
        {
            Step(ref x, out double z, y);
            return x + z;
        }
        """, """
        function F(x0: double, y1: double)
          a2 = x0 * y1
          %3 = a2 + x0
          return %3
        """);

    [Fact]
    public void EvaluatesNamedArgumentsInTheOrderOfTheSource() => Ir.Equal("""
        static double G(double a, double b = 0.5, params double[] c) => a - b;

        [Differentiable]
        static double F(double x) => G(b: x * 2, a: x * 3) + G(x);
        """, """
        function F(x0: double)
          b1 = x0 * 2
          a2 = x0 * 3
          allocate c3[0]
          %4 = a2 - b1
          allocate c5[0]
          %6 = x0 - 0.5
          %7 = %4 + %6
          return %7
        """);

    [Fact]
    public void SeesTheVariablesThatALocalFunctionChanges() => Ir.Equal("""
        static double F(double x)
        {
            double s = 0;
            void Add(double d) => s += d * x;
            for (int i = 0; i < 3; i++)
                Add(x);
            return s;
        }
        """, """
        function F(x0: double)
          for i2 = 0; < 3; += 1 (s1: 0 -> s4 -> s5)
            %3 = x0 * x0
            s4 = s1 + %3
          return s5
        """);

    [Fact]
    public void HasRefAndOutParametersAsOutputs() => Ir.Equal("""
        static void F(double x, ref double y, out double z, in double w)
        {
            z = x * y;
            y += z * w;
        }
        """, """
        function F(x0: double, ref y1: double, out z2: double, in w3: double)
          z4 = x0 * y1
          %5 = z4 * w3
          y6 = y1 + %5
          output y = y6
          output z = z4
        """);
}
