// Adjoints and tangents by hand.

public static class MatrixVector
{
    public static void F(double[,] A, double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = 0;
            for (int j = 0; j < x.Length; j++)
                s += A[i, j] * x[j];
            y[i] = s;
        }
    }

    [AdjointOf(nameof(F))]
    public static void ByHand(double[,] A, double[] x, double[] y, double[,] dA, double[] dx, double[] dy)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                dA[i, j] += dy[i] * x[j];
                dx[j] += dy[i] * A[i, j];
            }
            dy[i] = 0;
        }
    }

    [TangentOf(nameof(F))]
    public static void TangentByHand(double[,] A, double[] x, double[] y, double[,] ADot, double[] xDot, double[] yDot)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = 0;
            for (int j = 0; j < x.Length; j++)
                s += ADot[i, j] * x[j] + A[i, j] * xDot[j];
            yDot[i] = s;
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Vector(r, n), Draw.Vector(r, m)];
    }
}

public static class Norm
{
    public static double F(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += x[i] * x[i];
        return Math.Sqrt(s);
    }

    [AdjointOf(nameof(F))]
    public static double ByHand(double[] x, double seed, double[] dx)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += x[i] * x[i];
        double norm = Math.Sqrt(s);
        for (int i = 0; i < x.Length; i++)
            dx[i] += seed * x[i] / norm;
        return norm;
    }

    [TangentOf(nameof(F))]
    public static double TangentByHand(double[] x, double[] xDot, out double tangent)
    {
        double s = 0, t = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
            t += x[i] * xDot[i];
        }
        double norm = Math.Sqrt(s);
        tangent = t / norm;
        return norm;
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6))];
}

public static class SquaresInPlace
{
    public static void F(double[] x, double a)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = a * x[i] * x[i];
    }

    [AdjointOf(nameof(F))]
    public static void ByHand(double[] x, double a, double[] dx, ref double da)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double old = x[i];
            x[i] = a * old * old;
            da += dx[i] * old * old;
            dx[i] = dx[i] * 2 * a * old;
        }
    }

    public static object[] Inputs(Random r) => [Draw.Vector(r, r.Next(1, 6)), r.NextDouble() + 0.2];
}
