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
        """);
}
