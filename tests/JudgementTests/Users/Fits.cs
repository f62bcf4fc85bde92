// Curve fits and statistics with gradients by hand, as people write them. Each is right; what is wrong with the others is said below it.

public static class Decay
{
    public static double Loss(double[] t, double[] y, double a, double k, double c)
    {
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double r = a * Math.Exp(-k * t[i]) + c - y[i];
            sum += r * r;
        }
        return sum;
    }
    [GradientOf(nameof(Loss))]
    public static double ByHand(double[] t, double[] y, double a, double k, double c, out double da, out double dk, out double dc)
    {
        double sum = 0;
        da = dk = dc = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double e = Math.Exp(-k * t[i]);
            double r = a * e + c - y[i];
            sum += r * r;
            da += 2 * r * e;
            dk += -2 * r * a * t[i] * e;
            dc += 2 * r;
        }
        return sum;
    }
    // wrong: `dk += -2` → `dk += 2`: the sign is wrong everywhere
    // wrong: `dc += 2 * r` → `dc += r`: the factor 2 is missing
    // wrong: `dk += -2 * r * a * t[i] * e` → `dk += -2 * r * a * e`:
}
public static class GaussianPeak
{
    private static double Model(double x, double height, double center, double width) => height * Math.Exp(-(x - center) * (x - center) / (2 * width * width));
    public static double Misfit(double[] x, double[] y, double height, double center, double width)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Pow(Model(x[i], height, center, width) - y[i], 2);
        return 0.5 * s;
    }
    [GradientOf(nameof(Misfit))]
    public static void ByHand(double[] x, double[] y, double height, double center, double width, out double dHeight, out double dCenter, out double dWidth)
    {
        dHeight = 0; dCenter = 0; dWidth = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double m = Model(x[i], height, center, width), r = m - y[i], z = (x[i] - center) / width;
            dHeight += r * m / height;
            dCenter += r * m * z / width;
            dWidth += r * m * z * z / width;
        }
    }
    // wrong: `r * m * z / width` → `r * m * z`: the factor 'width' is there once too often
    // wrong: `r * m * z * z / width` → `-r * m * z * z / width`: the sign is wrong everywhere
    // wrong: `dWidth += r` → `dWidth = r`:
}
public static class Polynomial
{
    public static double Error(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> c)
    {
        double e = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 0;
            for (int k = c.Length - 1; k >= 0; k--) p = p * x[i] + c[k];
            e += (p - y[i]) * (p - y[i]);
        }
        return e / x.Length;
    }
    [GradientOf(nameof(Error))]
    public static void ByHand(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> c, Span<double> dc)
    {
        dc.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            double p = 0, power = 1;
            for (int k = 0; k < c.Length; k++) { p += c[k] * power; power *= x[i]; }
            power = 1;
            for (int k = 0; k < c.Length; k++) { dc[k] += 2 * (p - y[i]) * power / x.Length; power *= x[i]; }
        }
    }
    // wrong: `power / x.Length` → `power`: the factor 'x.Length' is there once too often
    // wrong: `dc.Clear();` → ``: the derivative is added to what 'dc' held before
    // wrong: `{ p += c[k] * power; power *= x[i]; }` → `{ power *= x[i]; p += c[k] * power; }`:
}
public static class Weibull
{
    public static double LogLikelihood(double[] t, double shape, double scale)
    {
        double l = 0;
        foreach (double x in t) l += Math.Log(shape / scale) + (shape - 1) * Math.Log(x / scale) - Math.Pow(x / scale, shape);
        return l;
    }
    [GradientOf(nameof(LogLikelihood))]
    public static void ByHand(double[] t, double shape, double scale, out double dshape, out double dscale)
    {
        dshape = 0;
        dscale = 0;
        foreach (double x in t)
        {
            double z = x / scale, p = Math.Pow(z, shape);
            dshape += 1 / shape + Math.Log(z) - p * Math.Log(z);
            dscale += shape / scale * (p - 1);
        }
    }
    // wrong: `- p * Math.Log(z)` → `- p`:
    // wrong: `(p - 1)` → `(1 - p)`: the sign is wrong everywhere
}
public static class PoissonRegression
{
    public static double Deviance(double[,] X, int[] counts, double[] beta)
    {
        double d = 0;
        for (int i = 0; i < X.GetLength(0); i++)
        {
            double eta = 0;
            for (int j = 0; j < beta.Length; j++) eta += X[i, j] * beta[j];
            d += Math.Exp(eta) - counts[i] * eta;
        }
        return d;
    }
    [GradientOf(nameof(Deviance))]
    public static void ByHand(double[,] X, int[] counts, double[] beta, double[] dbeta)
    {
        Array.Clear(dbeta, 0, dbeta.Length);
        for (int i = 0; i < X.GetLength(0); i++)
        {
            double eta = 0;
            for (int j = 0; j < beta.Length; j++) eta += X[i, j] * beta[j];
            double r = Math.Exp(eta) - counts[i];
            for (int j = 0; j < beta.Length; j++) dbeta[j] += r * X[i, j];
        }
    }
    // wrong: `double r = Math.Exp(eta) - counts[i]` → `double r = counts[i] - Math.Exp(eta)`: the sign is wrong everywhere
    // wrong: `r * X[i, j]` → `r * X[j, i]`:
    // wrong: `dbeta[j] += r` → `dbeta[j] = r`:
}
public static class RidgeRegression
{
    public static double Loss(double[,] A, double[] b, double[] x, double lambda)
    {
        double s = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double r = -b[i];
            for (int j = 0; j < x.Length; j++) r += A[i, j] * x[j];
            s += r * r;
        }
        for (int j = 0; j < x.Length; j++) s += lambda * x[j] * x[j];
        return s;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[,] A, double[] b, double[] x, double lambda, double[] dx)
    {
        int m = b.Length, n = x.Length;
        double[] r = new double[m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++) r[i] += A[i, j] * x[j];
            r[i] -= b[i];
        }
        for (int j = 0; j < n; j++)
        {
            double g = 0;
            for (int i = 0; i < m; i++) g += A[i, j] * r[i];
            dx[j] = 2 * (g + lambda * x[j]);
        }
    }
    // wrong: `2 * (g + lambda * x[j])` → `2 * g`: the terms that come from
    // wrong: `2 * (g + lambda * x[j])` → `2 * g + lambda * x[j]`:
    // wrong: `g += A[i, j] * r[i]` → `g += A[j, i] * r[i]`:
}
public static class ElasticNet
{
    public static double Penalty(double[] w, double l1, double l2)
    {
        double s = 0;
        foreach (double v in w) s += l1 * Math.Abs(v) + l2 * v * v;
        return s;
    }
    [GradientOf(nameof(Penalty))]
    public static void ByHand(double[] w, double l1, double l2, double[] dw, out double dl1, out double dl2)
    {
        dl1 = 0; dl2 = 0;
        for (int i = 0; i < w.Length; i++)
        {
            dw[i] = (w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0) + 2 * l2 * w[i];
            dl1 += Math.Abs(w[i]);
            dl2 += w[i] * w[i];
        }
    }
    // wrong: `w[i] < 0 ? -l1 : 0` → `0`: it is right only where
    // wrong: `2 * l2 * w[i]` → `l2 * w[i]`:
    // wrong: `dl1 += Math.Abs(w[i])` → `dl1 += w[i]`:
}
public static class Pinball
{
    public static float Loss(float[] y, float[] q, float tau)
    {
        float s = 0;
        for (int i = 0; i < y.Length; i++)
        {
            float d = y[i] - q[i];
            s += d >= 0 ? tau * d : (tau - 1) * d;
        }
        return s / y.Length;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(float[] y, float[] q, float tau, float[] dq)
    {
        for (int i = 0; i < y.Length; i++) dq[i] = (y[i] >= q[i] ? -tau : 1 - tau) / y.Length;
    }
    // wrong: `-tau : 1 - tau` → `tau : tau - 1`: the sign is wrong everywhere
    // wrong: `-tau : 1 - tau` → `-tau : tau`:
}
public static class HuberFit
{
    public static double Loss(double[] x, double[] y, double slope, double intercept, double delta)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = slope * x[i] + intercept - y[i];
            s += Math.Abs(r) <= delta ? 0.5 * r * r : delta * (Math.Abs(r) - 0.5 * delta);
        }
        return s;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[] x, double[] y, double slope, double intercept, double delta, out double dSlope, out double dIntercept)
    {
        dSlope = dIntercept = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = slope * x[i] + intercept - y[i];
            double g = Math.Abs(r) <= delta ? r : delta * Math.Sign(r);
            dSlope += g * x[i];
            dIntercept += g;
        }
    }
    // wrong: `dSlope += g * x[i]` → `dSlope += g`:
    // wrong: `Math.Abs(r) <= delta ? r : delta * Math.Sign(r)` → `r > delta ? delta : r < -delta ? -delta : r`: it is right only where 'delta' is positive
    // wrong: `Math.Abs(r) <= delta ? r : delta * Math.Sign(r)` → `r`:
}
public static class Portfolio
{
    public static double Objective(double[,] cov, double[] mean, double[] w, double risk)
    {
        double v = 0, m = 0;
        for (int i = 0; i < w.Length; i++)
        {
            m += mean[i] * w[i];
            for (int j = 0; j < w.Length; j++) v += w[i] * cov[i, j] * w[j];
        }
        return risk * v - m;
    }
    [GradientOf(nameof(Objective))]
    public static void ByHand(double[,] cov, double[] mean, double[] w, double risk, double[] dw)
    {
        for (int i = 0; i < w.Length; i++)
        {
            dw[i] = -mean[i];
            for (int j = 0; j < w.Length; j++) dw[i] += risk * (cov[i, j] + cov[j, i]) * w[j];
        }
    }
    // wrong: `(cov[i, j] + cov[j, i]) * w[j]` → `2 * cov[i, j] * w[j]`: the term that comes from
    // wrong: `dw[i] = -mean[i]` → `dw[i] = mean[i]`:
    // wrong: `(cov[i, j] + cov[j, i]) * w[j]` → `cov[i, j] * w[j]`: the term that comes from
}
public static class PlaneFit
{
    public static double Distance(double[][] points, double[] normal, double offset)
    {
        double s = 0, n2 = 0;
        for (int k = 0; k < normal.Length; k++) n2 += normal[k] * normal[k];
        foreach (double[] p in points)
        {
            double d = offset;
            for (int k = 0; k < normal.Length; k++) d += normal[k] * p[k];
            s += d * d / n2;
        }
        return s;
    }
    [GradientOf(nameof(Distance))]
    public static void ByHand(double[][] points, double[] normal, double offset, double[] dnormal, out double doffset)
    {
        double n2 = 0;
        for (int k = 0; k < normal.Length; k++) n2 += normal[k] * normal[k];
        doffset = 0;
        Array.Fill(dnormal, 0);
        for (int i = 0; i < points.Length; i++)
        {
            double d = offset;
            for (int k = 0; k < normal.Length; k++) d += normal[k] * points[i][k];
            doffset += 2 * d / n2;
            for (int k = 0; k < normal.Length; k++) dnormal[k] += 2 * d * points[i][k] / n2 - 2 * d * d * normal[k] / (n2 * n2);
        }
    }
    // wrong: `- 2 * d * d * normal[k] / (n2 * n2)` → ``: the terms that come from
    // wrong: `/ (n2 * n2)` → `/ n2`:
    // wrong: `Array.Fill(dnormal, 0);` → ``: the derivative is added to what 'dnormal' held before
}
public static class CircleFit
{
    public static double Misfit(double[] x, double[] y, double a, double b, double r)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double d = Math.Sqrt((x[i] - a) * (x[i] - a) + (y[i] - b) * (y[i] - b)) - r;
            s += d * d;
        }
        return s;
    }
    [GradientOf(nameof(Misfit))]
    public static double ByHand(double[] x, double[] y, double a, double b, double r, out double da, out double db, out double dr)
    {
        double s = da = db = dr = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double u = x[i] - a, v = y[i] - b, rho = Math.Sqrt(u * u + v * v), d = rho - r;
            s += d * d;
            da -= 2 * d * u / rho;
            db -= 2 * d * v / rho;
            dr -= 2 * d;
        }
        return s;
    }
    // wrong: `da -= 2` → `da += 2`: the sign is wrong everywhere
    // wrong: `v / rho` → `v`:
    // wrong: `return s;` → `return s / 2;`: the factor 2 is missing
}
public static class BeerLambert
{
    public static double Residual(double[] absorption, double[] concentration, double length, double measured, out double transmitted)
    {
        double sum = 0;
        for (int i = 0; i < absorption.Length; i++) sum += absorption[i] * concentration[i];
        transmitted = Math.Exp(-sum * length);
        return Math.Log(transmitted / measured);
    }
    [GradientOf(nameof(Residual))]
    public static double ByHand(double[] absorption, double[] concentration, double length, double measured, out double transmitted, double[] dconcentration, out double dlength)
    {
        double sum = 0;
        for (int i = 0; i < absorption.Length; i++)
        {
            sum += absorption[i] * concentration[i];
            dconcentration[i] = -length * absorption[i];
        }
        transmitted = Math.Exp(-sum * length);
        dlength = -sum;
        return Math.Log(transmitted / measured);
    }
    // wrong: `-length * absorption[i]` → `-absorption[i]`: the factor 'length' is missing
    // wrong: `dlength = -sum` → `dlength = sum`: the sign is wrong everywhere
}
