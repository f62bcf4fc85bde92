using DiffGen;

namespace Constructs;

public static partial class HelperMethods
{
    [Differentiable]
    public static double Value(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += LogSigmoid(x[i] * y[i]);
        return sum;
    }

    private static double LogSigmoid(double t) => System.Math.Log(Sigmoid(t));

    private static double Sigmoid(double t) => 1 / (1 + System.Math.Exp(-t));
}
