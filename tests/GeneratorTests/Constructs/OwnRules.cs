using System;
using DiffGen;

namespace Constructs;

public static partial class OwnRules
{
    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    [AdjointOf(nameof(Softplus))]
    public static void SoftplusAdjoint(double x, double seed, ref double dx) => dx += seed / (1 + Math.Exp(-x));

    [TangentOf(nameof(Softplus))]
    public static double SoftplusTangent(double x, double xDot, out double tangent)
    {
        tangent = xDot / (1 + Math.Exp(-x));
        return Softplus(x);
    }

    public static void Solve(double[,] l, double[] b)
    {
        for (int i = 0; i < b.Length; i++)
        {
            for (int k = 0; k < i; k++)
                b[i] -= l[i, k] * b[k];
            b[i] /= l[i, i];
        }
    }

    [AdjointOf(nameof(Solve))]
    public static void SolveAdjoint(double[,] l, double[] b, double[,] dl, Span<double> db)
    {
        Solve(l, b);
        for (int i = b.Length - 1; i >= 0; i--)
        {
            db[i] /= l[i, i];
            for (int k = 0; k < i; k++)
                db[k] -= l[i, k] * db[i];
            for (int k = 0; k <= i; k++)
                dl[i, k] -= db[i] * b[k];
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Tangent | Derivatives.HessianVectorProduct)]
    public static double Loss(double[] x)
    {
        double loss = 0;
        for (int i = 0; i < x.Length; i++)
            loss += Softplus(x[i] * loss);
        return loss;
    }

    [Differentiable(Derivatives.Gradient)]
    public static double Energy(double[,] l, double[] b)
    {
        double energy = 0;
        for (int step = 0; step < 3; step++)
        {
            Solve(l, b);
            energy += b[step] * b[step];
        }
        return energy;
    }
}
