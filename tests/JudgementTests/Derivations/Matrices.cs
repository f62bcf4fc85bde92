// Losses of matrices, each with a right derivation by hand and inputs to run both at.

public static class LeastSquares
{
    public static double F(double[,] A, double[] x, double[] b)
    {
        double s = 0;
        for (int i = 0; i < A.GetLength(0); i++)
        {
            double r = -b[i];
            for (int j = 0; j < A.GetLength(1); j++)
                r += A[i, j] * x[j];
            s += r * r;
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] A, double[] x, double[] b, double[,] dA, double[] dx, double[] db)
    {
        for (int j = 0; j < x.Length; j++)
            dx[j] = 0;
        for (int i = 0; i < A.GetLength(0); i++)
        {
            double r = -b[i];
            for (int j = 0; j < A.GetLength(1); j++)
                r += A[i, j] * x[j];
            for (int j = 0; j < A.GetLength(1); j++)
            {
                dx[j] += 2 * r * A[i, j];
                dA[i, j] = 2 * r * x[j];
            }
            db[i] = -2 * r;
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Matrix(r, m, n), Draw.Vector(r, n), Draw.Vector(r, m)];
    }
}

public static class QuadraticForm
{
    public static double F(double[,] A, double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                s += x[i] * A[i, j] * x[j];
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static double ByHand(double[,] A, double[] x, double[,] dA, double[] dx)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double g = 0;
            for (int j = 0; j < x.Length; j++)
            {
                s += x[i] * A[i, j] * x[j];
                dA[i, j] = x[i] * x[j];
                g += A[i, j] * x[j] + A[j, i] * x[j];
            }
            dx[i] = g;
        }
        return s;
    }

    public static object[] Inputs(Random r)
    {
        int n = r.Next(1, 5);
        return [Draw.Matrix(r, n, n), Draw.Vector(r, n)];
    }
}

public static class Bilinear
{
    public static double F(double[] u, double[,] B, double[] v)
    {
        double s = 0;
        for (int k = 0; k < B.GetLength(0); k++)
        {
            for (int l = 0; l < B.GetLength(1); l++)
                s += u[k] * B[k, l] * v[l];
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[] u, double[,] B, double[] v, double[] du, double[,] dB, double[] dv)
    {
        Array.Clear(dv);
        for (int k = 0; k < B.GetLength(0); k++)
        {
            double g = 0;
            for (int l = 0; l < B.GetLength(1); l++)
            {
                g += B[k, l] * v[l];
                dB[k, l] = u[k] * v[l];
                dv[l] += u[k] * B[k, l];
            }
            du[k] = g;
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5);
        return [Draw.Vector(r, m), Draw.Matrix(r, m, n), Draw.Vector(r, n)];
    }
}

public static class Factorisation
{
    public static double F([Constant] double[,] P, double[,] U, double[,] V, double lambda)
    {
        double s = 0;
        for (int i = 0; i < P.GetLength(0); i++)
        {
            for (int j = 0; j < P.GetLength(1); j++)
            {
                double r = P[i, j];
                for (int k = 0; k < U.GetLength(1); k++)
                    r -= U[i, k] * V[j, k];
                s += r * r;
            }
        }
        for (int i = 0; i < U.GetLength(0); i++)
        {
            for (int k = 0; k < U.GetLength(1); k++)
                s += lambda * U[i, k] * U[i, k];
        }
        return s;
    }

    [GradientOf(nameof(F))]
    public static void ByHand(double[,] P, double[,] U, double[,] V, double lambda, double[,] dU, double[,] dV)
    {
        for (int i = 0; i < U.GetLength(0); i++)
        {
            for (int k = 0; k < U.GetLength(1); k++)
                dU[i, k] = 2 * lambda * U[i, k];
        }
        Array.Clear(dV);
        for (int i = 0; i < P.GetLength(0); i++)
        {
            for (int j = 0; j < P.GetLength(1); j++)
            {
                double r = P[i, j];
                for (int k = 0; k < U.GetLength(1); k++)
                    r -= U[i, k] * V[j, k];
                for (int k = 0; k < U.GetLength(1); k++)
                {
                    dU[i, k] -= 2 * r * V[j, k];
                    dV[j, k] -= 2 * r * U[i, k];
                }
            }
        }
    }

    public static object[] Inputs(Random r)
    {
        int m = r.Next(1, 5), n = r.Next(1, 5), k = r.Next(1, 4);
        return [Draw.Matrix(r, m, n), Draw.Matrix(r, m, k), Draw.Matrix(r, n, k), r.NextDouble()];
    }
}
