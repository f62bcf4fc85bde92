using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class LoopTests
{
    [Fact]
    public void CarriesASumThroughALoop() => Ir.Equal("""
        static double Energy(double[] x, double a)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double t = x[i] * a;
                s += t * t;
            }
            return s;
        }
        """, """
        function Energy(x0: Vector<double>, a1: double)
          %2 = extent x0.0
          for i4 = 0; < %2; += 1 (s3: 0 -> s8 -> s9)
            %5 = x0[i4]
            t6 = %5 * a1
            %7 = t6 * t6
            s8 = s3 + %7
          return s9
        """);

    [Fact]
    public void CountsDownToALimitOnTheLeft() => Ir.Equal("""
        static void F(double[] x, int n)
        {
            for (int i = n - 1; 0 <= i; i -= 2)
                x[i] = 1;
        }
        """, """
        function F(x0: Vector<double>, n1: int)
          i2 = n1 - 1
          for i3 = i2; >= 0; += -2
            x0[i3] = 1
        """);

    [Fact]
    public void TakesAStepThatIsAParameter() => Ir.Equal("""
        static void F(double[] x, int k)
        {
            for (int i = 0; i < x.Length; i = k + i)
                x[i] *= 2;
        }
        """, """
        function F(x0: Vector<double>, k1: int)
          %2 = extent x0.0
          for i3 = 0; < %2; += k1
            %4 = x0[i3]
            %5 = %4 * 2
            x0[i3] = %5
        """);

    [Fact]
    public void NestsLoopsWithBoundsOfTheOuterCounter() => Ir.Equal("""
        static double F(double[,] a)
        {
            double s = 0;
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j <= i; j++)
                    s += a[i, j];
            return s;
        }
        """, """
        function F(a0: Rank2<double>)
          %1 = extent a0.0
          for i3 = 0; < %1; += 1 (s2: 0 -> s8 -> s9)
            for j5 = 0; <= i3; += 1 (s4: s2 -> s7 -> s8)
              %6 = a0[i3, j5]
              s7 = s4 + %6
          return s9
        """);

    [Fact]
    public void CarriesASecondCounter() => Ir.Equal("""
        static double F(double[] x, int n)
        {
            double s = 0;
            int p = 0;
            for (int i = 0, m = n * 2; i < m; i++, p += 3)
                s += x[p];
            return s;
        }
        """, """
        function F(x0: Vector<double>, n1: int)
          m2 = n1 * 2
          for i5 = 0; < m2; += 1 (s3: 0 -> s7 -> s9) (p4: 0 -> p8 -> p10)
            %6 = x0[p4]
            s7 = s3 + %6
            p8 = p4 + 3
          return s9
        """);

    [Fact]
    public void DoesNotCarryWhatEachTripAssignsAfresh() => Ir.Equal("""
        static double F(double[] x)
        {
            double s = 0, t;
            for (int i = 0; i < x.Length; i++)
            {
                t = x[i];
                s += t * t;
            }
            t = s;
            return t;
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for i3 = 0; < %1; += 1 (s2: 0 -> s6 -> s7)
            t4 = x0[i3]
            %5 = t4 * t4
            s6 = s2 + %5
          return s7
        """);
}
