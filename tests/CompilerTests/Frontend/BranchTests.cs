using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class BranchTests
{
    [Fact]
    public void MergesWhatTheSidesAssign() => Ir.Equal("""
        static double F(double x)
        {
            double y = x;
            if (x > 0)
                y = x * x;
            else
                x = 1;
            return y * x;
        }
        """, """
        function F(x0: double)
          %1 = x0 > 0
          if %1 (x3: x0 | 1) (y4: y2 | x0)
            y2 = x0 * x0
          %5 = y4 * x3
          return %5
        """);

    [Fact]
    public void MakesAConditionalABranch() => Ir.Equal("""
        static double F(double x, double y) => x > y ? x * x : y;
        """, """
        function F(x0: double, y1: double)
          %2 = x0 > y1
          if %2 (%4: %3 | y1)
            %3 = x0 * x0
          return %4
        """);

    [Fact]
    public void EvaluatesTheRightSideOfAndOnlyIfItMust() => Ir.Equal("""
        static double F(double[] x, int i)
        {
            double s = 0;
            if (i < x.Length && x[i] > 0)
                s = 1;
            return s;
        }
        """, """
        function F(x0: Vector<double>, i1: int)
          %2 = extent x0.0
          %3 = i1 < %2
          if %3 (%6: %5 | false)
            %4 = x0[i1]
            %5 = %4 > 0
          if %6 (s7: 1 | 0)
          return s7
        """);

    [Fact]
    public void ReturnsFromBothSides() => Ir.Equal("""
        static double F(double x)
        {
            if (x > 1)
                return x * x;
            if (x < -1)
            {
                x = -x;
            }
            return x * 3;
        }
        """, """
        function F(x0: double)
          %1 = x0 > 1
          if %1 (%7: %2 | %6)
            %2 = x0 * x0
          else
            %3 = x0 < -1
            if %3 (x5: x4 | x0)
              x4 = -x0
            %6 = x5 * 3
          return %7
        """);

    [Fact]
    public void KeepsANameThatAConditionDeclares() => Ir.Equal("""
        static bool Square(double a, out double b)
        {
            b = a * a;
            return b > 1;
        }

        [Differentiable]
        static double F(double x)
        {
            double s = x;
            if (x > 0 && Square(x, out double t))
                s = t;
            return s;
        }
        """, """
        function F(x0: double)
          %1 = x0 > 0
          if %1 (t4: b2 | 0) (%5: %3 | false)
            b2 = x0 * x0
            %3 = b2 > 1
          if %5 (s6: t4 | x0)
          return s6
        """);

    [Fact]
    public void LowersOnlyTheSideThatAConstantTakes() => Ir.Equal("""
        static double F(double x)
        {
            const bool Fast = true;
            if (Fast)
                x = x * 2;
            else
                x = x / 3;
            return x;
        }
        """, """
        function F(x0: double)
          x1 = x0 * 2
          return x1
        """);
}
