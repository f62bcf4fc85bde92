// Right derivations by hand of methods of many kinds: none may be called different.

public static class Flat
{
    public static double F(double[] W, double[] x, double[] b)
    {
        int n = x.Length;
        double s = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double t = b[i];
            for (int j = 0; j < n; j++) t += W[i * n + j] * x[j];
            s += Math.Tanh(t);
        }
        return s;
    }
    [GradientOf(nameof(F))]
    public static double G(double[] W, double[] x, double[] b, Span<double> dW, Span<double> dx, Span<double> db)
    {
        dx.Clear();
        int n = x.Length, m = W.Length / Math.Max(1, n);
        double s = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double t = b[i];
            for (int j = 0; j < n; j++) t += W[i * n + j] * x[j];
            double y = Math.Tanh(t), d = 1 - y * y;
            s += y;
            db[i] = d;
            for (int j = 0; j < n; j++) { dW[i * n + j] = d * x[j]; dx[j] += d * W[i * n + j]; }
        }
        return s;
    }
}
public static class Counted
{
    public static double F(double[] x, int n, double p)
    {
        double s = 0;
        for (int i = 0; i < n; i++) s += Math.Pow(x[i], p);
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[] x, int n, double p, double[] dx, out double dp)
    {
        dp = 0;
        for (int i = 0; i < n; i++) { dx[i] = p * Math.Pow(x[i], p - 1); dp += Math.Log(x[i]) * Math.Pow(x[i], p); }
    }
}
public static class Spans
{
    public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException("lengths");
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Abs(x[i] - y[i]);
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> dx, Span<double> dy)
    {
        for (int i = 0; i < y.Length; i++) { double g = x[i] > y[i] ? 1 : -1; dx[i] = g; dy[i] = -g; }
    }
}
public static class Jagged
{
    public static double F(double[][] a, double w)
    {
        double s = 0;
        foreach (double[] row in a)
        {
            double t = 0;
            for (int j = 0; j < row.Length; j++) t += row[j];
            s += w * t * t;
        }
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[][] a, double w, double[][] da, out double dw)
    {
        dw = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double t = 0;
            for (int j = 0; j < a[i].Length; j++) t += a[i][j];
            for (int j = 0; j < a[i].Length; j++) da[i][j] = 2 * w * t;
            dw += t * t;
        }
    }
}
public static class Recurrence
{
    public static double F(double[] a, double s0)
    {
        double s = s0;
        for (int i = 0; i < a.Length; i++) s = Math.Sin(a[i] * s) + s;
        return s;
    }
    [AdjointOf(nameof(F))]
    public static double G(double[] a, double s0, double seed, double[] da, ref double ds0)
    {
        double[] h = new double[a.Length + 1];
        h[0] = s0;
        for (int i = 0; i < a.Length; i++) h[i + 1] = Math.Sin(a[i] * h[i]) + h[i];
        double b = seed;
        for (int i = a.Length - 1; i >= 0; i--)
        {
            double c = Math.Cos(a[i] * h[i]) * b;
            da[i] += c * h[i];
            b += c * a[i];
        }
        ds0 += b;
        return h[a.Length];
    }
}
public static class Domains
{
    public static double F(double x, double y, double z) => Math.Acosh(x) * Math.Asin(y) + Math.Sqrt(1 - y * y) * Math.Log(z - 1);
    [GradientOf(nameof(F))]
    public static void G(double x, double y, double z, out double dx, out double dy, out double dz)
    {
        dx = Math.Asin(y) / Math.Sqrt(x * x - 1);
        double r = Math.Sqrt(1 - y * y);
        dy = Math.Acosh(x) / r - y / r * Math.Log(z - 1);
        dz = r / (z - 1);
    }
}
public static class Entropy
{
    public static double F(double[] p)
    {
        double s = 0;
        foreach (double q in p) if (q > 0) s -= q * Math.Log(q);
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[] p, double[] dp) { for (int i = 0; i < p.Length; i++) dp[i] = p[i] > 0 ? -Math.Log(p[i]) - 1 : 0; }
}
public static class Window
{
    public static double F(double[] x, int lag)
    {
        double s = 0;
        for (int i = lag; i < x.Length; i++) s += (x[i] - x[i - lag]) * (x[i] - x[i - lag]);
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[] x, int lag, double[] dx)
    {
        Array.Clear(dx);
        for (int i = lag; i < x.Length; i++) { double d = 2 * (x[i] - x[i - lag]); dx[i] += d; dx[i - lag] -= d; }
    }
}
public class Model
{
    private readonly double[] _w = [1, 2];
    public double Rate { get; init; }
    public double F(double[] x) { double s = 0; for (int i = 0; i < _w.Length; i++) s += Rate * _w[i] * x[i] * x[i]; return s; }
    [GradientOf(nameof(F))]
    public void G(double[] x, double[] dx) { for (int i = 0; i < x.Length; i++) dx[i] = 2 * Rate * _w[i] * x[i]; }
}
public static class Csr
{
    public static double F(double[] val, int[] col, int[] ptr, double[] x)
    {
        double s = 0;
        for (int i = 0; i < ptr.Length - 1; i++)
        {
            double t = 0;
            for (int p = ptr[i]; p < ptr[i + 1]; p++) t += val[p] * x[col[p]];
            s += t * t;
        }
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[] val, int[] col, int[] ptr, double[] x, double[] dval, double[] dx)
    {
        Array.Clear(dx); Array.Clear(dval);
        for (int i = 0; i < ptr.Length - 1; i++)
        {
            double t = 0;
            for (int p = ptr[i]; p < ptr[i + 1]; p++) t += val[p] * x[col[p]];
            for (int p = ptr[i]; p < ptr[i + 1]; p++) { dval[p] += 2 * t * x[col[p]]; dx[col[p]] += 2 * t * val[p]; }
        }
    }
}
public static class Kalman
{
    public static void Step(double[] x, double[] v, double dt, double[] f, double m)
    {
        for (int i = 0; i < x.Length; i++) { v[i] += dt * f[i] / m; x[i] += dt * v[i]; }
    }
    [AdjointOf(nameof(Step))]
    public static void StepAdjoint(double[] x, double[] v, double dt, double[] f, double m, double[] dx, double[] dv, ref double ddt, double[] df, ref double dm)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double vNew = v[i] + dt * f[i] / m;
            ddt += dx[i] * vNew;
            dv[i] += dx[i] * dt;
            ddt += dv[i] * f[i] / m;
            df[i] += dv[i] * dt / m;
            dm -= dv[i] * dt * f[i] / (m * m);
        }
    }
    [TangentOf(nameof(Step))]
    public static void StepTangent(double[] x, double[] v, double dt, double[] f, double m, double[] xDot, double[] vDot, double dtDot, double[] fDot, double mDot)
    {
        for (int i = 0; i < x.Length; i++)
        {
            vDot[i] += dtDot * f[i] / m + dt * fDot[i] / m - dt * f[i] * mDot / (m * m);
            v[i] += dt * f[i] / m;
            xDot[i] += dtDot * v[i] + dt * vDot[i];
            x[i] += dt * v[i];
        }
    }
}
public static class Mode
{
    public enum Kind { Linear, Square }
    public static double F(double x, Kind k) => k == Kind.Linear ? x : x * x;
    [GradientOf(nameof(F))]
    public static void G(double x, Kind k, out double dx) => dx = k switch { Kind.Linear => 1, _ => 2 * x };
}
public static class MaxPool
{
    public static double F(double[,] x)
    {
        double s = 0;
        for (int i = 0; i < x.GetLength(0); i++)
        {
            double m = double.NegativeInfinity;
            for (int j = 0; j < x.GetLength(1); j++) if (x[i, j] > m) m = x[i, j];
            s += m;
        }
        return s;
    }
    [GradientOf(nameof(F))]
    public static void G(double[,] x, double[,] dx)
    {
        for (int i = 0; i < x.GetLength(0); i++)
        {
            int best = 0;
            for (int j = 0; j < x.GetLength(1); j++) { dx[i, j] = 0; if (x[i, j] > x[i, best]) best = j; }
            dx[i, best] = 1;
        }
    }
}
public static class Newton
{
    public static double Root(double a) { double x = a; for (int k = 0; k < 60; k++) x = 0.5 * (x + a / x); return x; }
    [GradientOf(nameof(Root))]
    public static double G(double a, out double da) { double r = Math.Sqrt(a); da = 0.5 / r; return r; }
}
public static class Sym
{
    public static double LogDet2(double[,] A) => Math.Log(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]);
    [GradientOf(nameof(LogDet2))]
    public static void G(double[,] A, double[,] dA)
    {
        double det = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0];
        dA[0, 0] = A[1, 1] / det; dA[1, 1] = A[0, 0] / det; dA[0, 1] = -A[1, 0] / det; dA[1, 0] = -A[0, 1] / det;
    }
}
public static class Single
{
    public static float F(float[] x, float a) { float s = 0; foreach (float v in x) s += 1f / (1f + MathF.Exp(-a * v)); return s / x.Length; }
    [GradientOf(nameof(F))]
    public static void G(float[] x, float a, float[] dx, out float da)
    {
        da = 0;
        for (int i = 0; i < x.Length; i++) { float s = 1f / (1f + MathF.Exp(-a * x[i])); dx[i] = a * s * (1 - s) / x.Length; da += x[i] * s * (1 - s) / x.Length; }
    }
}
public static class Returned
{
    public static double[] F(double[] x, double a) { double[] y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = a * x[i]; return y; }
    [AdjointOf(nameof(F))]
    public static double[] G(double[] x, double a, ReadOnlySpan<double> seed, double[] dx, ref double da)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) { y[i] = a * x[i]; dx[i] += a * seed[i]; da += x[i] * seed[i]; }
        return y;
    }
    public static (double, double) P(double x, double y) => (x * y, x + y);
    [AdjointOf(nameof(P))]
    public static void PA(double x, double y, (double, double) seed, ref double dx, ref double dy) { dx += y * seed.Item1 + seed.Item2; dy += x * seed.Item1 + seed.Item2; }
}
