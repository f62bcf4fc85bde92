// Layers and losses of neural networks with derivatives by hand, as people write them. Each is right; what is wrong with the others is said below it.

public static class LogisticLoss
{
    public static float Loss(float[] w, float b, float[,] X, int[] label, float decay)
    {
        float s = 0;
        for (int i = 0; i < label.Length; i++)
        {
            float z = b;
            for (int j = 0; j < w.Length; j++) z += w[j] * X[i, j];
            s += MathF.Log(1 + MathF.Exp(z)) - label[i] * z;
        }
        float n = 0;
        for (int j = 0; j < w.Length; j++) n += w[j] * w[j];
        return s + 0.5f * decay * n;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(float[] w, float b, float[,] X, int[] label, float decay, float[] dw, out float db)
    {
        db = 0;
        for (int j = 0; j < w.Length; j++) dw[j] = decay * w[j];
        for (int i = 0; i < label.Length; i++)
        {
            float z = b;
            for (int j = 0; j < w.Length; j++) z += w[j] * X[i, j];
            float p = 1 / (1 + MathF.Exp(-z)) - label[i];
            for (int j = 0; j < w.Length; j++) dw[j] += p * X[i, j];
            db += p;
        }
    }
    // wrong: `MathF.Exp(-z)` → `MathF.Exp(z)`: in
    // wrong: `dw[j] = decay * w[j]` → `dw[j] = 0`:
    // wrong: `- label[i]` → ``:
}
public static class SoftmaxCrossEntropy
{
    public static double Loss(double[] logits, int target)
    {
        double max = double.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++) max = Math.Max(max, logits[i]);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++) sum += Math.Exp(logits[i] - max);
        return max + Math.Log(sum) - logits[target];
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[] logits, int target, Span<double> dlogits)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double l in logits) if (l > max) max = l;
        for (int i = 0; i < logits.Length; i++) { dlogits[i] = Math.Exp(logits[i] - max); sum += dlogits[i]; }
        for (int i = 0; i < logits.Length; i++) dlogits[i] /= sum;
        dlogits[target] -= 1;
    }
    // wrong: `dlogits[target] -= 1` → `dlogits[target] += 1`:
    // wrong: `dlogits[target] -= 1;` → ``:
    // wrong: `dlogits[i] /= sum` → `dlogits[i] *= sum`:
}
public static class DenseRelu
{
    public static double Loss(double[,] W, double[] b, double[] x, double[] target)
    {
        double s = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double z = b[i];
            for (int j = 0; j < x.Length; j++) z += W[i, j] * x[j];
            double e = Math.Max(0, z) - target[i];
            s += e * e;
        }
        return s;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[,] W, double[] b, double[] x, double[] target, double[,] dW, double[] db, double[] dx)
    {
        for (int j = 0; j < x.Length; j++) dx[j] = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double z = b[i];
            for (int j = 0; j < x.Length; j++) z += W[i, j] * x[j];
            double g = z > 0 ? 2 * (z - target[i]) : 0;
            db[i] = g;
            for (int j = 0; j < x.Length; j++) { dW[i, j] = g * x[j]; dx[j] += g * W[i, j]; }
        }
    }
    // wrong: `z > 0 ? 2 * (z - target[i]) : 0` → `2 * (z - target[i])`:
    // wrong: `dW[i, j] = g * x[j]` → `dW[i, j] = x[j]`:
    // wrong: `dx[j] += g * W[i, j]` → `dx[j] = g * W[i, j]`:
    // wrong: `dW[i, j] = g` → `dW[i, j] += g`: the derivative is added to what 'dW' held before
}
public static class Convolution1D
{
    public static void Forward(double[] x, double[] kernel, double[] y, int stride)
    {
        for (int o = 0; o < y.Length; o++)
        {
            double s = 0;
            for (int k = 0; k < kernel.Length; k++) s += kernel[k] * x[o * stride + k];
            y[o] = s;
        }
    }
    [AdjointOf(nameof(Forward))]
    public static void Backward(double[] x, double[] kernel, double[] y, int stride, double[] dx, double[] dkernel, double[] dy)
    {
        for (int o = 0; o < y.Length; o++)
        {
            for (int k = 0; k < kernel.Length; k++)
            {
                dkernel[k] += dy[o] * x[o * stride + k];
                dx[o * stride + k] += dy[o] * kernel[k];
            }
            dy[o] = 0;
        }
    }
    // wrong: `dx[o * stride + k] +=` → `dx[o * stride + k] =`:
    // wrong: `dy[o] = 0;` → ``: the seed in 'dy' is still there afterwards
    // wrong: `dy[o] * kernel[k]` → `kernel[k]`:
}
public static class MatMul
{
    public static void Multiply(double[,] A, double[,] B, double[,] C)
    {
        for (int i = 0; i < A.GetLength(0); i++)
            for (int j = 0; j < B.GetLength(1); j++)
            {
                C[i, j] = 0;
                for (int k = 0; k < A.GetLength(1); k++) C[i, j] += A[i, k] * B[k, j];
            }
    }
    [AdjointOf(nameof(Multiply))]
    public static void Backward(double[,] A, double[,] B, double[,] C, double[,] dA, double[,] dB, double[,] dC)
    {
        for (int i = 0; i < A.GetLength(0); i++)
            for (int j = 0; j < B.GetLength(1); j++)
            {
                for (int k = 0; k < A.GetLength(1); k++)
                {
                    dA[i, k] += dC[i, j] * B[k, j];
                    dB[k, j] += dC[i, j] * A[i, k];
                }
                dC[i, j] = 0;
            }
    }
    // wrong: `dA[i, k] += dC[i, j] * B[k, j]` → `dA[i, k] += dC[i, j] * B[j, k]`:
    // wrong: `dC[i, j] = 0;` → ``: the seed in 'dC' is still there afterwards
    [TangentOf(nameof(Multiply))]
    public static void Forward(double[,] A, double[,] B, double[,] C, double[,] ADot, double[,] BDot, double[,] CDot)
    {
        for (int i = 0; i < A.GetLength(0); i++)
            for (int j = 0; j < B.GetLength(1); j++)
            {
                double s = 0;
                for (int k = 0; k < A.GetLength(1); k++) s += ADot[i, k] * B[k, j] + A[i, k] * BDot[k, j];
                CDot[i, j] = s;
            }
    }
    // wrong: `ADot[i, k] * B[k, j] + A[i, k] * BDot[k, j]` → `ADot[i, k] * B[k, j]`:
}
public static class LayerNorm
{
    public static double Score(double[] x, double[] gain, double[] target)
    {
        int n = x.Length;
        double mean = 0, variance = 0, s = 0;
        for (int i = 0; i < n; i++) mean += x[i] / n;
        for (int i = 0; i < n; i++) variance += (x[i] - mean) * (x[i] - mean) / n;
        double scale = 1 / Math.Sqrt(variance + 1e-3);
        for (int i = 0; i < n; i++) s += gain[i] * (x[i] - mean) * scale * target[i];
        return s;
    }
    [GradientOf(nameof(Score))]
    public static void ByHand(double[] x, double[] gain, double[] target, double[] dx, double[] dgain)
    {
        int n = x.Length;
        double mean = 0, variance = 0;
        for (int i = 0; i < n; i++) mean += x[i] / n;
        for (int i = 0; i < n; i++) variance += (x[i] - mean) * (x[i] - mean) / n;
        double scale = 1 / Math.Sqrt(variance + 1e-3), sumG = 0, sumGX = 0;
        for (int i = 0; i < n; i++)
        {
            double h = (x[i] - mean) * scale, g = gain[i] * target[i];
            dgain[i] = h * target[i];
            sumG += g;
            sumGX += g * h;
        }
        for (int i = 0; i < n; i++) dx[i] = scale * (gain[i] * target[i] - sumG / n - (x[i] - mean) * scale * sumGX / n);
    }
    // wrong: ` - sumG / n` → ``:
    // wrong: `* sumGX / n` → `* sumGX`:
    // wrong: `dgain[i] = h * target[i]` → `dgain[i] = h`: the element of 'target' at the same index is missing as a factor
}
public static class Recurrent
{
    public static double Loss(double[] x, double w, double u, double b, double target)
    {
        double h = 0;
        for (int t = 0; t < x.Length; t++) h = Math.Tanh(w * h + u * x[t] + b);
        return 0.5 * (h - target) * (h - target);
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[] x, double w, double u, double b, double target, out double dw, out double du, out double db)
    {
        double[] h = new double[x.Length + 1];
        for (int t = 0; t < x.Length; t++) h[t + 1] = Math.Tanh(w * h[t] + u * x[t] + b);
        dw = du = db = 0;
        double g = h[x.Length] - target;
        for (int t = x.Length - 1; t >= 0; t--)
        {
            g *= 1 - h[t + 1] * h[t + 1];
            dw += g * h[t];
            du += g * x[t];
            db += g;
            g *= w;
        }
    }
    // wrong: `g *= w;` → ``:
    // wrong: `dw += g * h[t]` → `dw += g * h[t + 1]`: in
    // wrong: `t >= 0; t--` → `t > 0; t--`: in
}
public static class Attention
{
    public static double Score(double[,] K, double[,] V, double[] q, double[] target)
    {
        int n = K.GetLength(0), d = q.Length;
        double[] a = new double[n];
        double sum = 0, s = 0;
        for (int i = 0; i < n; i++)
        {
            double z = 0;
            for (int k = 0; k < d; k++) z += K[i, k] * q[k];
            a[i] = Math.Exp(z / Math.Sqrt(d));
            sum += a[i];
        }
        for (int i = 0; i < n; i++)
            for (int c = 0; c < target.Length; c++) s += a[i] / sum * V[i, c] * target[c];
        return s;
    }
    [GradientOf(nameof(Score))]
    public static void ByHand(double[,] K, double[,] V, double[] q, double[] target, double[,] dK, double[,] dV, double[] dq)
    {
        int n = K.GetLength(0), d = q.Length;
        double[] a = new double[n], v = new double[n];
        double sum = 0, mean = 0, root = Math.Sqrt(d);
        for (int i = 0; i < n; i++)
        {
            double z = 0;
            for (int k = 0; k < d; k++) z += K[i, k] * q[k];
            a[i] = Math.Exp(z / root);
            sum += a[i];
        }
        for (int i = 0; i < n; i++)
        {
            a[i] /= sum;
            for (int c = 0; c < target.Length; c++) { v[i] += V[i, c] * target[c]; dV[i, c] = a[i] * target[c]; }
            mean += a[i] * v[i];
        }
        for (int k = 0; k < d; k++) dq[k] = 0;
        for (int i = 0; i < n; i++)
        {
            double g = a[i] * (v[i] - mean) / root;
            for (int k = 0; k < d; k++) { dK[i, k] = g * q[k]; dq[k] += g * K[i, k]; }
        }
    }
    // wrong: `(v[i] - mean) / root` → `v[i] / root`:
    // wrong: `(v[i] - mean) / root` → `(v[i] - mean)`:
    // wrong: `dV[i, c] = a[i] * target[c]` → `dV[i, c] = target[c]`:
}
public static class Triplet
{
    public static double Loss(ReadOnlySpan<double> anchor, ReadOnlySpan<double> positive, ReadOnlySpan<double> negative, double margin)
    {
        double p = 0, n = 0;
        for (int i = 0; i < anchor.Length; i++)
        {
            p += (anchor[i] - positive[i]) * (anchor[i] - positive[i]);
            n += (anchor[i] - negative[i]) * (anchor[i] - negative[i]);
        }
        return p - n + margin > 0 ? p - n + margin : 0;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(ReadOnlySpan<double> anchor, ReadOnlySpan<double> positive, ReadOnlySpan<double> negative, double margin, Span<double> danchor, Span<double> dpositive, Span<double> dnegative)
    {
        double p = 0, n = 0;
        for (int i = 0; i < anchor.Length; i++)
        {
            double u = anchor[i] - positive[i], v = anchor[i] - negative[i];
            p += u * u;
            n += v * v;
        }
        double on = p - n + margin > 0 ? 2 : 0;
        for (int i = 0; i < anchor.Length; i++)
        {
            danchor[i] = on * (negative[i] - positive[i]);
            dpositive[i] = on * (positive[i] - anchor[i]);
            dnegative[i] = on * (anchor[i] - negative[i]);
        }
    }
    // wrong: `p - n + margin > 0 ? 2 : 0` → `2`: it is right only where
    // wrong: `on * (anchor[i] - negative[i])` → `on * (negative[i] - anchor[i])`: the sign is wrong everywhere
}
public static class Recommender
{
    public static double Loss(double[,] U, double[,] V, int[] user, int[] item, double[] rating, double decay)
    {
        double s = 0;
        for (int r = 0; r < rating.Length; r++)
        {
            double e = rating[r];
            for (int k = 0; k < U.GetLength(1); k++) e -= U[user[r], k] * V[item[r], k];
            s += e * e;
        }
        for (int i = 0; i < U.GetLength(0); i++)
            for (int k = 0; k < U.GetLength(1); k++) s += decay * U[i, k] * U[i, k];
        return s;
    }
    [GradientOf(nameof(Loss))]
    public static void ByHand(double[,] U, double[,] V, int[] user, int[] item, double[] rating, double decay, double[,] dU, double[,] dV)
    {
        for (int i = 0; i < U.GetLength(0); i++)
            for (int k = 0; k < U.GetLength(1); k++) dU[i, k] = 2 * decay * U[i, k];
        Array.Clear(dV);
        for (int r = 0; r < rating.Length; r++)
        {
            double e = rating[r];
            for (int k = 0; k < U.GetLength(1); k++) e -= U[user[r], k] * V[item[r], k];
            for (int k = 0; k < U.GetLength(1); k++)
            {
                dU[user[r], k] -= 2 * e * V[item[r], k];
                dV[item[r], k] -= 2 * e * U[user[r], k];
            }
        }
    }
    // wrong: `dU[i, k] = 2 * decay * U[i, k]` → `dU[i, k] = 0`: the terms that come from
    // wrong: `dV[item[r], k] -= 2 * e * U[user[r], k]` → `dV[item[r], k] -= 2 * e * U[item[r], k]`:
    // wrong: `dV[item[r], k] -= 2` → `dV[item[r], k] += 2`: the sign is wrong everywhere
}
public static class BagOfWords
{
    public static double Score(double[][] embedding, int[] words, double[] output)
    {
        double s = 0;
        for (int w = 0; w < words.Length; w++)
        {
            double[] e = embedding[words[w]];
            for (int k = 0; k < output.Length; k++) s += e[k] * output[k];
        }
        return 1 / (1 + Math.Exp(-s / words.Length));
    }
    [GradientOf(nameof(Score))]
    public static void ByHand(double[][] embedding, int[] words, double[] output, double[][] dembedding, double[] doutput)
    {
        for (int i = 0; i < embedding.Length; i++) Array.Clear(dembedding[i]);
        Array.Clear(doutput);
        double s = 0;
        for (int w = 0; w < words.Length; w++)
            for (int k = 0; k < output.Length; k++) s += embedding[words[w]][k] * output[k];
        double p = 1 / (1 + Math.Exp(-s / words.Length)), g = p * (1 - p) / words.Length;
        for (int w = 0; w < words.Length; w++)
            for (int k = 0; k < output.Length; k++)
            {
                dembedding[words[w]][k] += g * output[k];
                doutput[k] += g * embedding[words[w]][k];
            }
    }
    // wrong: `dembedding[words[w]][k] += g` → `dembedding[words[w]][k] = g`:
    // wrong: `p * (1 - p) / words.Length` → `p * (1 - p)`: the factor 'words.Length' is there once too often
    // wrong: `Array.Clear(doutput);` → ``: the derivative is added to what 'doutput' held before
}
public static class SoftmaxLayer
{
    public static void Forward(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i]); sum += y[i]; }
        for (int i = 0; i < x.Length; i++) y[i] /= sum;
    }
    [AdjointOf(nameof(Forward))]
    public static void Backward(double[] x, double[] y, double[] dx, double[] dy)
    {
        Forward(x, y);
        double dot = 0;
        for (int i = 0; i < x.Length; i++) dot += y[i] * dy[i];
        for (int i = 0; i < x.Length; i++) { dx[i] += y[i] * (dy[i] - dot); dy[i] = 0; }
    }
    // wrong: `(dy[i] - dot)` → `dy[i]`:
    // wrong: `dx[i] += y[i]` → `dx[i] = y[i]`: 'dx' is overwritten; an adjoint adds to it
    [TangentOf(nameof(Forward))]
    public static void Along(double[] x, double[] y, double[] xDot, double[] yDot)
    {
        Forward(x, y);
        double dot = 0;
        for (int i = 0; i < x.Length; i++) dot += y[i] * xDot[i];
        for (int i = 0; i < x.Length; i++) yDot[i] = y[i] * (xDot[i] - dot);
    }
    // wrong: `y[i] * (xDot[i] - dot)` → `xDot[i] - dot`:
}
