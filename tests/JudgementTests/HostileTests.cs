using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;
using DiffGen.RobustnessTests;

namespace DiffGen.JudgementTests;

/// <summary>Derivations that nobody would write on purpose: the judge ends, soon, and says why it could not tell.</summary>
public sealed class HostileTests
{
    private const string Squares = "public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }\n";
    private const string Gradient = "[GradientOf(nameof(F))] public static void G(double[] x, double[] dx) ";
    private const string Cube = "public static double F(double[,] a) { double s = 0; for (int i = 0; i < a.GetLength(0); i++) for (int j = 0; j < a.GetLength(1); j++) s += a[i, j] * a[i, j]; return s; }\n";

    public static TheoryData<string, string> NotChecked => new()
    {
        { Squares + Gradient + "{ while (true) { } }", "does not come to an end" },
        { Squares + Gradient + "{ for (int i = 0; i < 2000000000; i++) if (x.Length > 0) dx[0] += 1e-300; }", "does not come to an end" },
        { Squares + Gradient + "{ double[] t = new double[1 << 28]; dx[0] = t[5]; }", "it takes more memory than" },
        { Squares + Gradient + "{ for (int k = 1; k < 1000000; k++) { double[] t = new double[k]; t[0] = 1; if (t[0] > 2) dx[0] = t[0]; } }", "" },
        { Squares + Gradient + "=> Array.ForEach(x, v => dx[0] += v);", "cannot be followed: DIFF" },
        { "static double _k = 3;\n" + Squares + Gradient + "{ for (int i = 0; i < x.Length; i++) dx[i] = _k * x[i]; }", "cannot be followed: DIFF0110: '_k' is a static" },
        { "public static double F(double[] x) { double s = 0; while (s < 1) s += 0 * x[0]; return s; }\n" + Gradient + "{ Array.Clear(dx); }", "" },
    };

    [Theory, MemberData(nameof(NotChecked))]
    public void WhatCannotBeToldIsSaid(string members, string reason)
    {
        var verdict = Assert.IsType<Verdict.Unchecked>(JudgedProject.Of(members).Judge("G"));
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Squares + Gradient + "{ throw new InvalidOperationException(); }")]
    [InlineData(Squares + Gradient + "{ for (int i = 0; i <= x.Length; i++) dx[i] = 2 * x[i]; }")]
    [InlineData(Squares + Gradient + "{ int zero = dx.Length - x.Length; for (int i = 0; i < x.Length; i++) dx[i] = 2 * x[i] + 1 / zero; }")]
    [InlineData(Cube + "[GradientOf(nameof(F))] public static void G(double[,] a, double[,] da) { for (int i = 0; i < a.GetLength(1); i++) for (int j = 0; j < a.GetLength(0); j++) da[i, j] = 2 * a[i, j]; }")]
    public void WhatThrowsIsADifference(string members) => Assert.IsType<Verdict.Differs>(JudgedProject.Of(members).Judge("G"));

    // A square matrix hides it; an empty one hides all.
    [Theory]
    [InlineData(Cube + "[GradientOf(nameof(F))] public static void G(double[,] a, double[,] da) { for (int i = 0; i < a.GetLength(0); i++) for (int j = 0; j < Math.Min(a.GetLength(0), a.GetLength(1)); j++) da[i, j] = 2 * a[i, j]; for (int i = 0; i < a.GetLength(0); i++) for (int j = a.GetLength(0); j < a.GetLength(1); j++) da[i, j] = 0; }")]
    [InlineData(Cube + "[GradientOf(nameof(F))] public static void G(double[,] a, double[,] da) { int n = a.GetLength(0), m = a.GetLength(1); for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) da[i, j] = n > 1 && m > 1 ? 2 * a[i, j] : a[i, j]; }")]
    public void UnequalAndSmallExtentsAreTried(string members) => Assert.IsType<Verdict.Differs>(JudgedProject.Of(members).Judge("G"));

    // Proofs read the names of parameters: those of F may be exchanged, and the seed may be called like one of them.
    [Fact]
    public void NamesDoNotDecide()
    {
        const string Product = "public static double F(double a, double b) => a * a * b;\n";
        Assert.IsType<Verdict.Proved>(JudgedProject.Of(Product + "[GradientOf(nameof(F))] public static void G(double a, double b, out double da, out double db) { da = 2 * a * b; db = a * a; }").Judge("G"));
        JudgedProject wrong = JudgedProject.Of(Product + "[AdjointOf(nameof(F))] public static void G(double a, double b, double seed, ref double da) => da += 2 * a * seed;");
        Assert.IsType<Verdict.Differs>(wrong.Judge("G"));
        Assert.False(wrong.IsProved(wrong.Derivatives().Single()));
    }

    // The numbers of a struct in an array are different numbers.
    [Fact]
    public void MembersOfElementsAreToldApart()
    {
        const string Struct = "public record struct P(double X, double Y);\npublic static double F(P[] q, double w) { double s = 0; for (int i = 0; i < q.Length; i++) s += w * q[i].X * q[i].X + q[i].Y; return s; }\n";
        JudgedProject right = JudgedProject.Of(Struct + "[GradientOf(nameof(F))] public static void G(P[] q, double w, out double dw) { dw = 0; for (int i = 0; i < q.Length; i++) dw += q[i].X * q[i].X; }");
        Assert.IsType<Verdict.Proved>(right.Judge("G"));
        JudgedProject wrong = JudgedProject.Of(Struct + "[GradientOf(nameof(F))] public static void G(P[] q, double w, out double dw) { dw = 0; for (int i = 0; i < q.Length; i++) dw += q[i].X * q[i].Y; }");
        Assert.IsType<Verdict.Differs>(wrong.Judge("G"));
        Assert.False(wrong.IsProved(wrong.Derivatives().Single()));
    }

    public static TheoryData<string> Long => new()
    {
        Squares + Gradient + "{ while (true) { } }",
        // Nothing that is near makes it right, so all changes are tried.
        Squares + Gradient + "{ double p = 1, q = 2, r = 3, t = 4, u = 5; for (int i = 0; i < x.Length; i++) { p += Math.Sin(x[i]) * q - r * t; q = p * u + r / (1 + p * p); r -= Math.Cos(q) * x[i]; t = Math.Exp(-p * p) + q * r; u += t * p - q; dx[i] = p * q + r * t - u * Math.Sin(p - q) + t / (1 + u * u); } }",
        // A product of sums, which is long when written out.
        "public static double F(double[] x, double[] y) { double p = 1, a = 0, b = 0, c = 0, d = 0; for (int i = 0; i < x.Length; i++) { a += x[i] * y[i]; b += x[i] * x[i] + y[i]; c += y[i] * y[i] - x[i]; d += Math.Exp(x[i] * y[i]); } p = (a + b + c) * (a - b + d) * (b * c - d + 1) * (a + 2 * d); return p * p * p / (1 + p * p + a * b * c * d); }\n"
            + "[GradientOf(nameof(F))] public static double G(double[] x, double[] y, double[] dx) { Array.Clear(dx); return F(x, y); }",
    };

    [Theory, MemberData(nameof(Long))]
    public void StopsSoonAfterBeingCancelled(string members)
    {
        JudgedProject project = JudgedProject.Of(members);
        (HandDerivative? hand, _) = project.Read(project.Derivatives().Single());
        // The promise is 50 ms, of optimised code; tests are not, and run beside others.
        TimeSpan patience = TimeSpan.FromMilliseconds(150);
        var clock = ThreadClock.Start();
        for (int i = 0; i < 3; i++)
        {
            clock = ThreadClock.Start();
            Judge.Of(hand!, new JudgeOptions(), CancellationToken.None);
        }
        TimeSpan total = clock.Elapsed;
        foreach (double part in new[] { 0.1, 0.4, 0.7 })
        {
            TimeSpan best = TimeSpan.MaxValue;
            for (int attempt = 0; attempt < 4 && best > patience; attempt++)
                best = new[] { best, Latency(hand!, total * part) }.Min();
            Assert.True(best <= patience, $"{best.TotalMilliseconds:F0} ms, cancelled at {part:P0} of {total.TotalMilliseconds:F0} ms");
        }
    }

    private static TimeSpan Latency(HandDerivative hand, TimeSpan after)
    {
        (TimeSpan worked, TimeSpan cancelled, _) = CancelledWork.Run(cancellation => Judge.Of(hand, new JudgeOptions(), cancellation), after);
        return worked > cancelled ? worked - cancelled : TimeSpan.Zero;
    }
}
