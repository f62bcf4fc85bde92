using System.Reflection;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>The IR computes what the C# does, bit for bit: both are run on the same arguments.</summary>
public sealed class SameValueTests
{
    [Theory]
    [InlineData("static double F(double x, double y, int n) { double[] h = { x, y, 1 }, t = new double[3]; for (int i = 0; i < n + 3; i++) { for (int j = 0; j < 3; j++) t[j] = h[(j + 1) % 3] * 0.5 + i; (h, t) = (t, h); if (h[0] > 2) { t[1] += 1; continue; } h[2] -= 1; } return h[0] + 2 * h[1] + 3 * h[2] + 5 * t[0] + 7 * t[1]; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, 1 }, b = { y, 2 }, c = { x * y, 3 }; for (int i = 0; i < n; i++) { var t = a; a = b; b = c; c = t; a[0] += i; if (i == 1) break; } if (n > 2) { double[] d = new double[2]; d[1] = b[0]; b = d; } (a, c) = (c, a); a[1] *= 3; return a[0] + 2 * a[1] + 3 * b[0] + 5 * b[1] + 7 * c[0] + 11 * c[1]; }")]
    [InlineData("static double F(double x, double y, int n) { double[,] m = { { x, y }, { 1, n } }, k = (double[,])m.Clone(); k[1, 0] = 5; int i = 0; while (i++ < n) { var u = new double[2, 2]; u[0, 0] = m[1, 1] + k[0, 1]; m = u; m[1, 1] += i; } return m[0, 0] + 2 * m[1, 1] + 3 * k[1, 0] + 5 * k[0, 0]; }")]
    [InlineData("static double F(double x, double y, int n) { var (s, c) = Math.SinCos(x); var t = MathF.SinCos((float)y); var (q, r) = Math.DivRem(n * 7 + 3, 4); return s + 2 * c + 3 * t.Sin + 5 * t.Cos + q + 10 * r; }")]
    [InlineData("static double F(double x, double y, int n) { ulong state = (ulong)n; double s = 0; for (int i = 0; i < 4; i++) { state = state * 6364136223846793005 + 1442695040888963407UL; s += (state >> 11) / 9007199254740992.0; } long big = -9007199254740995L ^ long.MinValue; return s * x + (big % 1000003) + (big == 0x7FDFFFFFFFFFFFFD ? 1 : 2); }")]
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
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, 3, n, 5 }; double[,] m = { { x, y }, { y, 2 } }; Array.Clear(a, 1, 2); double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * (i + 1); Array.Clear(m, 0, m.Length); Array.Clear(a, 0, a.Length); return s + m[0, 1] + a[0] + x; }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y, 3, n, 5 }; double[] b = a[1..^1], c = a.AsSpan(2).ToArray(), d = (double[])a.Clone(); a[1] = 7; b[2] *= 2; Array.Reverse(a); a.AsSpan(0, 2).Reverse(); Array.Copy(a, 1, a, 0, 3); Array.Copy(c, b, 2); c.CopyTo(a, 1); double s = 0; for (int i = 0; i < 3; i++) s += b[i] * (i + 1) + c[i] * (i + 2) + d[i] * (i + 3); foreach (double v in a) s = s * 2 + v; return s; }")]
    [InlineData("static double F(double x, double y, int n) { Span<double> a = stackalloc double[] { x, 2, y }; ReadOnlySpan<double> b = stackalloc[] { y, n }; double s = 0; foreach (double v in a.Slice(1)) s = s * 3 + v; foreach (double v in b[1..]) s -= v; return s + a.ToArray()[0]; }")]
    [InlineData("static double F(double x, double y, int n) { int m = n & 3; var r = new double[m + 1][]; for (int i = 0; i < r.Length; i++) r[i] = new double[2]; r[m][1] = x; foreach (double[] row in r) row[0] += y + row.Length; var q = r[0]; q[1] -= 3; return Sum(r) + r.Length; }  static double Sum(double[][] r) { double s = 0; for (int i = 0; i < r.Length; i++) for (int j = 0; j < r[i].Length; j++) s = s * 2 + r[i][j]; return s; }")]
    [InlineData("enum E : byte { A, B = 5, C }  [Flags] enum G { P = 1, Q = 2 }  static double F(double x, double y, int n) { E e = n > 3 ? E.C : (E)(n & 1); G g = G.P; g |= n > 0 ? G.Q : 0; double s = e switch { E.A => x, E.B => y, _ => x * y } + (e > E.A ? 1 : 2) + (int)e + (g & G.Q) switch { G.Q => 3, _ => 4 }; switch (e) { case E.C: s *= 2; break; case (E)1: s -= 1; break; } return s + H(e) + (byte)E.B; }  static double H(E e) => e == E.A ? 0.5 : 0.25;")]
    [InlineData("static double F(double x, double y, int n) { double s = 0; switch (n) { case > 2: s = x; break; case 1: case < 0: default: s = y; break; case 0 when x > 0: s = 3; break; } double[,,] t = { { { x, 1 }, { y, 2 } }, { { n, x }, { 3, y } } }; foreach (double v in t) { if (v == 2) continue; if (v > 20) break; s = s * 1.5 + v; } return s + t.GetUpperBound(2) * t.Rank + t.LongLength + t.GetLowerBound(0); }")]
    [InlineData("static double F(double x, double y, int n) { double[] a = { x, y }; if (a == null) return 1; if (a is not null && n > 0) x = a is null ? 3 : y; var b = a ?? throw new Exception(); ArgumentNullException.ThrowIfNull(a); System.Diagnostics.Debug.Assert(b.Length > 0); return b[1] * x; }")]
    [InlineData("static double F(double x, double y, int n) { double[] c = [(x > y ? x : y), ((x = 3))]; Span<double> s = stackalloc double[(2)]; s[1] = c[0] * c[1]; return s[1]; }")]
    public void ComputesWhatTheMethodComputes(string members) => Agrees(members);

    /// <summary>Asserts that the IR of <c>double F(double x, double y, int n)</c> computes what the method does.</summary>
    internal static void Agrees(string members)
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

    [Theory]
    [InlineData("double s = 0; foreach (double v in a) { if (v < y) continue; s = s * x + v; } return s;")]
    [InlineData("double s = 0; foreach (var v in a.AsSpan()) { s += v; if (s > x) break; s -= y; } return s;")]
    [InlineData("double s = 0; foreach (var v in a.AsSpan(1)) s = s * x + v; foreach (var v in a.AsSpan(0, 1)) s = s * x + v; return s;")]
    [InlineData("double s = 0; foreach (int v in new[] { n, 2, 3 }) { foreach (double w in k) s += v * w; } return s;")]
    [InlineData("for (int i = 0; i < n; i++) { if (a[i] > x) return a[i] * y; } return -x;")]
    [InlineData("double s = 1; for (int i = 0; i < n; i++) { if (a[i] > 1) { if (a[i] > 2) break; s += 3; } s *= x; } return s + y;")]
    [InlineData("double s = 1; for (int i = 0; i < 9; i++) { if (i >= n) break; s += a[i]; for (int j = 0; j < (int)(2 * a[i]); j++) { if (j > 1) continue; s *= x; if (s > 100) return y; } } return s;")]
    [InlineData("double s = 0; int c = 0; for (int i = 0; i < n; i++, c++) { if (a[i] < 1) continue; if (a[i] > 2) break; s += c; } return s + 10 * c;")]
    [InlineData("double s = 0; for (int i = 0, j = 3; i < n; i++, j += 2) { if (y > 0) { if (a[i] > 1) continue; s += i; } s = s * x + j; } return s;")]
    [InlineData("double[] h = a; for (int i = 0; i < n; i++) { var t = new double[h.Length]; for (int j = 0; j < t.Length; j++) t[j] = h[(j + 1) % 3] * x + a[j]; h = t; h[0] += y; } return h[0] + 2 * h[1] + 3 * a[0];")]
    [InlineData("double[] h = a; h[1] = y; if (x > 0) h = Doubled(h); else if (y > 1) { double[] t = Doubled(a); t[0] = 7; h = t; } return h[0] + 2 * h[1] + 3 * a[1];  double[] Doubled(double[] b) { var t = new double[b.Length]; for (int i = 0; i < t.Length; i++) t[i] = 2 * b[i]; return t; }")]
    [InlineData("ReadOnlySpan<double> h = a.AsSpan(1, 2); while (n-- > 0) { double[] t = { h[1], h[0] * x }; h = t; if (h[0] > 2) break; } return h[0] + 2 * h[1] + a[1];")]
    [InlineData("for (int i = 0; i < n; i++) { if (i == 1) continue; var t = (double[])a.Clone(); t[2] += a[i]; a = t; } double s = 0; foreach (double v in a) s = 2 * s + v; return s;")]
    [InlineData("double[] h = Doubled(a), g = h; for (int i = 0; i < n; i++) { h = Doubled(g); if (h[i] > 3) h = Doubled(h); } return g[0] + 2 * h[0];  double[] Doubled(double[] b) { var t = new double[b.Length]; for (int i = 0; i < t.Length; i++) t[i] = 2 * b[i]; return t; }")]
    [InlineData("for (int i = 0; i < 3; i++) { double[] h = a; for (int j = 0; j < n; j++) h = Doubled(h); for (int j = 0; j < 3; j++) { if (h[j] > x) a[j] += y * h[j]; } } return a[0] + 2 * a[1] + 3 * a[2];  double[] Doubled(double[] b) { var t = new double[b.Length]; for (int i = 0; i < t.Length; i++) t[i] = 2 * b[i]; return t; }")]
    [InlineData("for (int i = 0; i < 3; i++) { double s = 0; double[] h = a; if (n > i) h = Doubled(h); foreach (double v in h) s += v * x; for (int j = 0; j < 3; j++) { a[j] = s; } } return a[0] + 2 * a[1] + 3 * a[2];  double[] Doubled(double[] b) { var t = new double[b.Length]; for (int i = 0; i < t.Length; i++) t[i] = 2 * b[i]; return t; }")]
    [InlineData("double[] b = { y, 1, 2, x }; var h = n > 1 ? a : b; double s = 0; foreach (double v in h) s = 2 * s + v; a[0] = 7; b[1] = 3; return s + a[0];")]
    [InlineData("double[] b = { y, 1, 2, x }; double s = 0; for (int i = 0; i < 3; i++) { ReadOnlySpan<double> h = i == n ? a.AsSpan(1) : i > n ? a : b.AsSpan()[1..]; s += h[i / 2] * h.Length; a[i] += s; } return s;")]
    [InlineData("double s = Sum(n == 1 ? a : a.AsSpan(n > 2 ? 1 : 0), y); const bool first = false; double[] b = { 1, 2, 3 }; var h = first ? a : b; h[n % 3] += x; return s + b[0] + b[1] * 2;  double Sum(ReadOnlySpan<double> b, double m) { foreach (double v in b) m = 2 * m + v; return m; }")]
    [InlineData("First(a, x, out double r); Find(a, y, out int at, out double v); return r + 2 * at + 3 * v;  void First(double[] b, double m, out double r) { foreach (double v in b) if (v > m) { r = v * v; return; } r = 1; }  bool Find(double[] b, double m, out int at, out double v) { for (at = 0; ; at++) { v = at < b.Length ? b[at] : -1; if (v > m || at >= b.Length) return v > m; } }")]
    [InlineData("Until(x, n, out double r); return r;  void Until(double t, int k, out double r) { while (true) { switch (k) { case 1: r = t; return; case > 1: if (Halved(ref t, out r)) return; break; default: r = 2; return; } k--; } }  bool Halved(ref double t, out double r) { t *= 0.5; r = t; return t < 1; }")]
    [InlineData("double s = 0; while (n-- > 0 && a[n] is var v) s = 2 * s + v; int c = 0; do { s -= c; } while (c++ is < 3 and var z && z * x < 2); for (int i = 0; y * i is < 3 and var w && i < 4; i++) s += w; return s;")]
    [InlineData("double p; do { p = x; x *= 0.5; } while (x > 1); int q; while (true) { q = n; if (q < 2) break; n--; } double w; for (; ; ) { w = p + q; if (w > 0) break; p += 1; } return p * x + q + w;")]
    [InlineData("var t = new[] { (x, 1, y), (y, n, 2.0), (3.0, 2, x * y) }; double s = 0; foreach (var (u, c, v) in t) { if (c == n) continue; s = 2 * s + u * c - v; } foreach ((double u, _, double v) in t.AsSpan(1)) { if (u > 20) break; s += u / (1 + v * v); } foreach (var (u, (p, q)) in new[] { (x, (y, n)), (1.0, (2.0, 3)) }) s += u * p + q; return s;")]
    [InlineData("double s = 0; int c = 0; for (int i = 0; i < 9 && i < n && a[i] < 2; i++, c += 2) s += a[i]; return s + c;")]
    [InlineData("if (n > 1) { if (x > y) return a[1]; x = y; } else if (n == 1) { y = 2; } return x * y;")]
    [InlineData("int t; if (n > 1) { if (x > y) return 1; t = 2; } else t = 3; if (t > 2) { if (y > 1) return t; } else { t += 1; } return t * x;")]
    [InlineData("double s = First(a, x) + First(a, y); for (int i = 0; i < n; i++) s += First(a, i); return s;  double First(double[] b, double m) { foreach (double v in b) if (v > m) return v; return -1; }")]
    [InlineData("Cap(a, x); return Sum(a, n);  void Cap(double[] b, double m) { for (int i = 0; i < b.Length; i++) { if (b[i] > m) { b[i] = m; return; } b[i] += 1; } b[b.Length - 1] = 0; }  double Sum(double[] b, int q) { double s = 0; for (int i = 0; i < q; i++) s = s * 2 + b[i]; return s; }")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { switch (i) { case 0: s += a[0]; break; case 1: case 7: if (x > 0) break; s *= 3; break; case 2: return s * y; default: s -= 1; break; } s += 0.5; } return s;")]
    [InlineData("double s = 1; for (int i = 0; i < 5; i++) { switch (i + n) { case 2: continue; case > 3 and < 6 or 9: s *= x; break; case 7 when y > 0: s += y; break; case not 8: s += 1; goto_like(ref s); break; } s -= 0.25; } return s;  void goto_like(ref double q) { q *= 1.5; }")]
    [InlineData("switch (x) { default: return 1; case < 0: return y; case > 20 and var t when t * y > 1: return t; case 0.3: { double u = y; return u * 2; } }")]
    [InlineData("return n switch { 0 => x, 1 or 2 => y * x, > 2 when y > 0 => x - y, _ => 7 } + (x > y) switch { true => 1, false => 2 } + (x is > 0 and not 0.3 ? 3 : 4);")]
    [InlineData("double s = 0; foreach (double v in a) foreach (double w in a) { if (v * w > 2) break; foreach (double u in a) { if (u > v) continue; if (u * v * w > x) return s; s += u; } s += y; } return s;")]
    [InlineData("int i = 0; double s = 0; while (i < n) { s = s * x + a[i]; i++; } return s + i;")]
    [InlineData("double s = x; int q = 0; while (Math.Abs(s - y) > 0.1 && q++ < 20) s = 0.5 * (s + y); return s + q;")]
    [InlineData("double s = x; int c = 0, q = 0; do { s *= 0.7; c++; if (q == n) continue; q++; } while (s > y && c < 9); return s - q;")]
    [InlineData("double s = 0; for (int i = 0, j = n; i < j; i++, j -= 2) { if (s > 5) break; if (i == 1) continue; s += a[i] * j; } return s;")]
    [InlineData("double s = 1; int i = 0; for (; ; ) { if (i >= n) break; s += a[i] * x; if (s > 3) return s * y; i += 2; } return s - i;")]
    [InlineData("int q = 0; while (true) { q++; if (q * x > 3 || q > 6) return q * y; while (q < n) { q += 2; if (q > 4) break; } } ")]
    [InlineData("double s = 0; for (int i = 1; i <= n; i *= 2) s += a[i - 1]; for (int i = 5; i != n; i--) { s += i; if (i < -3) break; } return s;")]
    [InlineData("double s = 0; int m = n; for (int i = 0; i < m; i++) { m--; s += a[i]; } for (int i = 0; i < n; i++) { i += 1; s -= i; } return s + m;")]
    [InlineData("double s = 0, err; int q = 0; while ((err = Math.Abs(s - x)) > 0.01 && q < 30) { s += 0.4 * (x - s); q++; } return s + err + q;")]
    [InlineData("double s = 0; foreach (int p in new[] { 5, n, 0 }) { int q = p; do { q /= 2; if (q == 1) Below(ref s); s += q; } while (q > 0); } return s;  void Below(ref double z) { while (z > 1) z -= 1.3; }")]
    [InlineData("double s = 0; while (n > 0) { n--; double t; if (a[n] > 1) t = x; else { if (a[n] < 0) continue; t = y; } while (t > 1) { t /= 2; s++; } s += t; } return s;")]
    [InlineData("double s = 0; for (uint i = 0; i < 3; i++) s += i * x; for (long l = n; l > 0; l -= 2) s += l; for (double t = 0; t < 1; t += 0.3) s += t * y; return s;")]
    [InlineData("double[] b = new double[4]; for (int i = 3; i >= 0; i--) { if (i > n) continue; b[i] = x; if (b[i] > 9) break; double z; if (y > 1) { z = 2; } else { if (y < 0) break; z = 1; } b[i] += z; } return b[0] + b[1] * 2 + b[2] * 3 + b[3];")]
    [InlineData("double[,] m = { { x, 2, n }, { y, x * y, 1 }, { 3, y, x } }; double s = 0; foreach (double v in m) { if (v < y) continue; if (v > 9) break; s += v; if (s > 30) return s; s *= 2; } return s - 1;")]
    [InlineData("if (n < 1) throw new ArgumentException(); double s = n > 2 ? throw new Exception() : x; if (y > 1) { s += y; if (x < 0) throw new Exception(); } else if (y < 0) throw new Exception(); else s -= 1; return s * n switch { 1 => x, 2 => y, _ => throw new Exception() };")]
    [InlineData("for (int i = 0; i < 3; i++) { if (a[i] > x) { if (y > 1) return i; throw new Exception(); } } throw new Exception();")]
    public void JumpsAsTheMethodDoes(string statements)
    {
        int local = statements.IndexOf(";  ", StringComparison.Ordinal);
        string body = local < 0 ? statements : statements[..(local + 1)];
        string helpers = local < 0 ? "" : string.Join("\n", statements[(local + 3)..].Split("  ").Select(h => "static " + h));
        string members = "static double F(double[] a, float[] k, double x, double y, int n) { " + body + " }\n" + helpers;
        Function function = Lowering.Lower(members);
        MethodInfo method = Run(members);
        foreach (double x in new[] { 0.3, -1.7, 25.125 })
        {
            foreach (double y in new[] { 1.1, -0.4, 0.0 })
            {
                for (int n = 0; n <= 3; n++)
                {
                    foreach (double[] a in new[] { [0.5, 1.5, 2.5], [2.25, 0.75, 1.25], new[] { 1.125, 1.75, 0.3 } })
                    {
                        var part = (double[])a.AsSpan(0, statements.Contains("a[", StringComparison.Ordinal) ? 3 : n).ToArray().Clone();
                        float[] k = [1.5f, 2.1f];
                        double expected, actual;
                        try
                        {
                            expected = (double)method.Invoke(null, [part.Clone(), k, x, y, n])!;
                        }
                        catch (TargetInvocationException)
                        {
                            continue;
                        }
                        actual = (double)IrEvaluator.Run(function, part, k, x, y, n).Result!;
                        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
                            $"F([{string.Join(", ", part)}], {x}, {y}, {n}) is {expected}, not {actual}\n{IrPrinter.Print(function)}");
                    }
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
