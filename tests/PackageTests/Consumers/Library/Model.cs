using System;
using DiffGen;

namespace Library
{
    /// <summary>Two coordinates.</summary>
    public struct Point
    {
        /// <summary>The first.</summary>
        public double X;

        /// <summary>The second.</summary>
        public double Y;
    }

    /// <summary>A method of each kind, in C# 7.3.</summary>
    public static partial class Model
    {
        /// <summary>Every form of array.</summary>
        /// <param name="w">A vector.</param>
        /// <param name="a">A matrix.</param>
        /// <param name="c">Three dimensions.</param>
        /// <param name="rows">Rows.</param>
        /// <param name="bias">A number.</param>
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

        /// <summary>A recurrence that stores, in place, with a loop that only data ends.</summary>
        /// <param name="x">A span that is written.</param>
        /// <param name="y">A span that is read.</param>
        [Differentiable]
        public static double Recurrence(Span<double> x, ReadOnlySpan<double> y)
        {
            for (int i = 1; i < x.Length; i++)
                x[i] = Math.Sin(x[i - 1] * x[i]) + y[i];
            double s = x[x.Length - 1];
            while (s < 100)
                s = s * s + 1.5;
            return s;
        }

        /// <summary>A local matrix and a returned array.</summary>
        /// <param name="x">A vector.</param>
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
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                y[i] = t[i, 1] * small[i % 3];
            return y;
        }

        /// <summary>Structs, tuples, references and recursion.</summary>
        /// <param name="points">Points.</param>
        /// <param name="pair">A tuple.</param>
        /// <param name="last">Updated.</param>
        /// <param name="count">Set.</param>
        [Differentiable]
        public static double Structs(Point[] points, (double a, float b) pair, ref double last, out double count)
        {
            double sum = 0;
            foreach (Point p in points)
                sum += p.X * p.Y * pair.a + pair.b;
            last = last * sum;
            count = Power(sum, 3);
            return last + count;
        }

        private static double Power(double x, int n)
        {
            return n == 0 ? 1 : x * Power(x, n - 1);
        }

        /// <summary>Single precision.</summary>
        /// <param name="x">A vector.</param>
        /// <param name="scale">A number.</param>
        [Differentiable(Derivatives.All)]
        public static float Single(float[] x, float scale)
        {
            float sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += (float)Math.Exp(x[i] * scale) / (1 + x[i] * x[i]);
                sum *= Math.Abs(x[i]) + Math.Max(x[i], scale) - Math.Min(x[i], 2f) + (float)Math.Pow(scale, 2.5f) * Math.Sign(x[i]);
            }
            return sum;
        }
    }
}
