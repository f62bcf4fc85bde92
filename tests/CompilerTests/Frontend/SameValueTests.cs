using System.Reflection;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>The IR computes what the C# does, bit for bit: both are run on the same arguments.</summary>
public sealed class SameValueTests
{
    [Theory]
    [InlineData("static double F(double x, double y, int n) { x -= y * 3 - -x; x /= 7; y %= 2; return x - y + (n * n / 3 - n % 4) + 1 / 3 * x; }")]
    [InlineData("static double F(double x, double y, int n) { int k = (int)(x * 10); byte b = (byte)k; b += 250; b++; sbyte c = (sbyte)b; return k + b * 1.5 + c + (float)x + (uint)k; }")]
    [InlineData("static double F(double x, double y, int n) { long k = n; k = k << 33 ^ ~k; ulong u = (ulong)k >> 3; return k + (double)u + (n >> 1) + (n >>> 1) + (n & 3 | 4); }")]
    [InlineData("static double F(double x, double y, int n) { float f = (float)x; f *= 3; f += n; f = f * (float)y - f / 3f; return f + MathF.Sin(f) + Math.Abs(f); }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = new double[5]; int i = 0; a[i++] = i; a[i++] += i++; a[--i] -= a[i] = 3 * x; a[^1] = i; return a[0] + a[1] * x + a[2] * y + a[4]; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, 1 }; a[0] += Set(a, 0); a[1] -= Set(a, 1); a[2] *= Set(a, 2); return a[0] + a[1] + a[2]; }  static double Set(double[] a, int i) { a[i] = 7; return a[2] + 1; }")]
    [InlineData("static double F(double x, double y, int n) { if (x > 0 && Square(x, out var t) || y > 0 && Square(y, out t)) return t + x; x = -x; if (n > 2) { y = 2; return y * x; } else if (n < -2) { x -= 1; } else return y; return x * y; }  static bool Square(double a, out double b) { b = a * a; return b > 1; }")]
    [InlineData("static double F(double x, double y, int n) { Swap(ref x, ref y); Swap(ref y, ref x); Swap(ref x, ref y); return x / y; }  static void Swap(ref double a, ref double b) { double t = a; a = b; b = t; }")]
    [InlineData("static double F(double x, double y, int n) { double s = 0; int p = 3; for (int i = 20; i >= n; i -= 3) { for (int j = i; 3 * i > j; j = 2 + j) { s = s * 0.5 + x * j; p++; } if (i % 2 == 0) { s -= p; } else p--; } return s; }")]
    [InlineData("static double F(double x, double y, int n) { double s = 0; void Add(double d) { s += d; Twice(d); } void Twice(double d) => s *= 1 + d; for (int i = 0; i < 4; i++) Add(x * i); return s; }")]
    [InlineData("static double F(double x, double y, int n) { double[,] m = new double[3, 2]; double[,,] t = new double[2, 1, 2]; m[2, 1] = x; t[1, 0, 1] = y; m[2, 0] -= m[2, 1]; return m[2, 0] + t[1, 0, 1] + m.Length * t.Length + m.GetLength(1); }")]
    [InlineData("static double F(double x, double y, int n) { Span<double> s = stackalloc double[4]; double[] a = new double[] { x, y }; Span<double> v = a; v[1] += 1; s[^2] = a[1]; ReadOnlySpan<double> r = s; return r[2] + r[0] + v.Length + r.Length; }")]
    [InlineData("static double F(double x, double y, int n) => Math.Max(n, 3) + Math.Min(n, -1) * 2 + Math.Abs(n) + Math.Sign(n) + Math.Clamp(n, -2, 2) + Math.Max(x, y) + Math.Clamp(x, -0.5, 0.5);")]
    [InlineData("static double F(double x, double y, int n) { bool a = x > y, b = n != 3; bool c = a ^ b | !a & b; c |= x == y; return (c ? x : n) + (a && b ? 1.5f : 2) - -0.0 + 0x1F + 1e-3; }")]
    [InlineData("static double F(double x, double y, int n) { return P(y: Half(y), a: Half(x)) + P(x) + Q(1, x, y); }  static double P(double a, int k = 2, double y = 0.1) => a * k - y;  static double Half(double q) => q / 2;  static double Q(params double[] r) { double s = 1; for (int i = 0; i < r.Length; ++i) s *= r[i]; return s; }")]
    [InlineData("static double F(double x, double y, int n) { double t; if (n > 0) t = x; else t = y; double u = t = t + 1; for (int i = 0; i < 3; i++) { double w; w = u * i; t = w; u += t; } t = 3; return t * u; }")]
    [InlineData("static double F(double x, double y, int n) { return G(16777217) * x + H(G(n)); }  static float G(int n) => n;  static double H(double a) => a / 3;")]
    [InlineData("static double F(double x, double y, int n) { double[] a = new double[3]; Add(a.AsSpan(), x); Add(a, y); return a[0] * a[1]; }  static void Add(Span<double> s, double d) { for (long i = s.Length - 1; i >= 0; i--) s[(int)i] += d * i; }")]
    [InlineData("static double F(double x, double y, int n) { (x, y) = (y, x); double[] a = { x, y, n, 3 }; int i = 0; (a[i++], a[i++]) = (a[i], a[i - 1] * x); (i, a[i]) = (3, i); var (p, q) = (a[0], n); (double r, (int s, _)) = (n, (i, a[1]++)); return a[0] + a[1] * 2 + a[2] * 3 + a[3] * 5 + p * q + r * s; }")]
    [InlineData("static double F(double x, double y, int n) { (float f, double g) = ((float)x, n); byte b; (b, x) = (7, b = 3); (x, y) = (x + y + f, x - y * g); ((x, y), n) = ((y, x), n + b); return x / y + n; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, n, 3, x * y }; Span<double> s = a.AsSpan(1, 3); s[2] *= x; Span<double> t = s.Slice(1); t[^1] -= y; ReadOnlySpan<double> u = a.AsSpan()[1..^1][1..]; s[0] = u.Length + t.Length; return Sum(a) + 2 * Sum(s) + 3 * Sum(t) + 4 * Sum(u) + 5 * Sum(a.AsSpan(3)) + 6 * Sum(t[..0]) + 7 * Sum(a.AsSpan().Slice(length: 2, start: 1)); }  static double Sum(ReadOnlySpan<double> r) { double z = 0; for (int i = 0; i < r.Length; i++) z += r[i] * (i + 1); return z; }")]
    [InlineData("static double F(double x, double y, int n) { double[,] m = { { x, 2, n }, { y, x * y, 1 } }; double[] c = [x, n, 1]; var t = new double[,,] { { { 1 }, { x } }, { { y }, { n } } }; Span<float> f = [(float)x, n]; return m[0, 2] + m[1, 0] * m[0, 0] - m[1, 2] * m[0, 1] + c[1] * c[0] + c.Length + t[1, 1, 0] * t[0, 1, 0] + t.Length + f[0] * f[1] + Sum([y, 2, x]); }  static double Sum(ReadOnlySpan<double> r) { double z = 0; for (int i = 0; i < r.Length; i++) z += r[i] * (i + 1); return z; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, 3 }; Swap(ref a[0], ref a[2]); Span<double> s = a.AsSpan(1); Swap(ref s[0], ref s[1]); Twice(in a[0], a); Set(out a[1], x); ref double r = ref a[2]; r *= a[2] + x; r++; double d = r + a[2]; Twice(in r, a); (r, a[0]) = (a[0], r); return a[0] + a[1] * 2 + a[2] * 3 + d; }  static void Swap(ref double p, ref double q) { (p, q) = (q, p); p += q; }  static void Twice(in double p, double[] a) { a[0] = p * 3; a[2] += p; Set(out a[1], p); }  static void Set(out double p, double v) { p = 1; p = v + p; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, 3, n, 5 }; double[] b = new double[7]; Array.Fill(b, x); b.AsSpan(2).Fill(y); a.CopyTo(b.AsSpan(1)); b.AsSpan(1, 2).Clear(); a.AsSpan(0, 4).CopyTo(a.AsSpan(1)); double s = 0; for (int i = 0; i < b.Length; i++) s += b[i] * (i + 1); for (int i = 0; i < a.Length; i++) s += a[i] * (i + 2); Array.Clear(a); double[,] m = { { x }, { y } }; Array.Clear(m); return s + a[1] + m[0, 0]; }")]
    public void ComputesWhatTheMethodComputes(string members)
    {
        Function function = Lowering.Lower(members);
        MethodInfo method = Run(members);
        foreach (double x in new[] { 0.3, -1.7, 25.125 })
        {
            foreach (double y in new[] { 1.1, -0.4, 0.0 })
            {
                foreach (int n in new[] { 0, 1, -5, 17 })
                {
                    var expected = (double)method.Invoke(null, [x, y, n])!;
                    var actual = (double)IrEvaluator.Run(function, x, y, n).Result!;
                    Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual)
                        || (double.IsNaN(expected) && double.IsNaN(actual)), $"F({x}, {y}, {n}) is {expected}, not {actual}");
                }
            }
        }
    }

    private static MethodInfo Run(string members)
    {
        CSharpCompilation compilation = Lowering.Compile("using System;\npublic static class Losses\n{\n" + members + "\n}\n", LanguageVersion.Latest, false);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray()).GetType("Losses")!.GetMethod("F", BindingFlags.Static | BindingFlags.NonPublic)!;
    }
}
