using System;
using DiffGen;

namespace Constructs;

public readonly record struct Point3(double X, double Y, double Z);

public static partial class Matrices
{
    // A least-squares residual in a few numbers: all columns at once, beside one F.
    [Differentiable(Derivatives.Jacobian)]
    public static void Decay(double amplitude, double rate, [Constant] double[] t, [Constant] double[] y, double[] residual)
    {
        for (int i = 0; i < t.Length; i++)
            residual[i] = amplitude * Math.Exp(-rate * t[i]) - y[i];
    }

    // Any number of inputs and outputs: by columns or by rows, whatever there is less of; the array that is updated in place has no columns.
    [Differentiable(Derivatives.Jacobian)]
    public static void Advance(double[] force, double step, double[] velocity)
    {
        for (int i = 0; i < velocity.Length; i++)
            velocity[i] += step * force[i] * velocity[i];
    }

    // Numbers alone: no loop, and symmetry leaves one of two mixed derivatives.
    [Differentiable(Derivatives.Hessian)]
    public static double Banana(double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);

    [Differentiable(Derivatives.Hessian | Derivatives.Jacobian)]
    public static double Distance(Point3 p, [Constant] Point3 from) =>
        Math.Sqrt((p.X - from.X) * (p.X - from.X) + (p.Y - from.Y) * (p.Y - from.Y) + (p.Z - from.Z) * (p.Z - from.Z));

    // Logistic regression: the scalar's column gives the row of the weights too, which go in fours.
    [Differentiable(Derivatives.Hessian)]
    public static double Logistic(double[] w, double bias, [Constant] double[,] x, [Constant] double[] label)
    {
        double sum = 0;
        for (int i = 0; i < label.Length; i++)
        {
            double z = bias;
            for (int j = 0; j < w.Length; j++)
                z += x[i, j] * w[j];
            sum += Math.Log(1 + Math.Exp(z)) - label[i] * z;
        }
        return sum;
    }
}
