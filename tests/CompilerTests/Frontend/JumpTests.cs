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
    public void EndsALoopAtBreak() => Ir.Equal("""
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
          %2 = 0 < %1
          while again5 %6 -> %7 (s3: 0 -> s12 -> s19) (i4: 0 -> i17 -> i20) (again5: %2 -> again18 -> again21)
            %8 = x0[i4]
            %9 = %8 < 0
            if %9 (s12: s3 | s11) (stopped13: true | false)
            else
              %10 = x0[i4]
              s11 = s3 + %10
            if stopped13 (i17: i4 | i14) (again18: false | %16)
            else
              i14 = i4 + 1
              %15 = extent x0.0
              %16 = i14 < %15
          return s19
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
          %2 = 0 < %1
          while again6 %7 -> %8 (result3: 0 -> result12 -> result20) (returned4: false -> returned13 -> returned21) (i5: 0 -> i18 -> i22) (again6: %2 -> again19 -> again23)
            %9 = x0[i5]
            %10 = %9 > 0
            if %10 (result12: result11 | result3) (returned13: true | returned4) (stopped14: true | false)
              result11 = x0[i5]
            if stopped14 (i18: i5 | i15) (again19: false | %17)
            else
              i15 = i5 + 1
              %16 = extent x0.0
              %17 = i15 < %16
          if returned21 (result24: result20 | 1) (returned25: returned21 | true)
          return result24
        """);

    [Fact]
    public void TestsASecondConditionAfterEachTrip() => Ir.Equal("""
        static double F(double[] x, double s)
        {
            for (int i = 0; i < x.Length && s < 9; i++)
                s *= x[i];
            return s;
        }
        """, """
        function F(x0: Vector<double>, s1: double)
          %2 = extent x0.0
          %3 = 0 < %2
          if %3 (%5: %4 | false)
            %4 = s1 < 9
          while again8 %9 -> %10 (s6: s1 -> s12 -> s18) (i7: 0 -> i13 -> i19) (again8: %5 -> %17 -> again20)
            %11 = x0[i7]
            s12 = s6 * %11
            i13 = i7 + 1
            %14 = extent x0.0
            %15 = i13 < %14
            if %15 (%17: %16 | false)
              %16 = s12 < 9
          return s18
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
