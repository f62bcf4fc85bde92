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
}
