using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class ArrayTests
{
    [Fact]
    public void ReadsAndWritesEveryFormOfArray() => Ir.Equal("""
        static void F(double[] a, double[,] b, double[,,] c, double[][] d, Span<double> e, ReadOnlySpan<double> f, int i, int j)
        {
            a[i] = b[i, j];
            c[i, j, 0] = d[i][j];
            e[i] = f[j];
            d[j][i] = 1;
        }
        """, """
        function F(a0: Vector<double>, b1: Rank2<double>, c2: Rank3<double>, d3: Jagged<double>, e4: Span<double>, f5: ReadOnlySpan<double>, i6: int, j7: int)
          %8 = b1[i6, j7]
          a0[i6] = %8
          %9 = d3[i6, j7]
          c2[i6, j7, 0] = %9
          %10 = f5[j7]
          e4[i6] = %10
          d3[j7, i6] = 1
        """);

    [Fact]
    public void ReadsAPartOfASpanAsTheWholeShifted() => Ir.Equal("""
        static double F(Span<double> x, int a, int n, int k) => x.Slice(a, n)[k];
        """, """
        function F(x0: Span<double>, a1: int, n2: int, k3: int)
          %4 = extent x0.0
          check a1 + n2 <= %4
          check k3 + 1 <= n2
          %5 = a1 + k3
          %6 = x0[%5]
          return %6
        """);

    [Fact]
    public void SwapsElements() => Ir.Equal("""
        static void F(double[] x, int i, int j) => (x[i], x[j]) = (x[j], x[i]);
        """, """
        function F(x0: Vector<double>, i1: int, j2: int)
          %3 = x0[j2]
          %4 = x0[i1]
          x0[i1] = %3
          x0[j2] = %4
        """);

    [Fact]
    public void AddsWithoutReadingFirst() => Ir.Equal("""
        static void F(double[] y, double x)
        {
            y[0] += x;
            y[1] -= x * 2;
            y[2] *= x;
        }
        """, """
        function F(y0: Vector<double>, x1: double)
          y0[0] += x1
          %2 = x1 * 2
          %3 = -%2
          y0[1] += %3
          %4 = y0[2]
          %5 = %4 * x1
          y0[2] = %5
        """);

    [Fact]
    public void ReadsFirstIfTheAddendWritesTheSameArray() => Ir.Equal("""
        static double Reset(double[] a)
        {
            a[0] = 3;
            return 1;
        }

        [Differentiable]
        static void F(double[] y) => y[0] += Reset(y);
        """, """
        function F(y0: Vector<double>)
          %1 = y0[0]
          y0[0] = 3
          %2 = %1 + 1
          y0[0] = %2
        """);

    [Fact]
    public void TakesARowAsAView() => Ir.Equal("""
        static double F(double[][] a, int i)
        {
            double[] row = a[i];
            i = 0;
            row[1] = 2;
            return row[0] * row.Length + a[i].Length + a.Length;
        }
        """, """
        function F(a0: Jagged<double>, i1: int)
          a0[i1, 1] = 2
          %2 = a0[i1, 0]
          %3 = extent a0[i1].1
          %4 = (double)%3
          %5 = %2 * %4
          %6 = extent a0[0].1
          %7 = (double)%6
          %8 = %5 + %7
          %9 = extent a0.0
          %10 = (double)%9
          %11 = %8 + %10
          return %11
        """);

    [Fact]
    public void CountsFromTheEnd() => Ir.Equal("""
        static double F(double[] x, Span<double> y, int n) => x[^1] * y[^n];
        """, """
        function F(x0: Vector<double>, y1: Span<double>, n2: int)
          %3 = extent x0.0
          %4 = %3 - 1
          %5 = x0[%4]
          %6 = extent y1.0
          %7 = %6 - n2
          %8 = y1[%7]
          %9 = %5 * %8
          return %9
        """);

    [Fact]
    public void AsksForExtents() => Ir.Equal("""
        static double F(double[,] a, double[] x, Span<double> s) => x[a.GetLength(1) + x.GetLength(0) + a.Length + s.Length];
        """, """
        function F(a0: Rank2<double>, x1: Vector<double>, s2: Span<double>)
          %3 = extent a0.1
          %4 = extent x1.0
          %5 = %3 + %4
          %6 = extent a0.0
          %7 = extent a0.1
          %8 = %6 * %7
          %9 = %5 + %8
          %10 = extent s2.0
          %11 = %9 + %10
          %12 = x1[%11]
          return %12
        """);

    [Fact]
    public void MakesLocalArrays() => Ir.Equal("""
        static double F(int n, double x)
        {
            double[] a = new double[n];
            double[,] b = new double[n, 2];
            double[] c = { x, 2 };
            var d = new[] { 1.0, x };
            Span<double> e = stackalloc double[n];
            int[] f = new int[3];
            a[f[0]] = b[0, 1] + c[1] + d[0] + e[2];
            return a[0];
        }
        """, """
        function F(n0: int, x1: double)
          allocate cleared a2[n0]
          allocate cleared b3[n0, 2]
          allocate c4[2]
          c4[0] = x1
          c4[1] = 2
          allocate d5[2]
          d5[0] = 1.0
          d5[1] = x1
          allocate cleared e6[n0]
          allocate cleared f7[3]
          %8 = f7[0]
          %9 = b3[0, 1]
          %10 = c4[1]
          %11 = %9 + %10
          %12 = d5[0]
          %13 = %11 + %12
          %14 = e6[2]
          %15 = %13 + %14
          a2[%8] = %15
          %16 = a2[0]
          return %16
        """);

    [Fact]
    public void ResolvesASecondNameToTheArrayItself() => Ir.Equal("""
        static void Scale(ReadOnlySpan<double> from, Span<double> to)
        {
            for (int i = 0; i < from.Length; i++)
                to[i] = 2 * from[i];
        }

        [Differentiable]
        static double F(double[] x)
        {
            Span<double> y = x;
            Scale(x, y);
            return y[0];
        }
        """, """
        function F(x0: Vector<double>)
          %1 = extent x0.0
          for i2 = 0; < %1; += 1
            %3 = x0[i2]
            %4 = 2 * %3
            x0[i2] = %4
          %5 = x0[0]
          return %5
        """);
}
