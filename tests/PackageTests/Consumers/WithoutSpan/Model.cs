using System;
using DiffGen;

namespace WithoutSpan
{
    public static partial class Model
    {
        [Differentiable(Derivatives.All)]
        public static double Forms(double[] w, double[,] a, double[,,] c, double[][] rows, double bias)
        {
            double sum = bias * bias;
            for (int i = 0; i < a.GetLength(0); i++)
            {
                double t = 0;
                for (int j = 0; j < w.Length; j++)
                    t += a[i, j] * w[j];
                sum += Math.Tanh(t) * c[i, 0, 1] * rows[i][0];
            }
            return sum;
        }

        [Differentiable]
        public static double Recurrence(double[] x, double[] y)
        {
            for (int i = 1; i < x.Length; i++)
                x[i] = Math.Sin(x[i - 1] * x[i]) + y[i];
            double s = x[x.Length - 1];
            while (s < 100)
                s = s * s + 1.5;
            return s;
        }

        [Differentiable(Derivatives.All)]
        public static double[] Returned(double[] x)
        {
            var t = new double[x.Length, 2];
            var small = new double[3];
            for (int i = 0; i < x.Length; i++)
            {
                t[i, 0] = x[i] * x[i];
                t[i, 1] = t[i, 0] * x[0];
                small[i % 3] += t[i, 1];
            }
            var copy = (double[])x.Clone();
            Array.Reverse(copy);
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                y[i] = t[i, 1] * small[i % 3] * copy[i];
            return y;
        }

        [Differentiable(Derivatives.All)]
        public static double Local(double[] x)
        {
            var t = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                t[i] = Math.Sin(x[i]);
            for (int i = 1; i < x.Length; i++)
                t[i] *= t[i - 1] * x[i];
            return Tail(t, 0);
        }

        private static double Tail(double[] t, int from)
        {
            return from >= t.Length ? 0 : t[from] * t[from] + Tail(t, from + 1);
        }

        [Differentiable]
        public static float Single(float[] x, float scale)
        {
            float sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += (float)Math.Exp(x[i] * scale) / (1 + x[i] * x[i]);
            return sum;
        }
    }
}
