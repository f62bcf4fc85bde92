using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>The lists as a whole, on programs like those that people differentiate.</summary>
public class PassOrderTests
{
    public static readonly TheoryData<string> Programs = new(
        """
        static double Energy(double[] x, double a)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { double t = x[i] * a; s += t * t; }
            return s;
        }
        """,
        """
        static double GatedPairs(double[] h, double[,] phi, int N)
        {
            double f = 0;
            for (int i = 0; i < N; i++)
            {
                for (int j = N; j < phi.GetLength(0); j++)
                {
                    double dot = 0;
                    for (int k = 0; k < phi.GetLength(1); k++) dot += phi[i, k] * phi[j, k];
                    f += h[i] * h[j] * dot;
                }
            }
            return f;
        }
        """,
        """
        static double Softmax(double[] t)
        {
            double[] e = new double[t.Length];
            double z = 0, s = 0;
            for (int i = 0; i < t.Length; i++) { e[i] = System.Math.Exp(t[i]); z += e[i]; }
            for (int i = 0; i < t.Length; i++) { double p = e[i] / z; s += p * p; }
            return s;
        }
        """,
        """
        static double PrefixInPlace(double[] x, double a)
        {
            double s = 0;
            for (int i = 1; i < x.Length; i++) { x[i] = x[i] * x[i - 1] - a; s += x[i]; }
            return s * a;
        }
        """,
        """
        static double RunningIndex(double[,] M, int n, int m)
        {
            double[] t = new double[n * m];
            int k = 0;
            for (int i = 0; i < M.GetLength(0); i++)
                for (int j = 0; j < M.GetLength(1); j++) { t[k] = M[i, j] * 2; k++; }
            double s = 0;
            for (int l = k - 1; l >= 0; l -= 2) s += t[l] * t[l] * l;
            return s;
        }
        """,
        """
        static double Branches(double[] x, double[] y, double c)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double d = x[i] - y[i];
                if (d > 0) s += d * c; else if (d < -1) s -= System.Math.Sin(d) * -c;
                y[0] += s > 2 ? x[i] : 0;
            }
            return s;
        }
        """,
        """
        static double Recurrence(double[] x, double s)
        {
            for (int i = x.Length - 1; i >= 0; i--)
                for (int j = 0; j < 3; j++) s = System.Math.Sin(s * x[i]) + j;
            return s;
        }
        """);

    [Theory]
    [MemberData(nameof(Programs))]
    public void NoPassChangesWhatTheGradientComputes(string program)
    {
        Function function = Lowering.Lower(program);
        Function reference = Gradient(function);
        string[] names = [.. Passes.Primal.Concat(Passes.Derivative).Select(p => p.Name).Distinct()];
        foreach (string[] disabled in names.Select(n => new[] { n }).Append([]))
            Rewriting.ComputesTheSame(reference, Optimized(function, disabled), exactResult: true);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void RunningThePassesAgainChangesNothing(string program)
    {
        Function optimized = Optimized(Lowering.Lower(program), []);
        Function again = Passes.Run(Passes.Derivative, optimized, TestContext.Current.CancellationToken);
        Assert.Equal(IrPrinter.Print(optimized), IrPrinter.Print(again));
    }

    private static Function Optimized(Function function, string[] disabled)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        return Passes.Run(Passes.Derivative, Gradient(Passes.Run(Passes.Primal, function, ct, disabled)), ct, disabled);
    }

    private static Function Gradient(Function function)
    {
        Function gradient = AdjointFunction.Gradient(function, TestContext.Current.CancellationToken);
        return gradient with { SameShapes = Rewriting.DerivativeShapes(gradient) };
    }
}
