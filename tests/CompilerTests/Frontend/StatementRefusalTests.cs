using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class StatementRefusalTests
{
    [Fact]
    public void RefusesLoopsThatAreNotCounted() => Ir.Refused("""
        static double F(double[] x, int n)
        {
            while (n > 0) n--;
            do n++; while (n < 3);
            foreach (double e in x) n++;
            for (int i = 0; i != n; i++) { }
            for (int i = 0; i < n; i--) { }
            for (int i = 0; i < n; i *= 2) { }
            for (int i = 0; i < n; i++) i++;
            for (uint i = 0; i < 3; i++) { }
            for (; ; ) { }
        }
        """, """
        DIFF0107 while
        DIFF0107 do
        DIFF0107 foreach
        DIFF0107 for
        DIFF0107 for
        DIFF0107 for
        DIFF0107 for
        DIFF0107 for
        DIFF0107 for
        """);

    [Fact]
    public void RefusesALimitOrStepThatChanges() => Ir.Refused("""
        static double F(double[] x, int[] k, int n, int d)
        {
            for (int i = 0; i < n; i++) n--;
            for (int i = 0; i < 9; i += d) d++;
            for (int i = 0; i < k[0]; i++) k[1] = 2;
            for (int i = 0; i < n - i; i++) { }
            return x[0];
        }
        """, """
        DIFF0108 n
        DIFF0108 d
        DIFF0108 k[0]
        DIFF0108 n - i
        """);

    [Fact]
    public void RefusesJumps() => Ir.Refused("""
        static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0) continue;
                if (x[i] > 9) break;
                if (x[i] > 8) return s;
                s += x[i];
            }
            if (s > 1) { if (s > 2) return s; s = 3; }
            throw new Exception();
        }
        """, """
        DIFF0101 continue;
        DIFF0101 break;
        DIFF0106 return s;
        DIFF0106 return s;
        """);

    [Fact]
    public void RefusesExceptionHandlingAndSwitch() => Ir.Refused("""
        static double F(double x, IDisposable d)
        {
            try { x = 1; } catch { }
            lock (d) { }
            using (d) { }
            switch (x) { case 1: x = 2; break; }
            return x;
        }
        """, """
        DIFF0111 try
        DIFF0111 lock
        DIFF0111 using
        DIFF0101 switch
        """);
}
