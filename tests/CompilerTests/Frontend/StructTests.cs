using DiffGen.CompilerTests.Differentiation;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>Structs and tuples of numbers compute what C# computes, and their adjoints are right.</summary>
public sealed class StructTests
{
    private const string Types = """
        struct Vec
        {
            public double X, Y;
            public int Steps;
            public Vec(double x, double y) { X = x; Y = y; Steps = 1; }
            public static Vec operator +(Vec a, Vec b) => new Vec(a.X + b.X, a.Y + b.Y);
            public static Vec operator -(in Vec a) => new Vec { X = -a.X, Y = -a.Y };
            public static Vec operator *(double s, Vec a) { a.X *= s; a.Y *= s; return a; }
            public static double operator *(Vec a, Vec b) => a.X * b.X + a.Y * b.Y;
            public static implicit operator Vec(double x) => new Vec(x, 2 * x);
            public static explicit operator double(Vec a) => a.X - a.Y;
            public static readonly Vec UnitY = new Vec(0, 1);
            public static Vec Diagonal => new Vec(1, 1);
            public double Squared => this * this;
            public double First { get => X; set { X = value; Steps++; } }
            public double this[int i] => i == 0 ? X : Y;
            public void Scale(double s) { X *= s; Y *= s; Steps++; }
            public readonly Vec Scaled(double s) { Vec v = this; v.Scale(s); return v; }
            public Vec Turn() { (X, Y) = (-Y, X); return this; }
            public Vec Bounded(double limit) { if (Squared < limit) return this; for (int i = 0; i < 3; i++) { Scale(0.5); if (Squared < limit) return this; } return default; }
        }
        readonly record struct Ray(Vec From, Vec To, double Time = 3) { public Vec At(double t) => From + t * To; public double Late { get; init; } = 7; }
        struct Counter(double start) { public double Value { get; set; } = start; public int Calls { get; private set; } public double Next() { Calls++; return Value *= 1.5; } }
        """;

    [Theory]
    [InlineData("Vec v = new Vec(x, y); Vec w = v; w.X += 1; v.Y *= w.X; v.Scale(n); return v.X * w.Y + v.Y + v.Steps + w.Steps;")]
    [InlineData("Vec v = new Vec(x, y) + 2 * -new Vec { Y = x, Steps = n }; return v * v + v.Squared - (v + v) * Vec.UnitY + Vec.Diagonal * v + v.Steps;")]
    [InlineData("Vec v = x; v += y; v = v + 1; double d = (double)v; v.First = d; v.First = v.First + 1; return v.X + v.Y * d + v.Steps + v[0] * v[n];")]
    [InlineData("Vec v = new Vec(x, y); Vec w = v.Turn(); Vec u = v.Scaled(3).Turn(); return v.X + 2 * v.Y + 3 * w.X + 5 * u.Y + w.Turn().Scaled(2).Squared;")]
    [InlineData("Vec v = new Vec(x, y).Bounded(2).Bounded(0.1); Vec w = n > 0 ? v : new Vec(1, x); Vec u = n switch { 0 => w, 1 => v, _ => default }; return v.X + w.Y + u.Y + u.Steps;")]
    [InlineData("Vec v; v.X = x; v.Y = 1; v.Steps = 0; for (int i = 0; i < 4; i++) { v.X += v.Y; if (v.X > y) { v.Scale(-1); continue; } v = v.Turn(); } return v.X + v.Y * 2 + v.Steps;")]
    [InlineData("var r = new Ray(new Vec(x, 1), y); var s = r with { To = r.From, Time = n }; var (a, b, t) = s; return r.At(2).X + s.At(x).Y + a * b + t + r.Time + s.Late + new Ray(1, 2) { Late = x }.Late;")]
    [InlineData("var c = new Counter(x); double s = c.Next() + c.Next(); var d = c; d.Next(); return s + c.Value * 2 + d.Value + c.Calls + d.Calls + new Counter().Calls;")]
    [InlineData("(double a, double b) p = (x, n); var q = (p, k: y); q.p.a += 1; (p, q.k) = ((q.k, p.a), p.b); var (u, w) = p; (double, (int, double)) r = (1, (n, x)); return p.a + p.Item2 * 2 + q.p.a * 3 + q.k + u * w + r.Item2.Item2;")]
    [InlineData("Vec[] a = new Vec[3]; a[0] = new Vec(x, y); a[1].X = x; a[1].Scale(2); a[2] = a[0] + a[1]; a[^1].Y += 1; Span<Vec> s = a.AsSpan(1); s[0] += a[0]; Vec t = default; foreach (Vec v in a) t = t + v; foreach (var v in s) t += v; return t.X + t.Y * t.Steps + a.Length + s[1].Turn().X + a[2].X;")]
    [InlineData("Vec[] a = { 1, x, y }; Vec[] b = new Vec[5]; b.AsSpan().Fill(x); a.CopyTo(b.AsSpan(1)); a.AsSpan(0, 2).CopyTo(a.AsSpan(1)); b.AsSpan(3).Clear(); double s = 0; for (int i = 0; i < b.Length; i++) s += b[i].Y * (i + 1) + b[i].Steps; Array.Clear(b); return s + a[1].X + a[2].Y * 2 + b[1].X;")]
    [InlineData("Vec v = new Vec(x, y); Swap(ref v, new Vec(y, n), out Vec w); Add(ref v.X, v.Y); Add(ref w.Y, in v.X); Vec[] a = { v, w }; Swap(ref a[0], a[1], out a[1]); Add(ref a[1].X, 3); (double p, int q) t = (x, 1); Add(ref t.p, t.q); v.X += t.p; ref Vec r = ref a[1]; r.Y += a[1].X; r = r + v; ref double e = ref a[0].Y; e *= 2; return v.X + w.Y + a[0].Y + a[1].X + a[1].Y; static void Swap(ref Vec a, Vec b, out Vec old) { old = a; a = b; } static void Add(ref double a, in double b) { a += b; }")]
    [InlineData("Vec v, w; double d; (v, d) = (x, y); (w, d) = (v, (double)v + d); return v.X + 2 * v.Y + 3 * w.Y + d;")]
    [InlineData("Vec v = new Vec(x, y); return Twice(v, v) + Pair(v).Item2.X + Get(in v).Y; static double Twice(in Vec a, in Vec b) => a * b; static (int, Vec) Pair(Vec v) { if (v.X > 0) return (1, v); v.Scale(3); return (2, v); } static Vec Get(in Vec v) { v.Scale(5); return v; }")]
    [InlineData("Vec[,] m = new Vec[2, 2]; m[1, 0] = x; m[1, 0].Y -= y; var t = new (double a, int b)[2]; t[1] = (x, n); t[1].a *= t[1].b; return m[1, 0].Y + m.Length + t[1].a + t.Length;")]
    [InlineData("Vec[] a = { 1, x, y, n, new Vec(y, x) }; Vec[] b = a[1..^1], c = a.AsSpan(2).ToArray(), d = (Vec[])a.Clone(); a[1].Scale(3); b[2].Y *= 2; Array.Reverse(a); a.AsSpan(0, 2).Reverse(); Array.Copy(a, 1, a, 0, 3); Array.Copy(c, b, 2); c.CopyTo(a, 1); double s = 0; for (int i = 0; i < 3; i++) s += b[i].X * (i + 1) + c[i].Y * (i + 2) + d[i].Y * (i + 3) + b[i].Steps; foreach (Vec v in a) s = s * 2 + v.Y - v.X + v.Steps; return s;")]
    [InlineData("Span<Vec> a = stackalloc Vec[] { new Vec(x, 2), new Vec(y, n) }; Span<Vec> b = stackalloc Vec[3]; b[1] = a[0]; b[2].Y = a[1].X; Vec[] c = [a[1], b[2], (b[1])]; double s = 0; foreach (Vec v in a.Slice(1)) s = s * 3 + v.Y; foreach (Vec v in c) s = s * 2 + v.X - v.Y; return s;")]
    [InlineData("Vec[,] m = { { x, y }, { new Vec(n, x), 3 } }; double s = 0; foreach (Vec v in m) { if (v.X > 20) continue; s = s * 1.5 + v.X * v.Y; } int k = n & 3; var r = new Vec[k + 1][]; for (int i = 0; i < r.Length; i++) r[i] = new Vec[2]; r[k][1] = new Vec(x, y); foreach (Vec[] row in r) { row[0].Y += y + row.Length; foreach (Vec v in row) s = s * 2 + v.Y - v.X; } var q = r[0]; q[1].X -= 3; return s + r[0][1].X;")]
    [InlineData("(double, double)[] all = new[] { (a: x, b: y), (y, x) }; foreach (var t in all) x = x * t.Item1 - t.Item2; foreach ((double u, double v) t in all) y += t.u * t.v; return x + y;")]
    [InlineData("if (n > 100) throw new ArgumentException(\"n\"); Vec v = Checked(x, n); return v.X + v.Y; static Vec Checked(double x, int n) { if (n == 17) return new Vec(1, x); for (int i = 0; i < 3; i++) if (i == n) return new Vec(x, i); if (n < 0) return default; throw new InvalidOperationException(); }")]
    [InlineData("Vec v = Turned(new Vec(x, y), n & 3, out (double p, int q) t); return v.X + 2 * v.Y + t.p * t.q + v.Steps; static Vec Turned(Vec v, int j, out (double p, int q) t) { if (j == 0) { t = (v.X, v.Steps); return v; } Vec w = Turned(new Vec(v.Y * 0.5, v.X - j), j - 1, out t); t.p *= v.Y; t.q += j; w.X += t.p; return w; }")]
    [InlineData("var p = new Vec[4]; p[0] = new Vec(x, y); Fill(p, 1, n & 3); return p[3].X + p[1].Y + p[2].X * p[2].Y + p[0].Steps + p[3].Steps; static void Fill(Vec[] p, int at, int to) { if (at > to) return; p[at] = 0.5 * p[at - 1] + new Vec(at, 1); Fill(p, at + 1, to); p[0].Scale(p[at].X); }")]
    public void ComputesWhatTheMethodComputes(string body) =>
        SameValueTests.Agrees("static double F(double x, double y, int n) { " + body + " }\n" + Types);

    [Theory]
    [InlineData("Vec s = default; for (int i = 0; i < a.Length; i++) { var v = new Vec(a[i], x); s += v.X * v; if (a[i] > 0) s.Scale(a[i]); } return s.Squared;")]
    [InlineData("var p = new Vec[a.Length]; for (int i = 0; i < a.Length; i++) { p[i].X = a[i]; p[i].Y = x * a[i]; if (i > 0) p[i] += p[i - 1]; p[i].Scale(x); } double e = 0; foreach (Vec v in p) e += v * v; return e;")]
    [InlineData("Vec v = new Vec(x, 1); for (int i = 0; i < a.Length; i++) { v = v.Bounded(a[i] * a[i]); v.X += a[i]; v = v.Turn(); } return v.X * v.Y;")]
    [InlineData("var p = (sum: x, product: 1.0); foreach (double v in a) p = (p.sum + v, p.product * (v + p.sum)); return p.sum * p.product;")]
    [InlineData("var q = new Vec[2]; for (int i = 0; i < a.Length; i++) { q[i % 2] = new Vec(a[i], q[0].X * x); q[0].Turn(); } return q[0] * q[1];")]
    [InlineData("var p = new Vec[a.Length + 1]; for (int i = 0; i < a.Length; i++) p[i] = new Vec(a[i], x * a[i]); Array.Reverse(p); var q = (Vec[])p.Clone(); Array.Copy(q, 0, p, 1, a.Length); p.AsSpan(1).CopyTo(q); double e = 0; foreach (Vec v in q) e = e * v.X + v * v; return e;")]
    [InlineData("var p = new Vec[a.Length + 1]; p[0] = new Vec(x, 1); Fill(p, a, 0); return p[a.Length] * p[0]; static void Fill(Vec[] p, double[] a, int i) { if (i >= a.Length) return; p[i + 1] = a[i] * p[i] + new Vec(i, a[i]); Fill(p, a, i + 1); p[0].Scale(p[i + 1].X); }")]
    [InlineData("Vec v = Sum(a, new Vec(x, 1), 0); return v * v; static Vec Sum(double[] a, Vec start, int i) => i >= a.Length ? start : a[i] * Sum(a, start + new Vec(a[i], a[i] * start.X), i + 1);")]
    public void DifferentiatesWhatLoopsDoWithThem(string body)
    {
        foreach (double[] a in new double[][] { [], [0.4], [0.7, -0.6], [1.2, -0.4, 0.9] })
            AdjointCheck.Holds("static double F(double[] a, double x) { " + body + " }\n" + Types, a, 0.8);
    }

    [Theory]
    [InlineData("static double F(System.Numerics.Vector3 v) => v.X;", "DIFF0120 v")]
    [InlineData("static double F(double x) { var v = new System.Numerics.Vector2((float)x, 1); return v.X; }", "DIFF0120 v")]
    [InlineData("static double F(double x) { var v = new P<double> { A = x }; return v.A; }  struct P<T> { public T A; }", "DIFF0120 v")]
    [InlineData("static double F(S s) => s.X;  struct S { public double X; public string N; }", "DIFF0120 s")]
    [InlineData("static double F(S s) => s.X;  struct S { public double X; public double[] A; }", "DIFF0120 s")]
    [InlineData("static double F(S s) => s.X;  ref struct S { public double X; }", "DIFF0120 s")]
    [InlineData("static double F(S s) => s.Y;  [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct S { [System.Runtime.InteropServices.FieldOffset(0)] public double X; [System.Runtime.InteropServices.FieldOffset(0)] public double Y; }", "DIFF0120 s")]
    [InlineData("static double F(S s) => s.Get();  struct S { private double x; public double Get() => x; }", "DIFF0120 s")]
    [InlineData("static double F(S[] s) => s[0].X;  struct S { public S(double a) { X = a * 2; } public double X { get; } }", "DIFF0120 s")]
    [InlineData("static double F(Outer s) => s.I.X;  struct Outer { public Inner I; }  struct Inner { public double X; private double y; public double Y => y; }", "DIFF0120 s")]
    [InlineData("static double F(double x) { var s = new S(x); return s.Twice; }  struct S(double x) { public double Y = 0; public double Twice => 2 * x; }", "DIFF0118 x")]
    [InlineData("static double F(double x) { var s = new S { X = x }; object o = s; return s.X; }  struct S { public double X; }", "DIFF0103 o")]
    [InlineData("static double F(double x) { S? s = new S { X = x }; return s.Value.X; }  struct S { public double X; }", "DIFF0103 s")]
    [InlineData("static double F(double x) { var s = new S { X = x }; ref S t = ref s; return t.X; }  struct S { public double X; }", "DIFF0115 t")]
    [InlineData("static double F(double x) { var s = new S { X = x }; Two(ref s.X, ref s); return s.X; }  static void Two(ref double a, ref S b) { a = 2; b.X *= 3; }  struct S { public double X; }", "DIFF0115 s")]
    [InlineData("static double F(double x) { var s = new S { X = x }; s.Add(ref s.X); return s.X; }  struct S { public double X; public void Add(ref double a) { X = 1; a += 1; } }", "DIFF0115 s.X")]
    [InlineData("static double F(double x) { (A, int) a = (new A { X = x }, 1); (B, int) b = a; return b.Item1.X; }  struct A { public double X; }  struct B { public double X; public static implicit operator B(A a) => new B { X = 2 * a.X }; }", "DIFF0102 a")]
    [InlineData("static double F(double[] a) { var s = new S[1]; foreach (S t in s) t.Set(); return a[0]; }  struct S { public double X; public void Set() { X = 1; } }", "DIFF0102 t.Set()")]
    public void RefusesWhatCannotBeTakenApart(string members, string expected) => Ir.Refused(members, expected);
}
