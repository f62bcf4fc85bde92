using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class StatementRefusalTests
{
    [Fact]
    public void RefusesForEachThatConvertsItsElements() => Ir.Refused("""
        static void F(double[] x, int n)
        {
            foreach (int e in x) n++;
        }
        """, """
        DIFF0107 foreach
        """);

    [Fact]
    public void RefusesGoto() => Ir.Refused("""
        static double F(double[] x, int n)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0) goto End;
                s += x[i];
            }
            switch (n) { case 0: goto case 1; case 1: s = 3; break; }
            End: return s;
        }
        """, """
        DIFF0101 goto End;
        DIFF0101 goto case 1;
        """);

    [Fact]
    public void RefusesExceptionHandlingAndSwitchesOverOtherThings() => Ir.Refused("""
        static double F(double x, IDisposable d, string s)
        {
            try { x = 1; } catch { }
            lock (d) { }
            using (d) { }
            switch (s) { case "": x = 2; break; }
            return x;
        }
        """, """
        DIFF0111 try
        DIFF0111 lock
        DIFF0111 using
        DIFF0101 s
        """);
}
