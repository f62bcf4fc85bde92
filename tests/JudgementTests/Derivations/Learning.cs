// Losses of models that learn, each with a right derivation by hand and inputs to run both at.

public static class Logistic
{
    public static double F([Constant] double[,] X, [Constant] double[] y, double[] w, double bias)
    {
        double s = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double t = bias;
            for (int j = 0; j < w.Length; j++)
                t += X[i, j] * w[j];
            s += Math.Log(1 + Math.Exp(-y[i] * t));
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] X, double[] y, double[] w, double bias, double[] dw, out double dbias)
    {
        Array.Clear(dw);
        dbias = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double t = bias;
            for (int j = 0; j < w.Length; j++)
                t += X[i, j] * w[j];
            double g = -y[i] / (1 + Math.Exp(y[i] * t));
            for (int j = 0; j < w.Length; j++)
                dw[j] += g * X[i, j];
            dbias += g;
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Vector(r, m), Draw.Vector(r, n), r.NextDouble()];
    }
}

public static class Hinge
{
    public static double F([Constant] double[,] X, [Constant] double[] y, double[] w)
    {
        double s = 0;
        for (int i = 0; i < X.GetLength(0); i++)
        {
            double t = 0;
            for (int j = 0; j < X.GetLength(1); j++)
                t += X[i, j] * w[j];
            double margin = 1 - y[i] * t;
            if (margin > 0)
                s += margin * margin;
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] X, double[] y, double[] w, double[] dw)
    {
        Array.Clear(dw);
        for (int i = 0; i < X.GetLength(0); i++)
        {
            double t = 0;
            for (int j = 0; j < X.GetLength(1); j++)
                t += X[i, j] * w[j];
            double margin = 1 - y[i] * t;
            if (margin > 0)
            {
                for (int j = 0; j < X.GetLength(1); j++)
                    dw[j] -= 2 * margin * y[i] * X[i, j];
            }
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Vector(r, m), Draw.Vector(r, n)];
    }
}

public static class CrossEntropy
{
    public static double F(double[,] z, int[] label)
    {
        double loss = 0;
        for (int i = 0; i < z.GetLength(0); i++)
        {
            double total = 0;
            for (int c = 0; c < z.GetLength(1); c++)
                total += Math.Exp(z[i, c]);
            loss += Math.Log(total) - z[i, label[i]];
        }
        return loss;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] z, int[] label, double[,] dz)
    {
        for (int i = 0; i < z.GetLength(0); i++)
        {
            double total = 0;
            for (int c = 0; c < z.GetLength(1); c++)
                total += Math.Exp(z[i, c]);
            for (int c = 0; c < z.GetLength(1); c++)
                dz[i, c] = Math.Exp(z[i, c]) / total - (c == label[i] ? 1 : 0);
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Indices(r, m, n)];
    }
}

public static class Cosine
{
    public static double F(double[] x, double[] y)
    {
        double xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xy / Math.Sqrt(xx * yy);
    }

    [GradientOf(nameof(F))]
    public static double ByHand(double[] x, double[] y, double[] dx, double[] dy)
    {
        double xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        double norm = Math.Sqrt(xx * yy), cos = xy / norm;
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = y[i] / norm - cos * x[i] / xx;
            dy[i] = x[i] / norm - cos * y[i] / yy;
        }
        return cos;
    }

    public static object[] Inputs(Random r)
    {
        int n = r.Next(1, 6);
        return [Draw.Vector(r, n), Draw.Vector(r, n)];
    }
}

public static class TensorNorm
{
    public static double F(double[,,] T, double[] w)
    {
        double s = 0;
        for (int i = 0; i < T.GetLength(0); i++)
        {
            for (int j = 0; j < T.GetLength(1); j++)
            {
                double t = 0;
                for (int k = 0; k < T.GetLength(2); k++)
                    t += T[i, j, k] * w[k];
                s += t * t * t;
            }
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,,] T, double[] w, double[,,] dT, double[] dw)
    {
        Array.Clear(dw);
        for (int i = 0; i < T.GetLength(0); i++)
        {
            for (int j = 0; j < T.GetLength(1); j++)
            {
                double t = 0;
                for (int k = 0; k < T.GetLength(2); k++)
                    t += T[i, j, k] * w[k];
                for (int k = 0; k < T.GetLength(2); k++)
                {
                    dT[i, j, k] = 3 * t * t * w[k];
                    dw[k] += 3 * t * t * T[i, j, k];
                }
            }
        }
    }

    public static object[] Inputs(Random r)
    {
        int l = r.Next(1, 4), m = r.Next(1, 4), n = r.Next(1, 4);
        return [Draw.Tensor(r, l, m, n), Draw.Vector(r, n)];
    }
}

public static class Embedding
{
    public static double F(double[,] E, int[] word, double[] target)
    {
        double s = 0;
        for (int p = 0; p < word.Length; p++)
        {
            for (int k = 0; k < target.Length; k++)
            {
                double d = E[word[p], k] - target[k];
                s += d * d;
            }
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] E, int[] word, double[] target, double[,] dE, double[] dtarget)
    {
        Array.Clear(dE);
        Array.Clear(dtarget);
        for (int p = 0; p < word.Length; p++)
        {
            for (int k = 0; k < target.Length; k++)
            {
                double d = E[word[p], k] - target[k];
                dE[word[p], k] += 2 * d;
                dtarget[k] -= 2 * d;
            }
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 4);
        return [Draw.Matrix(r, m, n), Draw.Indices(r, r.Next(1, 6), m), Draw.Vector(r, n)];
    }
}

public static class TwoLayers
{
    public static double F(double[,] W, double[] v, [Constant] double[] x)
    {
        double y = 0;
        for (int h = 0; h < v.Length; h++)
        {
            double a = 0;
            for (int j = 0; j < x.Length; j++)
                a += W[h, j] * x[j];
            y += v[h] * Math.Tanh(a);
        }
        return y;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] W, double[] v, double[] x, double[,] dW, double[] dv)
    {
        for (int h = 0; h < v.Length; h++)
        {
            double a = 0;
            for (int j = 0; j < x.Length; j++)
                a += W[h, j] * x[j];
            double t = Math.Tanh(a);
            dv[h] = t;
            for (int j = 0; j < x.Length; j++)
                dW[h, j] = v[h] * (1 - t * t) * x[j];
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Vector(r, m), Draw.Vector(r, n)];
    }
}
