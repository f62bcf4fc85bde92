// Time series, iterations and odd ways to write code, with derivatives by hand. Each is right; what is wrong with the others is said below it.

public static class Smoothing
{
    public static double Error(double[] y, double alpha, double start)
    {
        double level = start, s = 0;
        for (int t = 0; t < y.Length; t++)
        {
            double e = y[t] - level;
            s += e * e;
            level += alpha * e;
        }
        return s;
    }
    [GradientOf(nameof(Error))]
    public static void ByHand(double[] y, double alpha, double start, out double dalpha, out double dstart)
    {
        double level = start, byAlpha = 0, byStart = 1;
        dalpha = dstart = 0;
        for (int t = 0; t < y.Length; t++)
        {
            double e = y[t] - level;
            dalpha -= 2 * e * byAlpha;
            dstart -= 2 * e * byStart;
            byAlpha = byAlpha * (1 - alpha) + e;
            byStart *= 1 - alpha;
            level += alpha * e;
        }
    }
    // wrong: `byAlpha * (1 - alpha) + e` → `byAlpha * (1 - alpha)`:
    // wrong: `byAlpha * (1 - alpha) + e` → `byAlpha + e`:
    // wrong: `dstart -= 2` → `dstart += 2`: the sign is wrong everywhere
}
public static class LogisticGrowth
{
    public static double Misfit(double[] observed, double rate, double capacity, double n0, double dt)
    {
        double n = n0, s = 0;
        for (int t = 0; t < observed.Length; t++)
        {
            n += dt * rate * n * (1 - n / capacity);
            s += (n - observed[t]) * (n - observed[t]);
        }
        return s;
    }
    [GradientOf(nameof(Misfit))]
    public static void ByHand(double[] observed, double rate, double capacity, double n0, double dt, out double drate, out double dn0)
    {
        double n = n0, a = 0, b = 1;
        drate = dn0 = 0;
        for (int t = 0; t < observed.Length; t++)
        {
            double slope = 1 + dt * rate * (1 - 2 * n / capacity);
            a = slope * a + dt * n * (1 - n / capacity);
            b = slope * b;
            n += dt * rate * n * (1 - n / capacity);
            drate += 2 * (n - observed[t]) * a;
            dn0 += 2 * (n - observed[t]) * b;
        }
    }
    // wrong: `(1 - 2 * n / capacity)` → `(1 - n / capacity)`:
    // wrong: `a = slope * a + dt * n` → `a = a + dt * n`:
}
public static class AutoRegression
{
    public static double NegativeLogLikelihood(double[] y, double phi, double logSigma)
    {
        double s = 0;
        for (int t = 1; t < y.Length; t++)
        {
            double z = (y[t] - phi * y[t - 1]) / Math.Exp(logSigma);
            s += 0.5 * z * z + logSigma;
        }
        return s;
    }
    [GradientOf(nameof(NegativeLogLikelihood))]
    public static void ByHand(double[] y, double phi, double logSigma, double[] dy, out double dphi, out double dlogSigma)
    {
        double precision = Math.Exp(-2 * logSigma);
        dphi = dlogSigma = 0;
        for (int t = 0; t < y.Length; t++) dy[t] = 0;
        for (int t = 1; t < y.Length; t++)
        {
            double e = y[t] - phi * y[t - 1];
            dphi -= precision * e * y[t - 1];
            dlogSigma += 1 - precision * e * e;
            dy[t] += precision * e;
            dy[t - 1] -= precision * e * phi;
        }
    }
    // wrong: `dphi -= precision * e * y[t - 1]` → `dphi -= precision * e * y[t]`: in
    // wrong: `Math.Exp(-2 * logSigma)` → `Math.Exp(-logSigma)`:
    // wrong: `dy[t - 1] -= precision * e * phi;` → ``: the term that comes from
    // wrong: `dlogSigma += 1 - precision` → `dlogSigma += 1 + precision`:
}
public static class NewtonRoot
{
    public static double CubeRoot(double a)
    {
        double x = 1 + a * a;
        for (int i = 0; i < 40; i++) x -= (x * x * x - (1 + a * a)) / (3 * x * x);
        return x;
    }
    [GradientOf(nameof(CubeRoot))]
    public static double ByHand(double a, out double da)
    {
        double x = CubeRoot(a);
        da = 2 * a / (3 * x * x);
        return x;
    }
    // wrong: `2 * a / (3 * x * x)` → `a / (3 * x * x)`: the factor 2 is missing
    // wrong: `2 * a / (3 * x * x)` → `2 * a / (x * x)`: it is 3 times too large
}
public static class PrefixSum
{
    public static void Run(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] += x[i - 1];
    }
    [AdjointOf(nameof(Run))]
    public static void Back(double[] x, double[] dx)
    {
        Run(x);
        for (int i = x.Length - 1; i >= 1; i--) dx[i - 1] += dx[i];
    }
    // wrong: `for (int i = x.Length - 1; i >= 1; i--)` → `for (int i = 1; i < x.Length; i++)`:
    // wrong: `dx[i - 1] += dx[i]` → `dx[i - 1] -= dx[i]`:
}
public static class Windowed
{
    // Sizes as parameters, a matrix in a flat array, early exits, a while loop.
    public static double Roughness(double[] image, int width, int height)
    {
        double s = 0;
        int y = 0;
        while (y < height)
        {
            for (int x = 0; x < width; x++)
            {
                if (x + 1 == width) break;
                double d = image[y * width + x + 1] - image[y * width + x];
                s += d * d;
            }
            y++;
        }
        return s;
    }
    [GradientOf(nameof(Roughness))]
    public static void ByHand(double[] image, int width, int height, double[] dimage)
    {
        for (int i = 0; i < dimage.Length; i++) dimage[i] = 0;
        for (int y = 0; y < height; y++)
            for (int x = 1; x < width; x++)
            {
                double d = 2 * (image[y * width + x] - image[y * width + x - 1]);
                dimage[y * width + x] += d;
                dimage[y * width + x - 1] -= d;
            }
    }
    // wrong: `double d = 2 * (image` → `double d = (image`: the factor 2 is missing
    // wrong: `dimage[y * width + x - 1] -= d;` → ``:
    // wrong: `for (int x = 1; x < width; x++)` → `for (int x = 2; x < width; x++)`: in
}
public static class NearestCenter
{
    public static double Inertia(double[,] points, double[,] centers)
    {
        double s = 0;
        for (int i = 0; i < points.GetLength(0); i++)
        {
            double best = 1e9;
            for (int c = 0; c < centers.GetLength(0); c++)
            {
                double d = 0;
                for (int k = 0; k < points.GetLength(1); k++) d += (points[i, k] - centers[c, k]) * (points[i, k] - centers[c, k]);
                if (d < best) best = d;
            }
            s += best;
        }
        return s;
    }
    [GradientOf(nameof(Inertia))]
    public static void ByHand(double[,] points, double[,] centers, double[,] dcenters)
    {
        Array.Clear(dcenters);
        for (int i = 0; i < points.GetLength(0); i++)
        {
            double best = 1e9;
            int nearest = -1;
            for (int c = 0; c < centers.GetLength(0); c++)
            {
                double d = 0;
                for (int k = 0; k < points.GetLength(1); k++) d += (points[i, k] - centers[c, k]) * (points[i, k] - centers[c, k]);
                if (d < best) { best = d; nearest = c; }
            }
            if (nearest < 0) continue;
            for (int k = 0; k < points.GetLength(1); k++) dcenters[nearest, k] += 2 * (centers[nearest, k] - points[i, k]);
        }
    }
    // wrong: `dcenters[nearest, k] += 2 * (centers[nearest, k] - points[i, k])` → `dcenters[nearest, k] += 2 * (points[i, k] - centers[nearest, k])`: the sign is wrong everywhere
    // wrong: `dcenters[nearest, k] += 2` → `dcenters[nearest, k] = 2`:
    // wrong: `if (d < best) { best = d; nearest = c; }` → `if (d > best || nearest < 0) { best = d; nearest = c; }`:
}
public static class Scatter
{
    public static double Histogram(double[] values, int[] bin, double[] weight, double[] target)
    {
        double s = 0;
        double[] h = new double[target.Length];
        for (int i = 0; i < values.Length; i++) h[bin[i]] += weight[i] * values[i];
        for (int b = 0; b < target.Length; b++) s += (h[b] - target[b]) * (h[b] - target[b]);
        return s;
    }
    [GradientOf(nameof(Histogram))]
    public static void ByHand(double[] values, int[] bin, double[] weight, double[] target, double[] dvalues, double[] dtarget)
    {
        double[] h = new double[target.Length];
        for (int i = 0; i < values.Length; i++) h[bin[i]] += weight[i] * values[i];
        for (int b = 0; b < target.Length; b++) dtarget[b] = -2 * (h[b] - target[b]);
        for (int i = 0; i < values.Length; i++) dvalues[i] = -dtarget[bin[i]] * weight[i];
    }
    // wrong: `-dtarget[bin[i]] * weight[i]` → `-dtarget[bin[i]]`: the element of 'weight' at the same index is missing as a factor
    // wrong: `dtarget[b] = -2` → `dtarget[b] = -1`: the factor 2 is missing
}
public static class FilterBank
{
    // A result by tuple, parameters by ref and in.
    public static (double Low, double High) Split(in double x, ref double state, double k)
    {
        double low = state + k * (x - state);
        state = low;
        return (low, x - low);
    }
    [AdjointOf(nameof(Split))]
    public static void Back(in double x, ref double state, double k, (double Low, double High) seed, ref double dx, ref double dstate, ref double dk)
    {
        double old = state;
        state = old + k * (x - old);
        double g = dstate + seed.Low - seed.High;
        dk += g * (x - old);
        dx += g * k + seed.High;
        dstate = g * (1 - k);
    }
    // wrong: `dstate = g * (1 - k)` → `dstate += g * (1 - k)`: the seed in 'dstate' is not consumed
    // wrong: `dx += g * k + seed.High` → `dx += g * k`:
    // wrong: `double g = dstate + seed.Low - seed.High` → `double g = seed.Low - seed.High`:
}
public static class RosenbrockChain
{
    public static double Value(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length - 1; i++) s += 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2);
        return s;
    }
    [GradientOf(nameof(Value))]
    public static void ByHand(double[] x, Span<double> dx)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double g = 0;
            if (i < x.Length - 1) g += -400 * x[i] * (x[i + 1] - x[i] * x[i]) - 2 * (1 - x[i]);
            if (i > 0) g += 200 * (x[i] - x[i - 1] * x[i - 1]);
            dx[i] = g;
        }
    }
    // wrong: `-400 * x[i]` → `-200 * x[i]`:
    // wrong: `if (i > 0) g += 200` → `if (i > 1) g += 200`: in
    // wrong: `- 2 * (1 - x[i])` → `+ 2 * (1 - x[i])`: the sign of the term that comes from 'x[i]' in
}
public static class SquaredWeights
{
    public static double OfWeights(double[] w, double temperature)
    {
        double sum = 0, h = 0;
        for (int i = 0; i < w.Length; i++) sum += w[i] * w[i];
        for (int i = 0; i < w.Length; i++)
        {
            double p = w[i] * w[i] / sum;
            h -= temperature * p * Math.Log(p);
        }
        return h;
    }
    [GradientOf(nameof(OfWeights))]
    public static void ByHand(double[] w, double temperature, double[] dw)
    {
        double sum = 0, mean = 0;
        foreach (double v in w) sum += v * v;
        foreach (double v in w) mean += v * v / sum * Math.Log(v * v / sum);
        for (int i = 0; i < w.Length; i++) dw[i] = -2 * temperature * w[i] / sum * (Math.Log(w[i] * w[i] / sum) - mean);
    }
    // wrong: ` - mean)` → `)`:
    // wrong: `-2 * temperature * w[i] / sum` → `-2 * w[i] / sum`: the factor 'temperature' is missing
}
