// Losses of vectors, each with a right derivation by hand and inputs to run both at.

public static class SumOfSquares
{
    public static double F(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += x[i] * x[i];
        return s;
    }

    [GradientOf(nameof(F))]
    public static double ByHand(double[] x, double[] dx)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
            dx[i] = 2 * x[i];
        }
        return s;
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6))];
}

public static class MeanSquaredError
{
    public static double F(double[] x, [Constant] double[] target)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = x[i] - target[i];
            s += e * e;
        }
        return s / x.Length;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] target, double[] dx)
    {
        for (int i = 0; i < x.Length; i++)
            dx[i] = 2 * (x[i] - target[i]) / x.Length;
    }

    public static object[] Inputs(Random r)
    {
        int n = r.Next(1, 6);
        return [Draw.Vector(r, n), Draw.Vector(r, n)];
    }
}

public static class WeightedLogSum
{
    public static double F(double[] x, double[] w)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += w[i] * Math.Log(x[i]);
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] w, double[] dx, double[] dw)
    {
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = w[i] / x[i];
            dw[i] = Math.Log(x[i]);
        }
    }

    public static object[] Inputs(Random r)
    {
        int n = r.Next(1, 6);
        return [Draw.Vector(r, n, 0.2, 2), Draw.Vector(r, n)];
    }
}

public static class LogSumExp
{
    public static double F(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += Math.Exp(x[i]);
        return Math.Log(s);
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] dx)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += Math.Exp(x[i]);
        for (int i = 0; i < x.Length; i++)
            dx[i] = Math.Exp(x[i]) / s;
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6))];
}

public static class Huber
{
    public static double F(double[] x, double delta)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double a = Math.Abs(x[i]);
            if (a <= delta)
                s += 0.5 * x[i] * x[i];
            else
                s += delta * (a - 0.5 * delta);
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double delta, double[] dx, out double ddelta)
    {
        ddelta = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (Math.Abs(x[i]) <= delta)
            {
                dx[i] = x[i];
            }
            else
            {
                dx[i] = delta * Math.Sign(x[i]);
                ddelta += Math.Abs(x[i]) - delta;
            }
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6)), 0.2 + r.NextDouble()];
}

public static class Rosenbrock
{
    public static double F(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            s += 100 * a * a + b * b;
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] dx)
    {
        for (int i = 0; i < x.Length; i++)
            dx[i] = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            dx[i] += -400 * a * x[i] - 2 * (1 - x[i]);
            dx[i + 1] += 200 * a;
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6))];
}

public static class SmoothVariation
{
    public static double F(double[] x, double eps)
    {
        double s = 0;
        for (int i = 1; i < x.Length; i++)
            s += Math.Sqrt((x[i] - x[i - 1]) * (x[i] - x[i - 1]) + eps * eps);
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double eps, double[] dx)
    {
        Array.Clear(dx);
        for (int i = 1; i < x.Length; i++)
        {
            double d = x[i] - x[i - 1];
            double g = d / Math.Sqrt(d * d + eps * eps);
            dx[i] += g;
            dx[i - 1] -= g;
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6)), 0.2 + r.NextDouble()];
}

public static class Convolution
{
    public static double F(double[] x, double[] k)
    {
        double s = 0;
        for (int i = 0; i + k.Length <= x.Length; i++)
        {
            double y = 0;
            for (int j = 0; j < k.Length; j++)
                y += x[i + j] * k[j];
            s += y * y;
        }
        return 0.5 * s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] k, double[] dx, double[] dk)
    {
        Array.Clear(dx);
        Array.Clear(dk);
        for (int i = 0; i + k.Length <= x.Length; i++)
        {
            double y = 0;
            for (int j = 0; j < k.Length; j++)
                y += x[i + j] * k[j];
            for (int j = 0; j < k.Length; j++)
            {
                dx[i + j] += y * k[j];
                dk[j] += y * x[i + j];
            }
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(3, 7)), Draw.Vector(r, r.Next(1, 4))];
}

public static class GaussianLikelihood
{
    public static double F(double[] x, double mu, double sigma)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = (x[i] - mu) / sigma;
            s += 0.5 * z * z + Math.Log(sigma);
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double mu, double sigma, out double dmu, out double dsigma)
    {
        dmu = 0;
        dsigma = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = (x[i] - mu) / sigma;
            dmu -= z / sigma;
            dsigma += (1 - z * z) / sigma;
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6)), r.NextDouble(), 0.3 + r.NextDouble()];
}

public static class Pairs
{
    public static double F(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
                s += 1 / (1 + (x[i] - x[j]) * (x[i] - x[j]));
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] x, double[] dx)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double g = 0;
            for (int j = 0; j < x.Length; j++)
            {
                double d = x[i] - x[j];
                double q = 1 + d * d;
                g -= 2 * d / (q * q);
            }
            dx[i] = g;
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6))];
}
