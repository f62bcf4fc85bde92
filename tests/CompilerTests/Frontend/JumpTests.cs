using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class JumpTests
{
    [Fact]
    public void LoopsOverElements() => Ir.Equal("""
        static double F(double[] x)
        {
            double s = 0;
            foreach (double v in x)
                s += v;
            return s;
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for index3 = 0; < %1; += 1 (s2: 0 -> s5 -> s6)
            v4 = x0[index3]
            s5 = s2 + v4
          return s6
        """);

    [Fact]
    public void PutsWhatContinueSkipsOnTheOtherSide() => Ir.Equal("""
        static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0)
                    continue;
                s += x[i];
            }
            return s;
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for i3 = 0; < %1; += 1 (s2: 0 -> s8 -> s9)
            %4 = x0[i3]
            %5 = %4 < 0
            if %5 (s8: s2 | s7)
            else
              %6 = x0[i3]
              s7 = s2 + %6
          return s9
        """);

    [Fact]
    public void RunsEmptyTripsAfterBreak() => Ir.Equal("""
        static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0)
                    break;
                s += x[i];
            }
            return s;
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for i4 = 0; < %1; += 1 (s2: 0 -> s11 -> s13) (stopped3: false -> stopped12 -> stopped14)
            if stopped3 (s11: s2 | s9) (stopped12: stopped3 | stopped10)
            else
              %5 = x0[i4]
              %6 = %5 < 0
              if %6 (s9: s2 | s8) (stopped10: true | stopped3)
              else
                %7 = x0[i4]
                s8 = s2 + %7
          return s13
        """);

    [Fact]
    public void CarriesWhatALoopReturns() => Ir.Equal("""
        static double F(double[] x)
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 0)
                    return x[i];
            }
            return 1;
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for i5 = 0; < %1; += 1 (result2: 0 -> result12 -> result15) (returned3: false -> returned13 -> returned16) (stopped4: false -> stopped14 -> stopped17)
            if stopped4 (result12: result2 | result9) (returned13: returned3 | returned10) (stopped14: stopped4 | stopped11)
            else
              %6 = x0[i5]
              %7 = %6 > 0
              if %7 (result9: result8 | result2) (returned10: true | returned3) (stopped11: true | stopped4)
                result8 = x0[i5]
          if returned16 (result18: result15 | 1) (returned19: returned16 | true)
          return result18
        """);

    [Fact]
    public void TurnsASecondConditionIntoAStop() => Ir.Equal("""
        static double F(double[] x, double s)
        {
            for (int i = 0; i < x.Length && s < 9; i++)
                s *= x[i];
            return s;
        }
        """, """
        function F(x0: Vector<double>, s1: double)
          %2 = extent x0.0
          for i5 = 0; < %2; += 1 (s3: s1 -> s11 -> s13) (stopped4: false -> stopped12 -> stopped14)
            if stopped4 (s11: s3 | s9) (stopped12: stopped4 | stopped10)
            else
              %6 = s3 < 9
              if %6 (s9: s8 | s3) (stopped10: stopped4 | true)
                %7 = x0[i5]
                s8 = s3 * %7
          return s13
        """);

    [Fact]
    public void MakesASwitchAChainOfBranches() => Ir.Equal("""
        static double F(double x, int n)
        {
            switch (n)
            {
                default:
                    x = 1;
                    break;
                case 0:
                case 1:
                    x *= 2;
                    break;
            }
            return x switch { < 0 => 0, >= 1 and < 2 => x, _ => 3 };
        }
        """, """
        function F(x0: double, n1: int)
          %2 = n1 == 0
          if %2 (%4: true | %3)
          else
            %3 = n1 == 1
          if %4 (x6: x5 | 1)
            x5 = x0 * 2
          %7 = x6 < 0
          if %7 (%12: 0 | %11)
          else
            %8 = x6 >= 1
            %9 = x6 < 2
            %10 = %8 & %9
            if %10 (%11: x6 | 3)
          return %12
        """);
}
