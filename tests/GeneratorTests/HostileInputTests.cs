using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>Source as it is while someone types it.</summary>
public class HostileInputTests
{
    private const string Vector = """
        using DiffGen;

        namespace N.M;

        public static partial class Losses
        {
            [Differentiable]
            public static double Energy(double[] x, [Constant] double a, int n)
            {
                double sum = 0;
                for (int i = 0; i < n; i += 2)
                {
                    double t = x[i] * a;
                    if (t > 1 && i > 0)
                        sum += System.Math.Exp(-t);
                    else
                        sum -= Square(t);
                }
                return sum;
            }

            private static double Square(double t) => t * t;
        }
        """;

    private const string Matrices = """
        using System;

        internal partial struct Model
        {
            [DiffGen.Differentiable(DiffGen.Derivatives.Adjoint)]
            internal static void Product(double[,] m, ReadOnlySpan<double> x, Span<double> y, ref float s, out double t)
            {
                var w = new double[x.Length];
                Span<double> v = stackalloc double[3];
                t = 0;
                for (int i = m.GetLength(0) - 1; i >= 0; --i)
                {
                    y[i] = 0;
                    for (int j = 0; j < x.Length; j++)
                        y[i] += m[i, j] * (x[j] > 0 ? x[j] : (float)w[j]);
                    s *= 2f;
                }
            }
        }
        """;

    public static TheoryData<string, string> Programs => new()
    {
        { nameof(Vector), Vector },
        { nameof(Matrices), Matrices },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task CutOffAfterAnyToken(string name, string program)
    {
        foreach (SyntaxToken token in Tokens(program))
            await Survives(name + " cut off at " + token.Span.End, program[..token.Span.End]);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task WithoutAnyOneToken(string name, string program)
    {
        foreach (SyntaxToken token in Tokens(program))
            await Survives(name + " without the token at " + token.SpanStart, program.Remove(token.SpanStart, token.Span.Length));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task WithAnyTokenTwice(string name, string program)
    {
        foreach (SyntaxToken token in Tokens(program))
            await Survives(name + " with the token twice at " + token.SpanStart, program.Insert(token.Span.End, " " + token.Text));
    }

    [Theory]
    [InlineData("[DiffGen.Differentiable] double F(double x) => x;")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => x; [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => x; [DiffGen.Differentiable] public static double f(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable, DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable((DiffGen.Derivatives)1024)] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable(nope)] public static double F(double x) => x; }")]
    [InlineData("partial class C<T> where T : struct { [DiffGen.Differentiable] public static double F(double x, T t) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static T F<T>(T x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => F(x); }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => G(x); static double G(double x) => F(x); }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static extern double F(double x); }")]
    [InlineData("abstract partial class C { [DiffGen.Differentiable] public abstract double F(double x); }")]
    [InlineData("partial interface I { [DiffGen.Differentiable] double F(double x); }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static partial double F(double x); }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static partial double F(double x); public static partial double F(double x) => x; }")]
    [InlineData("class C { [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("file partial class C { [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("class O { partial class C { [DiffGen.Differentiable] public static double F(double x) => x; } }")]
    [InlineData("namespace @class { partial class @int { [DiffGen.Differentiable] public static double @for(double @double) => @double; } }")]
    [InlineData("partial class Ünïcødé { [DiffGen.Differentiable] public static double 函数(double 变量) => 变量; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static unsafe double F(double* x) => *x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(dynamic x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static async System.Threading.Tasks.Task<double> F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static System.Collections.Generic.IEnumerable<double> F(double x) { yield return x; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(params double[] x) => x[0]; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(__arglist) => 0; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static ref double F(double[] x) => ref x[0]; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) { goto a; a: return x; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => x; public static double FGradient(double x, out double dx) => dx = x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(Secret x, double y) => y; private class Secret; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x, double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x, = 3) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double C(double x) => x; }")]
    [InlineData("static partial class C { [DiffGen.Differentiable] public double F(double x) => x; }")]
    [InlineData("partial class C : Nope { [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => x; public int F; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x = 1, params double[] y) => x; }")]
    [InlineData("partial struct S { double a; [DiffGen.Differentiable] public readonly double F(double x) => a * x; }")]
    [InlineData("interface I { double F(double x); } partial class C : I { [DiffGen.Differentiable] double I.F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x, int? n, string? s, (int a, int b) t, int[]?[] m) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(this double x) => x; }")]
    [InlineData("static partial class C { [DiffGen.Differentiable] public static double F(this double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] [System.Obsolete] public static double F(double x) => x; }")]
    [InlineData("[System.Obsolete] partial class C { [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public virtual double F(double x) => x; } class D : C { public override double F(double x) => x; }")]
    [InlineData("partial class B { public static double FGradient(double x, out double dx) => dx = x; } partial class C : B { [DiffGen.Differentiable] public static double F(double x) => x; }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double x) => x * ; x [DiffGen.GradientOf(nameof(F))] public static double FGradient(double x, out double dx) { dx = 1; return x; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double[] x) => G(x, x.Length); static double G(double[] x, int n) { if (n == 1) return x[0] * x[0] return ; double s = G(x, n / 2); return s; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double[] x) { for (int i = 0; i < 3; i++) { if (x[i] > 1) return; } return x[0]; } }")]
    [InlineData("public readonly record struct P(double , double B); partial class C { [DiffGen.Differentiable(DiffGen.Derivatives.All)] public static P F(double x) => new P(x, x * x); }")]
    [InlineData("public struct P { public double ; public double B; } partial class C { [DiffGen.Differentiable(DiffGen.Derivatives.All)] public static P F(P x) => x; }")]
    [InlineData("public struct P { public double { get; set; } public double B; } public struct Q { public P At; } partial class C { [DiffGen.Differentiable] public static Q F(Q x, P y) => new Q { At = y }; }")]
    [InlineData("partial class C { [DiffGen.Differentiable(DiffGen.Derivatives.All)] public static double[] F(double x) { double  = x * x; double[] = { x, x }; var (, b) = (x, 1); double[] y = { x, x }; return y; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double[] x) => G(x, x.Length); static double G(double[] x, int n) { if (n == 1) return x[0] * x[0]; int m = n / 2; } }")]
    [InlineData("partial class C { [DiffGen.Differentiable] public static double F(double[] x) => G(x, x.Length); static double G(double[] x, int n) { if (n == 1) return x[0] * x[0]; while (n > 1) n--; } }")]
    public Task UnusualDeclarations(string program) => Survives(program, program);

    // Of what such calls are said to read and write, nothing may be left that they only hand to each other.
    [Theory]
    [InlineData("double F(double[] x, ref double b) { for (int i = 0; true; i++) { if (x[0] < 2) b += b; else G(new double[x.Length], 0); } }", "double[] w = { 0, p[0] };")]
    [InlineData("double F(double[] y) { y[1] -= 1.5; G(y, 2); return 0; }", "foreach (double e in p) { }")]
    [InlineData("double F([Constant] double[] x, double[] z, int n) { G(x, n); return 0; }", "p[0] = 2.75;")]
    public void CallsThatNeverEnd(string method, string body)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of($$"""
            using DiffGen;
            static partial class C
            {
                [Differentiable(Derivatives.All)]
                public static {{method}}

                private static void G(double[] p, int d)
                {
                    {{body}}
                    G(p, d);
                }
            }
            """));
        run.AssertAddsNoErrors();
    }

    // What the trip would hand on is made after the throw, where nobody comes.
    [Fact]
    public void ATripThatEndsInAThrowHandsNothingOn()
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of("""
            using System; using DiffGen;
            static partial class C
            {
                [Differentiable(Derivatives.All)]
                public static double F(double[] z, double a)
                {
                    foreach (var e in z)
                        G(ref a, e);
                    return a;
                }

                private static void G(ref double r, double u)
                {
                    if (true) throw new ArgumentOutOfRangeException("n");
                    r += u;
                }
            }
            """));
        run.AssertAddsNoErrors();
    }

    [Fact]
    public Task AVeryDeepExpression() =>
        Survives("deep", "partial class C { [DiffGen.Differentiable] public static double F(double x) => " + string.Concat(Enumerable.Repeat("x + ", 2000)) + "x; }");

    [Fact]
    public Task VeryDeepParentheses() =>
        Survives("deep", "partial class C { [DiffGen.Differentiable] public static double F(double x) => " + new string('(', 150) + "x" + new string(')', 150) + "; }");

    [Fact]
    public Task VeryDeepBlocks() =>
        Survives("deep", "partial class C { [DiffGen.Differentiable] public static double F(double x) { " + string.Concat(Enumerable.Repeat("if (x > 0) { ", 150)) + "x *= 2;" + new string('}', 150) + " return x; } }");

    private static IEnumerable<SyntaxToken> Tokens(string program) =>
        UserProject.Parse(program, "").GetRoot().DescendantTokens().Where(t => t.Span.Length > 0);

    /// <summary>Neither generator nor analyzer fails, and no error is there that C# does not report without DiffGen.</summary>
    private static async Task Survives(string what, string program)
    {
        Compilation project = UserProject.Of(program);
        try
        {
            GeneratorRun.Over(project).AssertAddsNoErrors();
            Assert.DoesNotContain(await AnalyzerRun.Over(project), d => d.Id is "AD0001" or "DIFF9001");
        }
        catch (Xunit.Sdk.XunitException e)
        {
            Assert.Fail(what + "\n" + e.Message + "\n" + program);
        }
    }
}
