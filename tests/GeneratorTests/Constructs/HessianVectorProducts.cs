using System;
using DiffGen;

namespace Constructs;

public static partial class HessianVectorProducts
{
    [Differentiable(Derivatives.HessianVectorProduct)]
    public static double Rosenbrock(double[] x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i++)
        {
            double a = x[i] - x[i - 1] * x[i - 1];
            double b = 1 - x[i - 1];
            sum += 100 * a * a + b * b;
        }
        return sum;
    }

    [Differentiable(Derivatives.HessianVectorProduct)]
    public static double Logistic(double x, double rate, int steps)
    {
        for (int i = 0; i < steps; i++)
            x = rate * x * (1 - x);
        return x;
    }

    // The direction of an array that F changes stays as it is.
    [Differentiable(Derivatives.HessianVectorProduct)]
    public static double Squared(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= x[i];
            sum += x[i] * x[i];
        }
        return sum;
    }
}
